"""Operators of the platform look and change nothing: the admin is for reading (INV-9)."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from egov_outsource.accounts.admin import ReadOnlyAdmin
from projects.models import Project
from tests.build.projects import Cast

OWN = ("audit", "contractors", "projects", "risk")


@pytest.mark.django_db
def test_no_business_noun_and_nothing_to_write_is_in_the_admin(client: Client) -> None:
    client.get("/healthz/")  # the addresses are loaded
    for model in apps.get_models():
        if admin.site.is_registered(model):
            assert isinstance(admin.site.get_model_admin(model), ReadOnlyAdmin), model
            assert not model.__module__.startswith(OWN), model


@pytest.mark.django_db
def test_a_superuser_can_write_on_no_page_of_the_admin(cast: Cast, client: Client) -> None:
    client.force_login(cast.operator)
    rows = {"user": cast.officer.pk, "organisation": cast.agency.pk}
    for model in apps.get_models():
        if not admin.site.is_registered(model):
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        key = rows.get(str(model._meta.model_name), 1)
        for address in (
            reverse(f"{name}_add"),
            reverse(f"{name}_change", args=[key]),
            reverse(f"{name}_delete", args=[key]),
        ):
            answer = client.post(address, {"name": "Mine", "is_active": "", "post": "yes"})
            assert answer.status_code in {302, 403}, address
            if answer.status_code == 302:  # there is no such row, says the list
                assert answer.headers["Location"].startswith("/operators/"), address
    cast.officer.refresh_from_db()
    cast.agency.refresh_from_db()
    assert cast.officer.is_active
    assert cast.agency.name == "Data Bureau"
    for word in ("account/emailaddress", "mfa/authenticator", "projects/project", "auth/group"):
        assert client.get(f"/operators/{word}/").status_code == 404
    assert not Project.objects.visible_to(cast.operator).exists()
