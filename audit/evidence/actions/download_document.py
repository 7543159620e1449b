"""Hand the content of a document out."""

from django.utils.translation import gettext_lazy as _

from audit.evidence.comparing import changed_file
from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Hidden, NotReady

Scan = Document.Scan


@action
def download_document(document: Document, *, actor: User, part: str = "") -> Document:
    """Everybody who sees a document may have its content, unless it is in quarantine.

    An infected file is given to nobody, one that no scanner has judged yet only to those who
    handed it in. Recorded as `document:downloaded` when the document is another organisation's;
    `part` is the range that was asked for.
    """
    if not Document.objects.visible_to(actor).filter(pk=document.pk).exists():
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    is_own = document.organisation_id in access.scope_of(actor).organisations
    _require_downloadable(document, is_own=is_own)
    if not is_own:
        record(
            "document:downloaded",
            document,
            actor=actor,
            organisation=_acting_for(document, actor),
            data={"sha256": document.sha256, "part": part},
        )
    return document


def _require_downloadable(document: Document, *, is_own: bool) -> None:
    if document.disposed_at is not None:
        raise NotReady(
            "FILE-DISPOSED",
            _("The content was removed after its retention had ended; its digest is kept."),
        )
    if not document.is_stored:
        raise NotReady(
            "FILE-ELSEWHERE", _("This document is published elsewhere; see its address.")
        )
    if document.scan == Scan.INFECTED:
        raise NotReady(
            "FILE-INFECTED",
            _("The virus scan found %(finding)s; the file is kept in quarantine.")
            % {"finding": document.scan_finding},
            helper=_("Ask those who handed it in for a clean version."),
        )
    if document.is_intact is False:
        raise changed_file()
    if document.is_quarantined and not is_own:
        raise NotReady(
            "FILE-WAITING",
            _("The virus scanner has not judged this file yet."),
            helper=_("Try again in some minutes."),
        )


def _acting_for(document: Document, actor: User) -> Organisation | None:
    """The one organisation in whose name the actor reads here, where there is only one."""
    mandate = access.may(actor, Document.visible_by, document)
    return Organisation.objects.filter(pk=mandate.organisation_id).first() if mandate else None
