"""Builders of versions of the risk model."""

from itertools import count

from egov_outsource.accounts.models import User
from risk.actions.draft_model import draft_model
from risk.models import ModelVersion
from tests.build.accounts import member
from tests.build.projects import Cast

_number = count(1)


def steward(cast: Cast) -> User:
    """A model steward of the authority."""
    return member(cast.authority, "model_steward")


def draft(actor: User, semver: str = "") -> ModelVersion:
    """A draft from what is in force."""
    semver = semver or f"1.{next(_number)}.0"
    authority = actor.memberships.get(role="model_steward").organisation
    return draft_model(authority, actor=actor, semver=semver, reasons="Schedules matter more.")
