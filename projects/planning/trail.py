"""Sentences of the plan's events."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "plan_item:written": _("wrote the plan item {subject}"),
    "plan_item:submitted": _("submitted the plan item {subject} for approval"),
    "plan_item:approved": _("approved the plan item {subject}"),
    "plan_item:returned": _("returned the plan item {subject}"),
    "plan_item:marked_not_applicable": _("decided that the plan item {subject} does not apply"),
    "requirement:added": _("added the requirement {subject}"),
    "requirement:changed": _("changed the requirement {subject}"),
    "requirement:withdrawn": _("withdrew the requirement {subject}"),
    "requirement:imported": _("imported {count} requirements of {subject}"),
    "requirement:baselined": _("set the requirement baseline of {subject}"),
    "objective:added": _("stated the objective {subject}"),
    "objective:changed": _("changed the objective {subject}"),
    "objective:withdrawn": _("withdrew the objective {subject}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "add_objective": _("add objective"),
    "add_requirement": _("add requirement"),
    "approve_plan_item": _("approve plan item"),
    "change_objective": _("change objective"),
    "change_requirement": _("change requirement"),
    "import_requirements": _("import requirements"),
    "mark_not_applicable": _("mark not applicable"),
    "return_plan_item": _("return plan item"),
    "set_baseline": _("set baseline"),
    "submit_plan_item": _("submit plan item"),
    "withdraw_objective": _("withdraw objective"),
    "withdraw_requirement": _("withdraw requirement"),
    "write_plan_item": _("write plan item"),
}
register_attempts(ATTEMPTS)
