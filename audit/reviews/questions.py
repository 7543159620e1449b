"""What a question must be like."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.findings import addressees, all_visible
from audit.reviews.models import Question, Review
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Invalid, Text


class Asked(TypedDict):
    """What the auditor writes."""

    title: str
    text: str
    due: date
    addressee: Organisation
    follows: Question | None


def check_question(review: Review, asked: Asked, evidence: Iterable[Document], actor: User) -> None:
    """Refuse empty words, a day of the past, an addressee without a part, a foreign evidence."""
    wrong: dict[str, Text] = {
        name: _("This is needed.")
        for name, words in (("title", asked["title"]), ("text", asked["text"]))
        if not words.strip()
    }
    if not addressees(review.project).filter(pk=asked["addressee"].pk).exists():
        wrong["addressee"] = _("Choose the owner agency or a contractor of the project.")
    if asked["due"] < timezone.localdate():
        wrong["due"] = _("The answer is due in the past.")
    follows = asked["follows"]
    if follows is not None and (
        follows.review_id != review.pk or follows.status != Question.Status.ANSWERED
    ):
        wrong["follows"] = _("Choose an answered question of this audit.")
    elif follows is not None and follows.addressee_id != asked["addressee"].pk:
        wrong["addressee"] = _("A follow-up goes to whoever answered.")
    if not all_visible(evidence, review.project, actor):
        wrong["evidence"] = _("Choose documents of this project.")
    if wrong:
        raise Invalid("QUESTION", _("The question cannot be kept like this."), fields=wrong)
