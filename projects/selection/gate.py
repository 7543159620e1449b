"""Gate G2: what must hold before a contractor may begin."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contractors.standing import is_debarred
from projects.checks import Check, Kind, Outcome
from projects.models import Allocation, Engagement, Project
from projects.rights import DECISION_POINTS, Holder, Right
from projects.roles import Capacity
from projects.selection.clauses import CLAUSES, ESSENTIAL
from projects.selection.models import Award, Contract, ModeDecision, Tender

HEAVY = 3


def mode_decided(project: Project) -> Outcome:
    """An approved mode decision, by somebody who did not propose it."""
    decision = ModeDecision.objects.filter(
        project=project, status=ModeDecision.Status.APPROVED
    ).first()
    if decision is None:
        return Outcome(holds=False, detail=_("No mode decision is approved."))
    return Outcome(
        holds=decision.decided_by_id not in {None, decision.proposed_by_id},
        detail=_("%(mode)s, approved.") % {"mode": project.get_mode_display()},
    )


def tender_published(project: Project) -> Outcome:
    """A tender was published."""
    if not _is_outsourced(project):
        return _not_applicable()
    found = Tender.objects.filter(project=project, published_at__isnull=False).exclude(
        status=Tender.Status.CANCELLED
    )
    holds = found.exists()
    return Outcome(holds, _("The tender is published.") if holds else _("No tender is published."))


def award_decided(project: Project) -> Outcome:
    """An award was decided."""
    if not _is_outsourced(project):
        return _not_applicable()
    holds = Award.objects.filter(project=project, status=Award.Status.ACTIVE).exists()
    return Outcome(holds, _("The award is decided.") if holds else _("Nothing is awarded."))


def contract_signed(project: Project) -> Outcome:
    """A contract is in effect, its essential clauses present and reviewed."""
    if not _is_outsourced(project):
        return _not_applicable()
    contracts = _contracts(project)
    if not contracts:
        return Outcome(holds=False, detail=_("No contract is signed."))
    missing = {
        code for contract in contracts for code in ESSENTIAL if code not in _secured(contract)
    }
    if missing:
        names = "; ".join(str(CLAUSES[code].label) for code in CLAUSES if code in missing)
        return Outcome(holds=False, detail=_("Missing clauses: %(names)s.") % {"names": names})
    return Outcome(holds=True, detail=_("Signed, with data title and intellectual property."))


def winner_not_debarred(project: Project) -> Outcome:
    """Nobody who won or works under contract is debarred today."""
    if not _is_outsourced(project):
        return _not_applicable()
    today = timezone.localdate()
    awards = Award.objects.filter(project=project, status=Award.Status.ACTIVE)
    parties = {award.supplier for award in awards.select_related("supplier") if award.supplier}
    parties |= {contract.contractor for contract in _contracts(project) if contract.contractor}
    names = sorted(party.label for party in parties if is_debarred(party, today))
    if names:
        return Outcome(holds=False, detail=_("Debarred: %(names)s.") % {"names": "; ".join(names)})
    return Outcome(holds=True, detail=_("No party is debarred."))


def supervisor_engaged(project: Project) -> Outcome:
    """A supervisor who declared independence is engaged before building starts."""
    rows = Engagement.objects.filter(
        project=project, capacity=Capacity.SUPERVISION.value, ended_at__isnull=True
    )
    if not rows.exists():
        return Outcome(holds=False, detail=_("No supervisor is engaged."))
    if not rows.filter(is_independent=True).exists():
        return Outcome(holds=False, detail=_("The supervisor has not declared independence."))
    return Outcome(holds=True, detail=_("A supervisor is engaged, independence declared."))


def reserved_rights_kept(project: Project) -> Outcome:
    """Government holds a share of every reserved point of weight 3."""
    held = set(
        Allocation.objects.filter(
            project=project, holder=Holder.GOVERNMENT.value, valid_to__isnull=True, share__gt=0
        ).values_list("point", flat=True)
    )
    heavy = [p.code for p in DECISION_POINTS.values() if p.is_reserved and p.weight == HEAVY]
    missing = [code for code in heavy if code not in held]
    if missing:
        detail = _("Without government: %(points)s.") % {"points": ", ".join(missing)}
        return Outcome(holds=False, detail=detail)
    return Outcome(holds=True, detail=_("Government holds every reserved point of weight 3."))


def clauses_complete(project: Project) -> Outcome:
    """All twelve ownership clauses stand in every contract in effect."""
    if not _is_outsourced(project):
        return _not_applicable()
    counts = [len(_secured(contract)) for contract in _contracts(project)]
    found = min(counts, default=0)
    detail = _("%(found)d of %(all)d clauses are present and reviewed.")
    return Outcome(found == len(CLAUSES), detail % {"found": found, "all": len(CLAUSES)})


def contract_acknowledged(project: Project) -> Outcome:
    """The contractor acknowledged every contract in effect."""
    if not _is_outsourced(project):
        return _not_applicable()
    contracts = _contracts(project)
    holds = bool(contracts) and all(contract.acknowledged_at for contract in contracts)
    return Outcome(
        holds,
        _("The contractor has acknowledged the contract.")
        if holds
        else _("The contractor has not acknowledged the contract."),
    )


def _is_outsourced(project: Project) -> bool:
    return project.mode != Project.Mode.SELF_BUILD


def _not_applicable() -> Outcome:
    detail = _("Does not apply: the project is built by government itself.")
    return Outcome(holds=False, detail=detail, applicable=False)


def _contracts(project: Project) -> list[Contract]:
    rows = Contract.objects.filter(project=project, status=Contract.Status.ACTIVE)
    return list(rows.select_related("contractor").prefetch_related("clauses"))


def _secured(contract: Contract) -> set[str]:
    return {clause.code for clause in contract.clauses.all() if clause.is_secured}


CHECKS: list[Check] = [
    Check(
        "mode-decided",
        gettext_lazy("Mode decision approved by somebody else than its author"),
        Kind.HARD,
        mode_decided,
        Right.M1,
    ),
    Check(
        "tender-published", gettext_lazy("Tender published"), Kind.HARD, tender_published, Right.M2
    ),
    Check("award-decided", gettext_lazy("Award decided"), Kind.HARD, award_decided, Right.M3),
    Check(
        "contract-signed",
        gettext_lazy("Contract signed, data title and intellectual property reviewed"),
        Kind.HARD,
        contract_signed,
        Right.M4,
    ),
    Check(
        "winner-not-debarred",
        gettext_lazy("No debarred winner"),
        Kind.HARD,
        winner_not_debarred,
        Right.M3,
    ),
    Check(
        "supervisor-engaged",
        gettext_lazy("Independent supervisor engaged"),
        Kind.HARD,
        supervisor_engaged,
        Right.S1,
    ),
    Check(
        "reserved-rights",
        gettext_lazy("No heavy reserved decision point without government"),
        Kind.HARD,
        reserved_rights_kept,
        Right.M4,
    ),
    Check("entrustment", gettext_lazy("Entrusted data processing approved"), Kind.HARD),
    Check("conflicts-cleared", gettext_lazy("Conflicts of interest cleared"), Kind.HARD),
    Check(
        "clauses-complete",
        gettext_lazy("All twelve ownership clauses present and reviewed"),
        Kind.SOFT,
        clauses_complete,
        Right.EDIT_CONTRACT,
    ),
    Check(
        "contract-acknowledged",
        gettext_lazy("Contract acknowledged by the contractor"),
        Kind.SOFT,
        contract_acknowledged,
        Right.ACKNOWLEDGE,
    ),
    Check("award-published", gettext_lazy("Award published"), Kind.SOFT),
]
