"""The risk model of the story: a draft with the judgements of five experts, tried, not approved."""

from collections.abc import Sequence

from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.clock import do
from risk.actions.change_model import change_model
from risk.actions.draft_model import draft_model
from risk.actions.drop_judgement import drop_judgement
from risk.actions.judge_dimensions import judge_dimensions
from risk.actions.replay_model import replay_model
from risk.models import ModelVersion

BEGUN = "2026-07-22"
JUDGED = "2026-07-29"
NUMBER = "1.1.0"
REASONS = (
    "Five experts of the league judge the dimensions in the place of the design; a bad dimension"
    " shall weigh more, and the borders to watch and to elevated come earlier."
)
# P:M, P:S, P:A, P:X, M:S, M:A, M:X, S:A, S:X, A:X
EXPERTS: tuple[tuple[str, str, Sequence[int]], ...] = (
    ("Su Rina 苏日娜", "Big data centre, architecture", (-2, -3, 1, -2, 1, 3, 1, 3, 2, -2)),
    ("Professor Lu Ming 陆明", "Public administration", (-3, -2, 1, -2, 2, 3, 2, 2, 1, -2)),
    ("Hao Jun 郝军", "Finance bureau, treasury", (-2, -2, 2, 1, 1, 3, 2, 2, 2, 1)),
    ("Enkh 恩和", "IT supervision association", (-2, -4, -2, -3, -2, 1, -2, 3, 1, -2)),
    ("Qiao Yan 乔燕", "Audit of information systems", (-3, -2, 1, -3, 2, 4, 1, 2, -2, -3)),
)


def draft_risk_model(cast: Cast) -> None:
    """The model steward of the league's data centre drafts; its leader has yet to approve."""
    steward = cast.person("altan")
    draft = do(BEGUN, draft_model, cast.of("hl"), actor=steward, semver=NUMBER, reasons=REASONS)
    first = draft.judgements.get()
    for judge, standing, values in EXPERTS:
        draft = do(
            JUDGED,
            judge_dimensions,
            draft,
            actor=steward,
            judge=judge,
            standing=standing,
            values=values,
        )
    draft = do(JUDGED, drop_judgement, draft, actor=steward, judge=first.pk)
    do(
        JUDGED,
        change_model,
        draft,
        actor=steward,
        semver=NUMBER,
        reasons=REASONS,
        parameters={"project_power": 4, "guard_gap": 15, "band_edges": [18, 36, 60, 80]},
    )


def try_risk_model(cast: Cast) -> None:
    """What the draft would change, once today's scores are there."""
    replay_model(ModelVersion.objects.get(semver=NUMBER), actor=cast.person("altan"))
