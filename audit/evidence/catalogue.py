"""Types of documents that people choose from, how large they may be, how long they are kept."""

from django.conf import settings
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

MEGABYTE = 1 << 20
# papers that are short by nature; what is larger is something else
_SHORT = {"minutes": 50, "correspondence": 50, "payment": 50, "acceptance": 100, "inspection": 100}
# what is delivered and tested may be large: these come in parts that can be resumed
LARGE_KINDS = frozenset(
    {"", "deliverable", "design", "test_report", "security_assessment", "audit_evidence", "other"}
)
# years from reception or from the planned end of the project, whichever is later: 15 for the
# files of a procurement, longer for what proves rights; a profile, not verified by a lawyer
LEAST_YEARS = 15
_YEARS = {"contract": 30, "acceptance": 30, "audit_evidence": 30}


def most_bytes(kind: str, *, in_parts: bool = False) -> int:
    """How large a document of this type may be, in one request or in parts."""
    if in_parts and kind in LARGE_KINDS:
        return settings.EVIDENCE_LARGE_MAX_BYTES
    return min(settings.EVIDENCE_MAX_BYTES, _SHORT.get(kind, 1 << 20) * MEGABYTE)


def retention_years(kind: str) -> int:
    """How many years a document of this type is kept at least."""
    return max(LEAST_YEARS, _YEARS.get(kind, LEAST_YEARS))
