"""Summer 2026: the audit office looks at the platform and issues eight findings."""

from dataclasses import dataclass

from audit.reviews.actions.answer_question import answer_question
from audit.reviews.actions.ask_question import ask_question
from audit.reviews.actions.begin_review import begin_review
from audit.reviews.actions.draft_finding import draft_finding
from audit.reviews.actions.draft_question import draft_question
from audit.reviews.actions.draw_sample import draw_sample
from audit.reviews.actions.examine_item import examine_item
from audit.reviews.actions.finish_workpaper import finish_workpaper
from audit.reviews.actions.issue_finding import issue_finding
from audit.reviews.actions.open_review import open_review
from audit.reviews.actions.report_elimination import report_elimination
from audit.reviews.actions.resolve_finding import resolve_finding
from audit.reviews.actions.respond_finding import respond_finding
from audit.reviews.actions.revise_plan import revise_plan
from audit.reviews.actions.write_workpaper import write_workpaper
from audit.reviews.models import Review
from egov_outsource.accounts.models import User
from egov_outsource.scenario.clock import day_of, days_after, do
from egov_outsource.scenario.main.documents import paper
from egov_outsource.scenario.main.selection import Build
from egov_outsource.scenario.steps.selection import appoint


@dataclass(frozen=True)
class Found:
    """A finding, the answer to it and its end, as far as they are there."""

    title: str
    severity: str
    criterion: str
    condition: str
    due: str
    to_contractor: bool = False
    answer: str = ""
    resolved: str = ""
    category: str = "procedure"


FINDINGS = (
    Found(
        "Breach decided after 31 working days",
        "medium",
        "A breach is decided within 20 working days of its discovery.",
        "B-2 of 13 May was decided on 25 June.",
        "2026-08-31",
        answer="A deputy now decides when the leader is away.",
        resolved="2026-08-28",
    ),
    Found(
        "Step-in is missing in the contract",
        "high",
        "Contracts for services of this weight let the bureau step in.",
        "Clause 11 was waived at gate G2 and never asked for again.",
        "2026-10-30",
        category="contract",
    ),
    Found(
        "Two changes built before approval",
        "medium",
        "Nothing is built without an approved change.",
        "CR-1 and CR-2 were in the code before their approval.",
        "2026-08-31",
        to_contractor=True,
        answer="The release check stands since January 2025; its log is attached to each release.",
        resolved="2026-08-28",
        category="delivery",
    ),
    Found(
        "One objective cannot be measured",
        "low",
        "Objectives have baseline, target, method and owner.",
        "“People who can run it” has none of them.",
        "2026-09-30",
        answer="Measured by certified operators from 2027 on.",
        resolved="2026-09-28",
    ),
    Found(
        "Subcontractor's accounts were not inspected",
        "high",
        "Accounts of subcontractors are inspected each quarter.",
        "No inspection before April 2025.",
        "2026-09-15",
        to_contractor=True,
        answer="Inspected on 3 August; no subcontractor holds an account.",
        resolved="2026-09-11",
        category="security",
    ),
    Found(
        "Market of successors unknown",
        "medium",
        "The exit rehearsal sounds the market.",
        "The rehearsal plan has no part for it.",
        "2026-12-18",
        answer="The sounding is due on 28 February 2027.",
    ),
    Found(
        "Settlement sheet without second signature",
        "low",
        "Two people sign a settlement.",
        "Sheet 4 of 2025 carries one.",
        "2026-08-31",
        answer="Signed by the second person on 20 July.",
        resolved="2026-08-14",
        category="payment",
    ),
    Found(
        "Training list incomplete",
        "low",
        "Every trained clerk is listed.",
        "Seven of 64 are missing.",
        "2026-08-31",
        to_contractor=True,
        answer="The list is complete.",
        resolved="2026-08-14",
    ),
)
ISSUED = "2026-07-15"
QUESTIONS = (
    ("Who decided while the leader was away?", "Name the person and the order.", "2026-07-10"),
    ("Where is the list of trained clerks kept?", "Name the place and the keeper.", "2026-07-10"),
)
SAMPLES = (
    ("Decisions with their entries in the log", "decisions", "random", 10),
    ("Payments with certificate and acceptance", "payments", "monetary", 4),
)
EXCEPTION = 2


def fieldwork(build: Build, review: Review, auditor: User) -> None:
    """Questions, two samples and a working paper."""
    team = build.job.team
    asked = []
    for title, text, due in QUESTIONS:
        draft = do(
            "2026-07-01",
            draft_question,
            review,
            actor=auditor,
            title=title,
            text=text,
            due=day_of(due),
            addressee=team.agency,
        )
        asked.append(do("2026-07-02", ask_question, draft, actor=auditor))
    answer = "The deputy of the leader, by the order of 12 May; the order is in the file."
    answered = do("2026-07-06", answer_question, asked[0], actor=team.officer, answer=answer)
    follow_up = do(
        "2026-07-07",
        draft_question,
        review,
        actor=auditor,
        title="Which order?",
        text="Name its number and hand it in.",
        due=day_of("2026-07-14"),
        addressee=team.agency,
        follows=answered,
    )
    do("2026-07-07", ask_question, follow_up, actor=auditor)
    notes = do(
        "2026-07-07",
        write_workpaper,
        review,
        actor=auditor,
        title="Walk-through of the payments",
        text="Claim, certificate and approval compared with the contract and the acceptances.",
    )
    for purpose, kind, method, size in SAMPLES:
        sample = do(
            "2026-07-07",
            draw_sample,
            review,
            actor=auditor,
            purpose=purpose,
            population_kind=kind,
            method=method,
            size=size,
            seed=f"ulanhot-2026-{kind}",
        )
        for item in sample.items.all()[: size - 1]:
            outcome = "exception" if item.position == EXCEPTION else "tested"
            note = "One signature is missing." if outcome == "exception" else ""
            do(
                "2026-07-08",
                examine_item,
                item,
                actor=auditor,
                outcome=outcome,
                note=note,
                workpaper=notes,
            )
    do("2026-07-09", finish_workpaper, notes, actor=auditor)


def audit(build: Build) -> None:
    """From the engagement to the finding that is overdue."""
    auditor = build.job.team.cast.person("ma")
    appoint(
        build.job,
        build.job.team.cast.of("aud"),
        "audit",
        "2026-06-15",
        until="2027-06-30",
        purpose="Audit of build, acceptance and first half-year of operation",
    )
    review = do(
        "2026-06-22",
        open_review,
        build.job.project,
        actor=auditor,
        title="Audit 2026: Ulanhot Intelligent Information Platform",
        plan="Chain from contract to payment, changes, breaches, custody; samples of decisions.",
        scope="Build, acceptance and the first half-year of operation; not the later tender.",
        criteria="Contract UL-2024-001-C1, Government Procurement Law, the bureau's own rules.",
        period_start=day_of("2024-02-01"),
        period_end=day_of("2026-06-15"),
    )
    review = do(
        "2026-06-29",
        revise_plan,
        review,
        actor=auditor,
        contents={"criteria": f"{review.criteria} GB/T 22239 for the level of protection."},
        reason="The assessor asked which standard is meant.",
    )
    review = do("2026-07-01", begin_review, review, actor=auditor)
    fieldwork(build, review, auditor)
    evidence = paper(
        build.job,
        "2026-07-07",
        "ma",
        "audit_evidence",
        "prosecution",
        "Working paper of the audit",
        "Sample of 40 decisions with their entries in the log.",
    )
    for found in FINDINGS:
        contractor = build.contract.contractor
        assert contractor is not None  # noqa: S101 - a signed contract has one
        finding = do(
            "2026-07-08",
            draft_finding,
            review,
            actor=auditor,
            title=found.title,
            severity=found.severity,
            category=found.category,
            criterion=found.criterion,
            condition=found.condition,
            cause="Nobody was named for it.",
            effect="The bureau cannot show that it is in control.",
            recommendation="Name a person and a day.",
            due=day_of(found.due),
            evidence=[evidence],
            addressee=contractor if found.to_contractor else build.job.team.agency,
        )
        issued = do(ISSUED, issue_finding, finding, actor=auditor)
        team = build.job.team
        if not found.answer:
            continue
        speaker = team.cast.person("chen") if found.to_contractor else team.officer
        answered = do(
            "2026-08-06",
            respond_finding,
            issued,
            actor=speaker,
            response=found.answer,
            planned_measure=found.answer,
            measure_due=day_of(found.due),
        )
        if found.resolved:
            answered = do(
                days_after("2026-08-06", 5),
                report_elimination,
                answered,
                actor=speaker,
                done=f"{found.answer} The record of it is filed.",
                done_on=day_of("2026-08-07"),
                evidence=[],
            )
            do(
                found.resolved,
                resolve_finding,
                answered,
                actor=auditor,
                resolution="Looked at; the cause is removed.",
            )
