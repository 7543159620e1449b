"""Types of documents that people choose from; imported documents may name others."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DOCUMENT_KINDS: dict[str, Promise] = {
    "plan": _("Planning document"),
    "requirements": _("Requirement specification"),
    "design": _("Design document"),
    "feasibility": _("Feasibility study"),
    "tender": _("Tender document"),
    "contract": _("Contract document"),
    "progress_report": _("Progress report"),
    "inspection": _("Inspection record"),
    "deliverable": _("Deliverable"),
    "test_report": _("Test report"),
    "security_assessment": _("Security assessment"),
    "acceptance": _("Acceptance record"),
    "payment": _("Payment record"),
    "minutes": _("Minutes of a meeting"),
    "correspondence": _("Correspondence"),
    "audit_evidence": _("Audit evidence"),
    "other": _("Other document"),
}
