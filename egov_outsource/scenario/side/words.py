"""What plans and requirements of the smaller projects say, whatever their subject."""

from collections.abc import Iterator

from egov_outsource.scenario.side.facts import Side

TEXTS = {
    "current_state": "{title}: today the work is done with spreadsheets and one old application.",
    "demand": "Clerks enter the same facts twice; people wait four days for an answer on average.",
    "policy_basis": "The city's digital government plan 2022-2026.",
    "objectives": "Two measurable objectives: shorter waiting and fewer errors.",
    "functional_scope": "Everything that concerns {subject}; statistics come last.",
    "quality_requirements": "99.5 % availability, answers within two seconds, WCAG 2.2 AA.",
    "architecture": "On the government cloud, by the city's standards; two interfaces.",
    "milestones": "Design, first release, complete build, acceptance.",
    "budget": "{budget}0 000 yuan; comparable projects: median {median}0 000.",
    "reuse": "Identity and payment of the city are used; nothing else overlaps.",
    "organisation": "The deputy head of the bureau leads; one officer is responsible.",
    "funding": "City budget of the year and the next.",
    "security": "Protection level {level}; assessment by an independent body.",
    "staffing": "Two people of the bureau steer; one operator is trained.",
    "evaluation": "After half a year and then yearly, against the baseline.",
    "improvement": "Findings and complaints are ordered by benefit every quarter.",
}
OBJECTIVES = (
    ("Shorter waiting", "Days to an answer", "days", 4, 1, "All cases, median", "The officer", 2),
    ("Fewer errors", "Cases returned", "%", 9, 3, "All cases of a month", "The officer", 1),
)
# text, criterion, method
DEEDS = (
    ("A clerk finds {subject} by number or name", "95 of 100 searches right", "Prepared list"),
    ("A clerk enters {subject} once", "No field is asked twice", "Walk through"),
    ("A clerk corrects {subject}; the old state stays readable", "50 of 50", "Functional test"),
    ("Wrong entries are explained at the field", "40 of 40", "Prepared list"),
    ("Every change of {subject} is recorded", "50 changes, 50 entries", "Test of the log"),
    ("Only those with the right to it see {subject}", "Every role tested", "Matrix test"),
    ("A leader sees figures by month", "Equal to a count in the database", "Comparison"),
    ("{subject} can be exported with its history", "100 of a sample are equal", "Comparison"),
    ("Answers come within two seconds", "95 % at 300 people at once", "Load test"),
    ("The service is available", "99.5 % a month", "Monitoring"),
    ("Data are restored after a failure", "Back within 4 h", "Rehearsal"),
    ("Every page can be used without a mouse", "No finding of level AA", "Accessibility test"),
)
WISHES = (
    "The system is easy to use",
    "The system is modern",
    "Reports are flexible",
    "The system is fast in all situations",
    "Interfaces are open",
    "Maps look good",
    "Clerks like working with it",
    "The system grows with the city",
)
ATTESTED = {
    "G1": {
        "reviewers": "Three reviewers of other bureaus rated the plan.",
        "entrustment": "The approval of entrusted processing was begun.",
        "drafters": "No outside drafter took part.",
        "reuse": "Considered in the plan.",
        "interfaces": "Both agreements are signed.",
        "reserve": "Ten per cent, the 80th percentile of comparable projects.",
    },
    "G2": {
        "entrustment": "Approved.",
        "conflicts-cleared": "All members declared; nothing was found.",
        "award-published": "Published on the city's procurement page.",
    },
    "G3": {
        "mlps-filed": "Filed with public security.",
        "assessment-ordered": "Ordered.",
        "trial-environment": "Ready.",
        "asset-list": "Complete.",
    },
    "G4": {
        "custody_taken": "Data, source, keys and domains are with the bureau.",
        "operation_ready": "Two operators are certified.",
        "settlement_checked": "Compared with the payments.",
        "users_satisfied": "4.2 of 5.",
        "rebuilt": "Rebuilt by the bureau.",
        "training_done": "Complete.",
        "security_assessed": "Met, by Beijiang Assessment.",
    },
    "G5": {
        "assets_verified": "All assets were verified again.",
        "access_revoked": "All accounts of the contractor are closed.",
        "evaluation_done": "Waiting fell from 4 days to 1.1.",
        "succession_ready": "The service moved to the city's portal.",
        "exit_rehearsed": "Export and rebuild were rehearsed in January 2025.",
    },
}


def plan_texts(side: Side) -> dict[str, str]:
    """The sixteen items."""
    return {
        code: text.format(
            title=side.title,
            subject=side.subject,
            budget=side.budget,
            median=side.median,
            level=side.level,
        )
        for code, text in TEXTS.items()
    }


def required(side: Side) -> Iterator[dict[str, object]]:
    """Twelve that can be verified, and as many wishes as the story says."""
    for number, (text, criterion, method) in enumerate(DEEDS, start=1):
        said = text.format(subject=side.subject)
        yield {
            "number": f"REQ-{number:03}",
            "text": f"{said[0].upper()}{said[1:]}.",
            "kind": "quality" if number >= 9 else "functional",  # noqa: PLR2004 - the last four
            "priority": "must" if number % 4 else "should",
            "criterion": criterion,
            "test_method": method,
            "size": 2,
        }
    for number, text in enumerate(WISHES[: side.wishes], start=len(DEEDS) + 1):
        yield {
            "number": f"REQ-{number:03}",
            "text": f"{text}.",
            "kind": "quality",
            "priority": "could",
            "size": 1,
        }
