"""What operators may look at: everything about accounts, nothing to change."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest

from egov_outsource.accounts.models import (
    ApiToken,
    Invitation,
    Membership,
    Organisation,
    ServiceAccount,
    User,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows to look at; changes are made by the people whose duty they are."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


def leave_only_reading() -> None:
    """Take away every page of other packages on which an operator could write.

    E-mail addresses, second factors, sessions and keys are changed by the people whose they are.
    """
    for model in apps.get_models():
        if admin.site.is_registered(model) and not isinstance(
            admin.site.get_model_admin(model), ReadOnlyAdmin
        ):
            admin.site.unregister(model)


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """People and services."""

    list_display = ["email", "name", "kind", "is_active", "is_staff", "last_login"]
    list_filter = ["kind", "is_active", "is_staff"]
    search_fields = ["email", "name"]
    exclude = ["password"]


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    """The register."""

    list_display = ["name", "name_zh", "kind", "parent", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "name_zh", "identifiers__value"]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Who acts for whom."""

    list_display = ["user", "organisation", "role", "valid_from", "valid_to"]
    list_filter = ["role"]
    search_fields = ["user__email", "organisation__name"]
    list_select_related = ["user", "organisation"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Letters on their way."""

    list_display = ["email", "organisation", "role", "invited_at", "expires_at", "state_label"]
    exclude = ["link_digest"]
    list_select_related = ["organisation"]


@admin.register(ServiceAccount)
class ServiceAccountAdmin(ReadOnlyAdmin):
    """Programs."""

    list_display = ["name", "organisation", "created_at", "closed_at"]
    list_select_related = ["organisation"]


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Tokens without anything that could be used."""

    list_display = ["prefix", "name", "account", "expiry_date", "revoked", "last_used_at"]
    exclude = ["hashed_key"]
    list_select_related = ["account"]
