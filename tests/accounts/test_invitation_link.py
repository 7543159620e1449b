"""The link of an invitation, from the letter to the first day of work."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.accounts.actions.invite_person import invite_person
from egov_outsource.accounts.actions.withdraw_invitation import withdraw_invitation
from egov_outsource.accounts.models import Invitation, Membership, Organisation, User
from tests.build.accounts import person

ANSWER = {"name": "王芳", "password": "long-enough-horse-5", "repeated": "long-enough-horse-5"}


@pytest.fixture
def link(
    bureau: Organisation,
    boss: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> str:
    """The path of the link in the letter."""
    with django_capture_on_commit_callbacks(execute=True):
        invite_person(bureau, actor=boss, email="wang@example.org", role="officer")
    found = re.search(r"https?://[^/]+(/invitation/\S+)", mailoutbox[0].body)
    assert found
    return found[1]


def test_a_newcomer_sets_name_and_password_and_signs_in(client: Client, link: str) -> None:
    page = client.get(link)
    assert "Data Bureau" in page.content.decode()
    assert client.post(link, ANSWER)["Location"] == reverse("account_login")
    user = User.objects.get(email="wang@example.org")
    assert Membership.objects.in_force().get(user=user).role == "officer"
    login = {"login": user.email, "password": ANSWER["password"]}
    assert client.post("/account/login/", login).status_code == 302
    assert client.get(reverse("profile")).status_code == 200
    entry = Entry.objects.get(event="membership:started")
    assert entry.actor_id == user.pk
    assert "王芳".encode() not in bytes(entry.leaf)


def test_a_link_works_once(client: Client, link: str) -> None:
    client.post(link, ANSWER)
    again = client.post(link, {**ANSWER, "name": "Somebody else"})
    assert again.status_code == 409
    assert User.objects.filter(email="wang@example.org").get().name == "王芳"


@pytest.mark.parametrize(
    "harm", [lambda path: path[:-2] + "x/", lambda path: "/invitation/made-up/"]
)
def test_an_altered_link_leads_nowhere(client: Client, link: str, harm: Any) -> None:
    assert client.get(harm(link)).status_code == 404
    assert client.post(harm(link), ANSWER).status_code == 404
    assert not User.objects.filter(email="wang@example.org").exists()


def test_an_expired_link_says_so(client: Client, link: str, time_machine: Any) -> None:
    time_machine.move_to(timezone.now() + timedelta(days=8))
    answer = client.post(link, ANSWER)
    assert answer.status_code == 409
    assert "expired" in answer.content.decode()
    assert not User.objects.filter(email="wang@example.org").exists()


def test_a_withdrawn_link_says_so(client: Client, link: str, boss: User) -> None:
    withdraw_invitation(Invitation.objects.get(), actor=boss)
    assert "withdrawn" in client.get(link).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"password": "12345678", "repeated": "12345678"}, "password"),
        ({"repeated": "something else 5"}, "repeated"),
    ],
)
def test_wrong_answers_keep_the_link_and_what_was_typed(
    client: Client, link: str, wrong: dict[str, str], field: str
) -> None:
    answer = client.post(link, {**ANSWER, **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert client.post(link, ANSWER).status_code == 302


def test_somebody_with_an_account_signs_in_and_confirms(client: Client, link: str) -> None:
    known = person("Wang")
    User.objects.filter(pk=known.pk).update(email="wang@example.org")
    known.emailaddress_set.update(email="wang@example.org")
    sent = client.get(link)
    assert sent["Location"].startswith(reverse("account_login"))
    client.force_login(User.objects.get(pk=known.pk))
    assert client.get(link).status_code == 200
    assert client.post(link).status_code == 302
    assert Membership.objects.in_force().filter(user=known).exists()


def test_the_link_is_worth_nothing_to_somebody_else(
    client: Client, link: str, officer: User
) -> None:
    client.force_login(officer)
    assert client.post(link).status_code == 403
    assert not Membership.objects.filter(user=officer).exclude(role="officer").exists()
