"""Sentences of the events of documents."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "document:received": _("handed in the document {subject}, version {version}"),
    "document:integrity_failed": _("found that {subject} no longer matches its digest"),
    "document:integrity_restored": _("found that {subject} matches its digest again"),
    "document:scanned": _("scanned {subject} for viruses: {outcome} {finding}"),
    "document:scan_failed": _("could not scan {subject} for viruses: {finding}"),
    "document:downloaded": _("downloaded {subject}"),
    "hold:placed": _("placed a legal hold on {subject}: {reason}"),
    "hold:released": _("released the legal hold on {subject}: {reason}"),
    "disposal:proposed": _("proposed to dispose of {subject}: {reason}"),
    "disposal:carried_out": _("approved the disposal of {subject}; its content is removed"),
    "disposal:declined": _("declined the disposal of {subject}: {reason}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "check_integrity": _("check integrity"),
    "decide_disposal": _("decide disposal"),
    "download_document": _("download document"),
    "place_hold": _("place hold"),
    "propose_disposal": _("propose disposal"),
    "receive_document": _("receive document"),
    "release_hold": _("release hold"),
    "scan_document": _("scan document"),
}
register_attempts(ATTEMPTS)
