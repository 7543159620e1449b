"""What a working paper must be like."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.findings import all_visible
from audit.reviews.models import AuditFinding, Review
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, Text


def check_notes(
    review: Review,
    title: str,
    text: str,
    finding: AuditFinding | None,
    evidence: Iterable[Document],
    actor: User,
) -> None:
    """Refuse a paper without words, of another audit's finding or with hidden evidence."""
    wrong: dict[str, Text] = {
        name: _("This is needed.")
        for name, words in (("title", title), ("text", text))
        if not words.strip()
    }
    if finding is not None and finding.review_id != review.pk:
        wrong["finding"] = _("Choose a finding of this audit.")
    if not all_visible(evidence, review.project, actor):
        wrong["evidence"] = _("Choose documents of this project.")
    if wrong:
        raise Invalid("WORKPAPER", _("The paper cannot be kept like this."), fields=wrong)
