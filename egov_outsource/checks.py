"""What an operator must set before real people's work is entrusted to the platform."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004

from egov_outsource import env

GUESSED = {"", "postgres", "password", "egov", "changeme", "secret", "admin", "123456"}
LEAST_KEY = 50


def ready_for_production(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """Each thing that is missing, with what to set."""
    if settings.DEMO:
        return [
            Error(
                "DEMO is on: keys are made by chance and pages go over plain HTTP.",
                hint="Set DEMO=0.",
                id="egov.E001",
            )
        ]
    return [*_keys(), *_servers(), *_wall(), *_addresses()]


def _keys() -> list[CheckMessage]:
    if len(env.text("SECRET_KEY")) >= LEAST_KEY:
        return []
    hint = f"Set SECRET_KEY, or SECRET_KEY_FILE, to at least {LEAST_KEY} random characters."
    return [Error("SECRET_KEY is missing or too short.", hint=hint, id="egov.E002")]


def _servers() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for number, name in ((3, "DATABASE_URL"), (4, "REDIS_URL")):
        if not env.text(name):
            found.append(
                Error(
                    f"{name} is missing: the embedded servers are for trying out.",
                    hint=f"Set {name}, or {name}_FILE.",
                    id=f"egov.E00{number}",
                )
            )
    database = urlsplit(env.text("DATABASE_URL"))
    if database.hostname and unquote(database.password or "").lower() in GUESSED:
        hint = "Give the role a random password and put it into DATABASE_URL_FILE."
        found.append(Error("The database's password can be guessed.", hint=hint, id="egov.E005"))
    return found


def _wall() -> list[CheckMessage]:
    if not settings.ROW_LEVEL_SECURITY:
        hint = "Set ROW_LEVEL_SECURITY=1, see docs/operations.md."
        return [Warning("The database has no second wall.", hint=hint, id="egov.W002")]
    names = [urlsplit(url).username for url in (settings.APPLICATION_URL, settings.OWNER_URL)]
    if names[0] != names[1]:
        return []
    hint = "Set DATABASE_OWNER_URL to the owner's address, DATABASE_URL to another role's."
    message = "The platform would sign in as the owner of the tables."
    # only the service that migrates knows the owner's address
    return [Error(message, hint=hint, id="egov.E008")] if env.text("DATABASE_OWNER_URL") else []


def _addresses() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not env.text("ALLOWED_HOSTS") or "*" in settings.ALLOWED_HOSTS:
        hint = "Set ALLOWED_HOSTS to the names under which people reach the platform."
        found.append(Error("ALLOWED_HOSTS is missing or open.", hint=hint, id="egov.E006"))
    if not settings.BASE_URL.startswith("https://"):
        hint = "Set BASE_URL to https:// and the name that people type."
        found.append(Error("Links in mails do not use HTTPS.", hint=hint, id="egov.E007"))
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        hint = "Set EMAIL_BACKEND to django.core.mail.backends.smtp.EmailBackend and EMAIL_HOST."
        found.append(Warning("Mails go to the console only.", hint=hint, id="egov.W001"))
    return found
