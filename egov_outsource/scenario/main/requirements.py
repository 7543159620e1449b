"""The 122 requirements of the platform; 22 of them cannot be verified as they are written."""

from collections.abc import Iterator

Row = dict[str, object]

# area: what it works on, who uses it, seconds that an answer may take
AREAS = (
    ("Service portal", "a service guide", "a resident", 2),
    ("Unified identity", "an identity record", "a resident", 1),
    ("Application hall", "an application", "a window clerk", 3),
    ("Approval workbench", "an approval case", "an approving clerk", 3),
    ("Data exchange", "a shared data set", "a department's data steward", 5),
    ("Electronic licences", "an electronic licence", "a window clerk", 2),
    ("City dashboard", "an indicator", "a bureau leader", 4),
    ("Grid management", "an incident report", "a grid worker", 3),
    ("Hotline link", "a hotline order", "a hotline operator", 3),
    ("Mobile application", "a saved service", "a resident", 2),
    ("Housing-fund interface", "a fund account", "a housing clerk", 3),
    ("Operations console", "a system alarm", "a government operator", 2),
)
# what can be done: text, priority, criterion, method
DEEDS = (
    (
        "{who} finds {what} by number, name or date",
        "must",
        "95 of 100 prepared searches show the wanted entry first, each within {seconds} s",
        "Functional test with the prepared list",
    ),
    (
        "{who} opens {what} and sees all its fields, as far as the right to see them goes",
        "must",
        "All fields of the data model are shown to those who may see them, none to others",
        "Matrix test: every role against every field",
    ),
    (
        "{who} enters or corrects {what}; a wrong entry is explained at the field",
        "must",
        "40 of 40 prepared wrong entries are refused with a sentence at the field, nothing is lost",
        "Functional test with the prepared list",
    ),
    (
        "Every change of {what} is recorded with person, time, old and new value",
        "must",
        "After 50 changes the record shows 50 entries; none can be altered with any account",
        "Test of the log, attempt to alter it",
    ),
    (
        "{who} is told when the state of {what} changes",
        "should",
        "The notice arrives within 60 s in 99 of 100 cases",
        "Measurement over 100 changes",
    ),
    (
        "{who} exports {what} with its history as CSV and PDF",
        "should",
        "Exported values equal those shown, for 100 entries of a sample",
        "Comparison by program",
    ),
    (
        "A monthly report counts {what} by department and state",
        "could",
        "Figures equal a count in the database on the same day",
        "Comparison with a query",
    ),
)
# written like a wish: nobody can say whether it is fulfilled
WISHES = (
    "The service portal looks modern and inviting",
    "Residents enjoy using the unified identity",
    "The application hall is as simple as possible",
    "The approval workbench speeds up work considerably",
    "Data exchange is flexible",
    "Electronic licences are accepted everywhere",
    "The city dashboard gives leaders a good overview",
    "Grid management is easy to learn",
    "The hotline link works smoothly",
    "The mobile application is fast",
    "The housing-fund interface is robust",
    "The operations console is clear",
    "The platform uses up-to-date technology",
    "Maintenance is easy",
    "The platform is open for future extension",
    "Artificial intelligence is used where it makes sense",
    "Documents are of high quality",
    "Training is adapted to the audience",
    "Old systems are connected where possible",
    "The platform saves energy",
    "Colours follow the city's identity",
    "Errors are rare",
)
# beside the functions: text, kind, priority, criterion, method
QUALITIES = (
    (
        "The portal is available",
        "quality",
        "must",
        "99.9 % a month, planned windows apart",
        "Monitoring by a third party",
    ),
    (
        "Pages answer under load",
        "quality",
        "must",
        "95 % within 2 s with 2 000 people at once",
        "Load test",
    ),
    (
        "Every page can be used without a mouse",
        "quality",
        "must",
        "No finding of level AA",
        "Accessibility test",
    ),
    (
        "Data are restored after a failure",
        "quality",
        "must",
        "At most 15 min lost, back within 2 h",
        "Rehearsal",
    ),
    (
        "Resident records stay in the government cloud",
        "security",
        "must",
        "No copy elsewhere, test data included",
        "Inspection of all accounts",
    ),
    (
        "Passwords and keys are in government custody",
        "security",
        "must",
        "Complete list, each key rotated",
        "Custody check",
    ),
    (
        "The platform meets protection level 3",
        "security",
        "must",
        "Assessment without high risk",
        "Assessment by a third party",
    ),
    (
        "Source can be built without the contractor",
        "service",
        "must",
        "Rebuilt from the repository (L3)",
        "Rebuild by a third party",
    ),
    (
        "All data can be exported in open formats",
        "data",
        "must",
        "Full export and import within 24 h",
        "Exit rehearsal",
    ),
    (
        "Shared data follow the city's data standard",
        "data",
        "must",
        "All mandatory fields, no unknown code",
        "Check by program",
    ),
    ("Incidents are reported", "service", "must", "Within 30 minutes of discovery", "Exercise"),
    ("Operators are trained", "service", "must", "Two certified operators", "Examination"),
    ("Backups are tested", "quality", "should", "One restored a month", "Record of restores"),
    (
        "Interfaces are documented",
        "data",
        "should",
        "Each call with an example that works",
        "Run of the examples",
    ),
    (
        "Logs reach the city's security centre",
        "security",
        "should",
        "All logs within 60 s",
        "Measurement",
    ),
    (
        "Old applications are taken over",
        "data",
        "should",
        "Counts and checksums equal",
        "Comparison by program",
    ),
)


def requirements() -> Iterator[Row]:
    """All of them, numbered."""
    rows = [*_functions(), *_qualities(), *_wishes()]
    for number, row in enumerate(rows, start=1):
        yield {"number": f"REQ-{number:03}", **row}


def _functions() -> Iterator[Row]:
    for area, what, who, seconds in AREAS:
        for text, priority, criterion, method in DEEDS:
            said = text.format(who=who, what=what)
            yield {
                "text": f"{area}: {said[0].upper()}{said[1:]}.",
                "kind": "functional",
                "priority": priority,
                "criterion": criterion.format(seconds=seconds) + ".",
                "test_method": method,
                "size": 3 if priority == "must" else 2,
                "source": f"Workshop “{area}”, February 2024",
            }


def _qualities() -> Iterator[Row]:
    for text, kind, priority, criterion, method in QUALITIES:
        yield {
            "text": f"{text}.",
            "kind": kind,
            "priority": priority,
            "criterion": f"{criterion}.",
            "test_method": method,
            "size": 2,
            "source": "Digital Government Bureau",
        }


def _wishes() -> Iterator[Row]:
    for place, text in enumerate(WISHES):
        yield {
            "text": f"{text}.",
            "kind": "quality",
            "priority": "should" if place % 2 else "could",
            "size": 1,
            "source": "Survey of departments, February 2024",
        }
