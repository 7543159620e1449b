"""What the trail says about acceptance."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "deliverable:planned": _("planned the deliverable {subject}"),
    "criterion:declared": _("declared an acceptance criterion: {subject}"),
    "deliverable:submitted": _("handed in {subject}"),
    "criterion:checked": _("recorded a check: {subject}"),
    "deliverable:decided": _("decided on {subject}"),
    "asset:registered": _("registered the asset {subject}"),
    "asset:changed": _("changed the asset {subject}"),
    "asset:offered": _("offered the asset {subject} for hand-over"),
    "asset:taken": _("took the asset {subject} into custody"),
    "asset:retired": _("retired the asset {subject}"),
    "custody:verified": _("verified custody: {subject}"),
    "condition:met": _("confirmed that a condition is met: {subject}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "change_asset": _("change asset"),
    "confirm_condition": _("confirm condition"),
    "decide_acceptance": _("decide acceptance"),
    "declare_criterion": _("declare criterion"),
    "offer_asset": _("offer asset"),
    "plan_deliverable": _("plan deliverable"),
    "record_check": _("record check"),
    "register_asset": _("register asset"),
    "retire_asset": _("retire asset"),
    "submit_deliverable": _("submit deliverable"),
    "take_custody": _("take custody"),
    "verify_custody": _("verify custody"),
}
register_attempts(ATTEMPTS)
