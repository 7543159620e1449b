"""Papers that people of the main project filed beside the deliverables."""

from audit.evidence.actions.place_hold import place_hold
from audit.evidence.actions.receive_document import receive_document
from audit.evidence.models import Document
from egov_outsource.scenario import papers
from egov_outsource.scenario.clock import Day, do
from egov_outsource.scenario.team import Undertaking

RENTED = "Record of the rented account"
# day, who, type, stage, title, what it says
FILED = (
    ("2024-03-08", "bao", "plan", "planning", "Project plan, second draft", "All sixteen items."),
    ("2024-03-15", "sun", "feasibility", "planning", "Reuse of existing systems", "Overlap 0.22."),
    (
        "2024-06-13",
        "bao",
        "tender",
        "selection",
        "Tender document",
        "Four criteria.",
    ),
    ("2024-07-12", "wu", "minutes", "selection", "Minutes of the evaluation", "E3 was recused."),
    (
        "2024-08-16",
        "bao",
        "contract",
        "selection",
        "Contract UL-2024-001-C1",
        "18.60 million.",
    ),
    (
        "2024-12-06",
        "wang",
        "inspection",
        "supervision",
        "Supervisor's report, November 2024",
        "SPI 0.83.",
    ),
    (
        "2025-03-07",
        "wang",
        "inspection",
        "supervision",
        "Supervisor's report, February 2025",
        "SPI 0.78.",
    ),
    ("2025-04-17", "li", "inspection", "supervision", RENTED, "Screens."),
    ("2025-05-06", "li", "security_assessment", "supervision", "Certificate of deletion", "Done."),
    ("2025-10-20", "li", "security_assessment", "supervision", "Assessment, level 3", "Largely."),
    ("2025-11-24", "wang", "test_report", "acceptance", "Report of the trial run", "Four weeks."),
    ("2025-11-28", "bao", "minutes", "acceptance", "Minutes of the committee", "Seven members."),
    ("2026-09-18", "li", "security_assessment", "prosecution", "Assessment 2026", "Met."),
)


def file_papers(job: Undertaking, *, after: Day, until: Day) -> None:
    """Hand in the papers of a time, each by its author."""
    for day, person, kind, stage, title, words in FILED:
        if str(after) < day <= str(until):
            filed = paper(job, day, person, kind, stage, title, words)
            if title == RENTED:
                keep_for_the_case(job, day, filed)


def keep_for_the_case(job: Undertaking, day: Day, filed: Document) -> None:
    """What proves where the resident records went is held until the damages are settled."""
    leader = job.team.cast.person("zhao")
    reason = "Proof of the breach of custody; kept until the damages are settled."
    do(day, place_hold, filed, actor=leader, reason=reason)


def paper(
    job: Undertaking, day: Day, person: str, kind: str, stage: str, title: str, words: str
) -> Document:
    """One paper as a PDF of one page."""
    name = f"{title.lower().replace(' ', '-').replace(',', '')}.pdf"
    return do(
        day,
        receive_document,
        job.project,
        actor=job.team.cast.person(person),
        upload=papers.pdf(name, title, job.project.title, words, str(day)),
        title=title,
        kind=kind,
        stage=stage,
    )
