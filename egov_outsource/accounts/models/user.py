"""A person, a service or the platform's own background worker."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models.reach import Viewer, may_look, own_and_below

SYSTEM_EMAIL = "system@platform.invalid"


class UserQuerySet(models.QuerySet["User"]):
    """People, as somebody sees them."""

    def visible_to(self, user: Viewer) -> "UserQuerySet":
        """Oneself and everybody whose membership the reader sees."""
        if not may_look(user):
            return self.none()
        colleagues = models.Q(memberships__organisation_id__in=own_and_below(user))
        return self.filter(colleagues | models.Q(pk=user.pk)).distinct()

    def same_people(self, ids: Iterable[int]) -> "UserQuerySet":
        """Every account of the people to whom the accounts `ids` belong."""
        keys = User.objects.filter(pk__in=ids, person_key__isnull=False)
        return self.filter(
            models.Q(pk__in=ids) | models.Q(person_key__in=keys.values("person_key"))
        )


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes users; e-mail addresses are stored in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with `email` who can sign in when `password` is given."""
        user: User = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def system(self) -> "User":
        """The platform itself, who acts in tasks and commands."""
        system: User = self.get(email=SYSTEM_EMAIL)
        return system

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An operator of the platform; holds no business right by being one."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody or something that acts; what they may do comes from memberships and grants."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        SERVICE = "service", _("Service")
        SYSTEM = "system", _("Platform")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PERSON)
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the operator's pages"), default=False)
    # the same for all accounts of one person: a keyed hash of the identity document
    person_key = models.CharField(
        _("person"), max_length=64, null=True, blank=True, editable=False, db_index=True
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name that pages show."""
        return str(self)
