"""Loads the whole story at once, or nothing of it."""

from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings

from egov_outsource.accounts.models import User
from egov_outsource.scenario.absences import let_stand_in
from egov_outsource.scenario.access_reviews import review_access
from egov_outsource.scenario.main import story as main_project
from egov_outsource.scenario.main.risks import answer_of_today
from egov_outsource.scenario.people import OPERATOR, enter_everybody
from egov_outsource.scenario.register import keep_register
from egov_outsource.scenario.risk_model import draft_risk_model, try_risk_model
from egov_outsource.scenario.scoring import score_today
from egov_outsource.scenario.side import story as side_projects
from egov_outsource.wall.eyes import as_system

FULL = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
QUICK = "egov_outsource.scenario.hasher.PublicPasswordHasher"


def is_loaded() -> bool:
    """Whether the story is there: it comes in one transaction, with its operator."""
    found: bool = User.objects.filter(email=OPERATOR).exists()
    return found


def load() -> None:
    """Tell the story from the beginning; an interrupted telling leaves nothing behind."""
    # nobody waits for the invitations of the story, and its password is printed for everybody
    quietly = {
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "PASSWORD_HASHERS": [QUICK if one == FULL else one for one in settings.PASSWORD_HASHERS],
    }
    with as_system(throughout=True), override_settings(**quietly), transaction.atomic():
        cast = enter_everybody()
        keep_register(cast)
        side_projects.tell(cast)
        main_project.tell(cast)
        let_stand_in(cast)
        review_access(cast)
        draft_risk_model(cast)
        score_today()
        answer_of_today(cast)
        try_risk_model(cast)
