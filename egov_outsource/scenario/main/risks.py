"""What people say to scores, and the risks that they keep an eye on."""

from datetime import timedelta

from django.utils import timezone

from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.clock import Day, day_of, do
from egov_outsource.scenario.main.selection import Build
from risk.actions.accept_risk import accept_risk
from risk.actions.add_risk import add_risk
from risk.actions.answer_score import answer_score
from risk.actions.ask_override import ask_override
from risk.actions.complete_measure import complete_measure
from risk.actions.plan_measure import plan_measure
from risk.actions.respond_answer import respond_answer
from risk.actions.review_risk import review_risk
from risk.actions.set_override import set_override
from risk.actions.treat_risk import treat_risk
from risk.models import RiskEntry, ScoreNotice
from risk.register.contents import Scenario

DAYS_OF_OVERRIDE = 21
SPEAKERS = (("xad", "xu"), ("cys", "meng"), ("ytg", "yan"))


def answer_the_delay(build: Build) -> None:
    """March 2025: the contractor answers the forecast of its costs."""
    team = build.job.team
    told = ScoreNotice.objects.filter(project=build.job.project, code="S-03").order_by("-number")
    answer = do(
        "2025-03-12",
        answer_score,
        told[0],
        actor=build.site.reporter,
        text=(
            "The forecast carries six weeks of delay forward; two of them come from interfaces"
            " that the bureaus delivered late. We added a second integration team on 3 March and"
            " expect to be level by June."
        ),
    )
    do(
        "2025-03-18",
        respond_answer,
        answer,
        actor=team.cast.person("sun"),
        outcome="accepted",
        response=(
            "True of the population interface. Its due date is corrected in the plan with change"
            " request 1; the score follows the next verified report."
        ),
    )


def keep_an_eye(build: Build) -> None:
    """The register: one risk treated, one accepted, one open."""
    _administrator(build)
    _interfaces(build)
    _renewal(build)


def _administrator(build: Build) -> None:
    cast = build.job.team.cast
    entry = _entered(
        build,
        "2024-10-14",
        {
            "title": "Only one person can restore the platform",
            "cause": "One engineer of the contractor knows the recovery procedure",
            "event": "That engineer leaves or falls ill during an outage",
            "consequence": "Residents' services stand still for days",
            "codes": ["S-01", "S-15"],
            "owner": cast.person("sarnai"),
            "finding": None,
        },
        (4, 4),
        review_on="2025-01-20",
    )
    measure = do(
        "2024-10-15",
        plan_measure,
        entry,
        actor=cast.person("bao"),
        text="Write the procedure down and rehearse it with two people of the bureau",
        owner=cast.person("sun"),
        due=day_of("2025-02-28"),
    )
    do(
        "2025-02-20",
        complete_measure,
        measure,
        actor=cast.person("sun"),
        note="Rehearsed on 19 February; restored in three hours.",
    )
    do("2025-02-24", treat_risk, entry, actor=cast.person("sarnai"), likelihood=2, impact=3)
    do(
        "2026-01-19",
        review_risk,
        entry,
        actor=cast.person("sarnai"),
        likelihood=2,
        impact=3,
        review_on=day_of("2026-11-10"),
        note="Rehearsed again in December; a third person knows it now.",
    )


def _interfaces(build: Build) -> None:
    cast = build.job.team.cast
    entry = _entered(
        build,
        "2026-02-26",
        {
            "title": "Bureaus change their interfaces without notice",
            "cause": "Twelve bureaus run systems of their own",
            "event": "One of them changes an interface without telling anybody",
            "consequence": "A service shows old data until somebody notices",
            "codes": ["X-01"],
            "owner": cast.person("bao"),
            "finding": None,
        },
        (3, 2),
        review_on="2026-12-15",
        by="sun",
    )
    do(
        "2026-03-02",
        accept_risk,
        entry,
        actor=cast.person("zhao"),
        reasons="Monitoring shows it within a day; agreements with every bureau cost more.",
        until=day_of("2027-02-26"),
    )


def _renewal(build: Build) -> None:
    cast = build.job.team.cast
    entry = _entered(
        build,
        "2026-09-07",
        {
            "title": "Nobody else can take the operation over",
            "cause": "Parts of the source build only in the contractor's environment",
            "event": "The operation contract ends and has to be tendered",
            "consequence": "Only the present contractor can bid, at its own price",
            "codes": ["X-17", "A-07"],
            "owner": cast.person("bao"),
            "finding": None,
        },
        (4, 4),
        review_on="2026-10-20",
    )
    do(
        "2026-09-08",
        plan_measure,
        entry,
        actor=cast.person("bao"),
        text="Have the source rebuilt by a third party before the tender",
        owner=cast.person("bao"),
        due=day_of("2027-01-29"),
    )
    do(
        "2026-10-19",
        review_risk,
        entry,
        actor=cast.person("bao"),
        likelihood=4,
        impact=5,
        review_on=day_of("2026-12-18"),
        note="Two modules still cannot be rebuilt outside.",
    )


def _entered(
    build: Build,
    day: Day,
    scenario: Scenario,
    place: tuple[int, int],
    *,
    review_on: str,
    by: str = "bao",
) -> RiskEntry:
    likelihood, impact = place
    return do(
        day,
        add_risk,
        build.job.project,
        actor=build.job.team.cast.person(by),
        scenario=scenario,
        likelihood=likelihood,
        impact=impact,
        review_on=day_of(review_on),
    )


def set_another_score(build: Build) -> None:
    """Today: one score stands beside the computed one for three weeks."""
    cast = build.job.team.cast
    asked = ask_override(
        build.job.project,
        actor=cast.person("sun"),
        score=58.0,
        reasons="The rebuild of the source is half done; the facts follow with the next check.",
    )
    set_override(
        asked,
        actor=cast.person("zhao"),
        ends_on=timezone.localdate() + timedelta(days=DAYS_OF_OVERRIDE),
        reasons="Seen on site. The computed score stays beside it until the check is in.",
    )


def answer_of_today(cast: Cast) -> None:
    """Today: a contractor of another project answers what was just computed about it."""
    speakers = {cast.of(firm).pk: cast.person(who) for firm, who in SPEAKERS}
    waiting = ScoreNotice.objects.filter(organisation__in=speakers, score__gt=0)
    told = waiting.order_by("-score", "pk").first()
    if told is not None:
        answer_score(
            told,
            actor=speakers[told.organisation_id],
            text=(
                "The value is right for today. Two of the late items have waited for a decision"
                " of the bureau since September; the minutes are with our last report."
            ),
        )
