"""Sentences of the events of audit reviews."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "review:opened": _("announced the audit “{subject}”"),
    "review:revised": _("announced a new version of the plan of the audit “{subject}”"),
    "review:begun": _("began the audit “{subject}”"),
    "review:closed": _("closed the audit “{subject}”"),
    "review:reported": _("took the report of the audit “{subject}” as a file"),
    "review:reminded": _("reminded the audited of what they owe to auditors"),
    "audit_finding:drafted": _("drafted an audit finding"),
    "audit_finding:changed": _("changed the draft of an audit finding"),
    "audit_finding:withdrawn": _("gave up the draft of an audit finding"),
    "audit_finding:issued": _("issued the audit finding {subject}"),
    "audit_finding:answered": _("answered the audit finding {subject}"),
    "audit_finding:returned": _("returned what was answered to the audit finding {subject}"),
    "audit_finding:eliminated": _("reported what was done about the audit finding {subject}"),
    "audit_finding:resolved": _("settled the audit finding {subject}"),
    "question:drafted": _("drafted an audit question"),
    "question:changed": _("changed the draft of an audit question"),
    "question:withdrawn": _("gave up the draft of an audit question"),
    "question:asked": _("asked the audit question {subject}"),
    "question:answered": _("answered the audit question {subject}"),
    "sample:drawn": _("drew the sample {subject}"),
    "sample:exported": _("exported the sample {subject}"),
    "sample_item:tested": _("tested the sampled record {subject}"),
    "workpaper:written": _("began the working paper {subject}"),
    "workpaper:changed": _("changed the working paper {subject}"),
    "workpaper:finished": _("finished the working paper {subject}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "answer_question": _("answer question"),
    "ask_question": _("ask question"),
    "begin_review": _("begin review"),
    "change_finding": _("change finding"),
    "change_question": _("change question"),
    "change_workpaper": _("change workpaper"),
    "close_review": _("close review"),
    "draft_finding": _("draft finding"),
    "draft_question": _("draft question"),
    "draw_sample": _("draw sample"),
    "examine_item": _("examine item"),
    "export_sample": _("export sample"),
    "finish_workpaper": _("finish workpaper"),
    "issue_finding": _("issue finding"),
    "open_review": _("open review"),
    "remind_deadlines": _("remind deadlines"),
    "report_elimination": _("report elimination"),
    "resolve_finding": _("resolve finding"),
    "respond_finding": _("respond finding"),
    "return_finding": _("return finding"),
    "revise_plan": _("revise plan"),
    "take_report": _("take report"),
    "withdraw_finding": _("withdraw finding"),
    "withdraw_question": _("withdraw question"),
    "write_workpaper": _("write workpaper"),
}
register_attempts(ATTEMPTS)
