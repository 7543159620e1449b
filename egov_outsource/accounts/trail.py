"""Sentences of the events of organisations and people."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "organisation:founded": _("founded the platform with {subject}"),
    "organisation:registered": _("registered the organisation {subject}"),
    "organisation:changed": _("changed the particulars of {subject}"),
    "membership:started": _("took up the role {role} ({subject})"),
    "membership:changed": _("changed a role from {from} to {to} ({subject})"),
    "membership:ended": _("ended the role {role} ({subject})"),
    "invitation:sent": _("invited somebody as {role} ({subject})"),
    "invitation:withdrawn": _("withdrew the invitation as {role} ({subject})"),
    "people:exported": _("exported the people of {subject}"),
    "person:changed": _("changed their profile"),
    "person:identified": _("entered to which person the account {subject} belongs"),
    "delegation:created": _("let a colleague stand in from {from} to {to} ({subject})"),
    "delegation:revoked": _("ended the delegation {subject}"),
    "person:signed_in": _("signed in"),
    "person:signed_out": _("signed out"),
    "person:sign_in_failed": _("saw a failed sign-in for {subject}"),
    "person:password_changed": _("changed the password"),
    "person:email_changed": _("changed the e-mail address"),
    "person:factor_added": _("added a second factor"),
    "person:factor_removed": _("removed a second factor"),
    "person:signed_out_everywhere": _("signed out everywhere"),
    "service-account:created": _("created the service account {subject}"),
    "service-account:closed": _("closed the service account {subject}"),
    "token:issued": _("issued a token of {subject}"),
    "token:revoked": _("revoked a token of {subject}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "accept_invitation": _("accept invitation"),
    "change_membership": _("change membership"),
    "change_organisation": _("change organisation"),
    "change_profile": _("change profile"),
    "close_service_account": _("close service account"),
    "create_delegation": _("create delegation"),
    "create_service_account": _("create service account"),
    "end_membership": _("end membership"),
    "export_people": _("export people"),
    "found_platform": _("found platform"),
    "identify_person": _("identify person"),
    "invite_person": _("invite person"),
    "issue_token": _("issue token"),
    "register_organisation": _("register organisation"),
    "revoke_delegation": _("revoke delegation"),
    "revoke_token": _("revoke token"),
    "sign_out_everywhere": _("sign out everywhere"),
    "withdraw_invitation": _("withdraw invitation"),
}
register_attempts(ATTEMPTS)
