"""Sentences of the events of risk."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "risk_model:drafted": _("drafted risk model {version} from {from}"),
    "risk_model:changed": _("changed the draft {version} of the risk model"),
    "risk_model:judged": _("entered an expert's judgements into risk model {version}"),
    "risk_model:judgement_dropped": _("removed an expert's judgements from risk model {version}"),
    "risk_model:published": _("published risk model {version}, valid from {valid_from}"),
    "risk_model:withdrawn": _("withdrew the draft {version} of the risk model"),
    "risk_model:replayed": _("tried risk model {version} on {projects} projects"),
    "risk:recompute_requested": _("asked for the risk of {subject} to be computed again"),
    "risk:uncertainty_requested": _("asked for the uncertainty of {subject} to be drawn"),
    "risk:run_retried": _("had {projects} projects of {subject} computed again"),
    "risk:alert_seen": _("marked the alert {subject} as seen"),
    "risk:veto_cleared": _("cleared the veto {veto} by determination"),
    "risk:run_started": _("started computing the risk of {projects} projects"),
    "risk:contractor_told": _("told {contractor} of scores about its work"),
    "risk:score_answered": _("answered the score {subject}"),
    "risk:answer_responded": _("responded to the answer {subject}"),
    "risk:override_asked": _("asked to set the score {subject} beside the computed one"),
    "risk:override_set": _("set the score {subject} beside the computed one, until {until}"),
    "risk:override_refused": _("refused to set the score {subject}"),
    "risk:override_withdrawn": _("withdrew the score {subject}"),
    "risk:entered": _("entered the risk {subject}"),
    "risk:changed": _("corrected the risk {subject}"),
    "risk:reviewed": _("reviewed the risk {subject}"),
    "risk:measure_planned": _("planned a measure against {risk}"),
    "risk:measure_done": _("noted that a measure against {risk} is done"),
    "risk:treated": _("noted that the risk {subject} is treated"),
    "risk:accepted": _("accepted the risk {risk}"),
    "risk:closed": _("closed the risk {subject}"),
    "risk:reopened": _("opened the risk {subject} again"),
    "risk:reviews_reminded": _("reminded the owners of risks of reviews that are due"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "accept_risk": _("accept risk"),
    "acknowledge_alert": _("acknowledge alert"),
    "add_risk": _("add risk"),
    "answer_score": _("answer score"),
    "ask_override": _("ask override"),
    "change_model": _("change model"),
    "change_risk": _("change risk"),
    "clear_veto": _("clear veto"),
    "close_risk": _("close risk"),
    "complete_measure": _("complete measure"),
    "draft_model": _("draft model"),
    "drop_judgement": _("drop judgement"),
    "judge_dimensions": _("judge dimensions"),
    "plan_measure": _("plan measure"),
    "publish_model": _("publish model"),
    "refuse_override": _("refuse override"),
    "remind_reviews": _("remind reviews"),
    "reopen_risk": _("reopen risk"),
    "replay_model": _("replay model"),
    "request_recompute": _("request recompute"),
    "request_uncertainty": _("request uncertainty"),
    "respond_answer": _("respond answer"),
    "retry_run": _("retry run"),
    "review_risk": _("review risk"),
    "set_override": _("set override"),
    "start_run": _("start run"),
    "tell_contractor": _("tell contractor"),
    "treat_risk": _("treat risk"),
    "withdraw_model": _("withdraw model"),
    "withdraw_override": _("withdraw override"),
}
register_attempts(ATTEMPTS)
