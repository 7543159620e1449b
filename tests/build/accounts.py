"""Builders of organisations, people, memberships and tokens."""

from datetime import datetime, timedelta
from itertools import count

from allauth.account.models import EmailAddress
from django.utils import timezone

from egov_outsource.accounts.models import ApiToken, Membership, Organisation, ServiceAccount, User

PASSWORD = "correct-horse-battery-9"
_number = count(1)


def government(name: str = "Data Bureau", *, parent: Organisation | None = None) -> Organisation:
    """A government organisation, below `parent` if given."""
    return Organisation.objects.create(kind="government", name=name, parent=parent)


def contractor(name: str = "Northern Software") -> Organisation:
    """A contractor."""
    return Organisation.objects.create(kind="contractor", name=name)


def third_party(name: str = "Steppe Supervision") -> Organisation:
    """A third party."""
    return Organisation.objects.create(kind="third_party", name=name)


def person(name: str = "", *, password: str = PASSWORD, language: str = "en") -> User:
    """Somebody with a verified e-mail address who can sign in."""
    number = next(_number)
    name = name or f"Person {number}"
    email = f"{name.lower().replace(' ', '.')}.{number}@example.org"
    user = User.objects.create_user(email, password, name=name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def member(
    organisation: Organisation,
    role: str,
    *,
    user: User | None = None,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
) -> User:
    """A person who holds `role` in `organisation`."""
    user = user or person(role.replace("_", " ").title())
    Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        valid_from=valid_from or timezone.now() - timedelta(days=1),
        valid_to=valid_to,
    )
    return user


def administrator(organisation: Organisation) -> User:
    """An administrator of the organisation."""
    return member(organisation, "administrator")


def service_account(
    organisation: Organisation, role: str, *, scopes: tuple[str, ...] = ("read", "write")
) -> ServiceAccount:
    """A program of the organisation that holds `role`."""
    number = next(_number)
    user = User.objects.create_user(
        f"service-{number}@platform.invalid", name=f"Service {number}", kind=User.Kind.SERVICE
    )
    member(organisation, role, user=user)
    creator = Membership.objects.administrators().filter(organisation=organisation).first()
    return ServiceAccount.objects.create(
        organisation=organisation,
        user=user,
        name=f"Service {number}",
        purpose="Reads the register",
        scopes=list(scopes),
        created_by=creator.user if creator else User.objects.system(),
    )


def token(
    account: ServiceAccount,
    *,
    scopes: tuple[str, ...] = ("read", "write"),
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A token of the account and its secret."""
    return ApiToken.objects.create_key(
        account=account,
        name="test",
        scopes=list(scopes),
        expiry_date=expires_at or timezone.now() + timedelta(days=30),
        issued_by=account.created_by,
    )


def bearer(secret: str) -> dict[str, str]:
    """The header with which a client sends a token."""
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
