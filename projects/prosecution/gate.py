"""Gate G5: what must hold before closure or re-tender."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contractors.models import Rating
from projects.checks import Check, Kind, Outcome
from projects.models import Project
from projects.prosecution.models import Breach, Obligation
from projects.rights import Right


def obligations_final(project: Project) -> Outcome:
    """No obligation is pending."""
    rows = Obligation.objects.in_project(project)
    pending = rows.filter(status=Obligation.Status.PENDING).count()
    if not rows.exists():
        return Outcome(holds=False, detail=_("No obligation was written down."))
    return Outcome(not pending, _("%(count)d obligations are pending.") % {"count": pending})


def breaches_decided(project: Project) -> Outcome:
    """Every breach ended with a decision."""
    rows = Breach.objects.in_project(project).exclude(status=Breach.Status.DECIDED)
    return Outcome(not rows.exists(), _("%(count)d breaches are open.") % {"count": rows.count()})


def rating_final(project: Project) -> Outcome:
    """A contractor was rated, and every rating is final; self-build has none to rate."""
    if project.mode == Project.Mode.SELF_BUILD:
        return Outcome(holds=True, detail=_("Self-build: nobody to rate."), applicable=False)
    rows = Rating.objects.filter(project=project)
    open_ones = rows.exclude(status=Rating.Status.FINAL).count()
    if not rows.exists():
        return Outcome(holds=False, detail=_("The contractor is not rated yet."))
    return Outcome(not open_ones, _("%(count)d ratings are not final.") % {"count": open_ones})


CHECKS: list[Check] = [
    Check(
        "obligations_final",
        gettext_lazy("All obligations are in a final state"),
        Kind.HARD,
        obligations_final,
        Right.EDIT_PROSECUTION,
    ),
    Check(
        "breaches_decided",
        gettext_lazy("All breaches are decided"),
        Kind.HARD,
        breaches_decided,
        Right.X4,
    ),
    Check(
        "rating_final",
        gettext_lazy("The performance rating is final"),
        Kind.HARD,
        rating_final,
        Right.X5,
    ),
    Check("assets_verified", gettext_lazy("The assets are verified again"), Kind.HARD),
    Check("access_revoked", gettext_lazy("The contractor's access is revoked"), Kind.HARD),
    Check("evaluation_done", gettext_lazy("The evaluation is done"), Kind.HARD),
    Check(
        "succession_ready",
        gettext_lazy("A successor or own operation is live, or the service has ended"),
        Kind.HARD,
    ),
    Check("exit_rehearsed", gettext_lazy("The exit was rehearsed this year"), Kind.SOFT),
]
