"""Sentences of the events of documents."""

from django.utils.translation import gettext_lazy as _

from audit.log.sentences import register

EVENTS = {
    "document:received": _("handed in the document {subject}, version {version}"),
    "document:integrity_failed": _("found that {subject} no longer matches its digest"),
    "document:integrity_restored": _("found that {subject} matches its digest again"),
}
register(EVENTS)
