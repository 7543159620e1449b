"""Propose how the project shall be run."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.rights import Right
from projects.selection.appraising import Appraised, appraisal_of, frozen
from projects.selection.drafts import require_open_appraisal
from projects.selection.models import Alternative, ModeDecision
from projects.selection.terms import refuse_wrong

FEWEST = 2


@action
def propose_mode(
    project: Project,
    *,
    actor: User,
    alternative: Alternative,
    reasons: str,
    market_suppliers: int | None = None,
) -> ModeDecision:
    """Holders of `edit_selection` propose one of the compared alternatives, with reasons.

    At least two must be there, self-build among them, all scored; the ranking is frozen into the
    proposal. Recorded as `mode:proposed`.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_SELECTION, project)
    require_open_appraisal(project)
    rows = appraisal_of(project)
    _require_complete(rows)
    chosen = next((row for row in rows if row.alternative.pk == alternative.pk), None)
    if chosen is None or chosen.standing is None:
        message = _("Choose one of the alternatives of this project.")
        raise Invalid("MODE-ALTERNATIVE", message, fields={"alternative": message})
    is_top = chosen.standing.rank == 1
    needed = (
        _("Give the reasons for the choice.")
        if is_top
        else _("This is not the highest ranked alternative: say why it is chosen all the same.")
    )
    refuse_wrong("MODE-REASONS", {"reasons": "" if reasons.strip() else needed})
    decision = ModeDecision.objects.create(
        project=project,
        alternative=chosen.alternative,
        reasons=reasons,
        market_suppliers=market_suppliers,
        ranking=frozen(rows),
        proposed_by=actor,
    )
    record(
        "mode:proposed",
        decision,
        actor=actor,
        data={
            "alternative": chosen.alternative,
            "mode": chosen.alternative.mode,
            "rank": chosen.standing.rank,
            "market_suppliers": market_suppliers,
            "reasons": reasons,
        },
    )
    announce(project.pk)
    return decision


def _require_complete(rows: list[Appraised]) -> None:
    modes = {row.alternative.mode for row in rows}
    if len(rows) < FEWEST or Project.Mode.SELF_BUILD not in modes:
        raise NotReady(
            "MODE-ALTERNATIVES",
            _("Compare at least two alternatives first, self-build among them."),
        )
    open_rows = [row.alternative.title for row in rows if not row.is_complete]
    if open_rows:
        raise NotReady(
            "MODE-SCORES",
            _("Score every alternative on every criterion first: %(titles)s.")
            % {"titles": "; ".join(open_rows)},
        )
