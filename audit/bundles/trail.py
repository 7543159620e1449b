"""Sentences of the events of bundles."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "bundle:requested": _("asked for an evidence bundle of {case}"),
    "bundle:built": _("built the evidence bundle {subject}: SHA-256 {sha256}"),
    "bundle:failed": _("could not build the evidence bundle {subject}"),
    "bundle:downloaded": _("downloaded the evidence bundle {subject}: SHA-256 {sha256}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "download_bundle": _("download bundle"),
    "finish_bundle": _("finish bundle"),
    "request_bundle": _("request bundle"),
}
register_attempts(ATTEMPTS)
