"""Signing in, out and everywhere out; second factor; what strangers may not do."""

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from audit.log.models import Entry
from egov_outsource.accounts.models import Organisation, User
from tests.build.accounts import PASSWORD, member, person

LOGIN = "/account/login/"


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": password, **more})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_person_signs_in_by_e_mail_in_any_case(client: Client, officer: User) -> None:
    answer = client.post(LOGIN, {"login": officer.email.upper(), "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get(reverse("profile")).status_code == 200
    assert Entry.objects.filter(event="person:signed_in", subject_id=officer.pk).count() == 1


def test_a_wrong_password_is_refused_and_recorded_without_it(client: Client, officer: User) -> None:
    answer = sign_in(client, officer, "wrong-password-1")
    assert answer.status_code == 200
    assert client.get(reverse("profile")).status_code == 302
    entry = Entry.objects.get(event="person:sign_in_failed")
    assert "wrong-password-1" not in str(entry.data)


def test_guessing_passwords_is_stopped_even_for_the_right_one(
    client: Client, officer: User
) -> None:
    for guess in range(6):
        sign_in(client, officer, f"wrong-password-{guess}")
    assert sign_in(client, officer).status_code != 302
    assert client.get(reverse("profile")).status_code == 302


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(
    client: Client, officer: User
) -> None:
    known = sign_in(client, officer, "wrong").context["form"].errors
    data = {"login": "nobody@example.org", "password": "wrong"}
    assert client.post(LOGIN, data).context["form"].errors == known


def test_next_never_leads_off_the_platform(client: Client, officer: User) -> None:
    answer = sign_in(client, officer, next="https://evil.example/")
    assert "evil" not in answer["Location"]
    client.logout()
    answer = sign_in(client, officer, next="//evil.example/")
    assert "evil" not in answer["Location"]
    client.logout()
    assert sign_in(client, officer, next="/profile/")["Location"] == "/profile/"


def test_nobody_signs_up_without_an_invitation(client: Client, db: None) -> None:
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/signup/", data)
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("kind", [User.Kind.SERVICE, User.Kind.SYSTEM])
def test_programs_never_sign_in_by_page(client: Client, db: None, kind: str) -> None:
    program = person("Program")
    User.objects.filter(pk=program.pk).update(kind=kind)
    sign_in(client, program)
    assert client.get(reverse("profile")).status_code == 302


def test_an_inactive_person_cannot_sign_in(client: Client, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)
    sign_in(client, officer)
    assert client.get(reverse("profile")).status_code == 302


def test_an_unverified_address_is_verified_first(
    client: Client, officer: User, mailoutbox: list[Any]
) -> None:
    officer.emailaddress_set.update(verified=False)
    answer = sign_in(client, officer)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert client.get(reverse("profile")).status_code == 302
    assert len(mailoutbox) == 1


def test_a_forgotten_password_is_set_anew_by_a_link(
    client: Client, officer: User, mailoutbox: list[Any]
) -> None:
    client.post("/account/password/reset/", {"email": officer.email})
    link = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", mailoutbox[0].body)
    assert link
    form = client.get(link[1], follow=True)
    url = form.redirect_chain[-1][0]
    client.post(url, {"password1": "another-horse-77", "password2": "another-horse-77"})
    assert sign_in(client, officer, "another-horse-77").status_code == 302


def test_a_reset_for_an_unknown_address_says_the_same_and_sends_nothing(
    client: Client, officer: User, mailoutbox: list[Any]
) -> None:
    known = client.post("/account/password/reset/", {"email": officer.email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.to for letter in mailoutbox] == [[officer.email]]


def test_signing_out_everywhere_ends_the_other_session_too(client: Client, officer: User) -> None:
    other = Client(headers={"user-agent": "Phone"})
    sign_in(client, officer)
    sign_in(other, officer)
    assert "Phone" in client.get(reverse("usersessions_list")).content.decode()
    url = reverse("sign_out_everywhere")
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    for session in (client, other):
        assert session.get(reverse("profile")).status_code == 302
    entry = Entry.objects.get(event="person:signed_out_everywhere")
    assert entry.data == {"sessions": 2}


def test_a_second_factor_is_asked_for_at_sign_in_and_stored_encrypted(
    client: Client, officer: User, rf: Any
) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(officer, secret)
    RecoveryCodes.activate(officer)
    row = Authenticator.objects.get(user=officer, type="totp")
    assert secret not in str(row.data)
    assert get_adapter().decrypt(row.data["secret"]) == secret
    answer = sign_in(client, officer)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("profile")).status_code == 302
    assert client.post(answer["Location"], {"code": "000000"}).status_code == 200
    assert client.post(answer["Location"], {"code": code_of(secret)}).status_code == 302
    assert client.get(reverse("profile")).status_code == 200


def test_a_role_can_demand_a_second_factor(
    client: Client, bureau: Organisation, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = ["leader"]
    leader = member(bureau, "leader")
    sign_in(client, leader)
    answer = client.get(reverse("profile"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200
    refusal = client.get("/api/v1/me/")
    assert refusal.status_code == 403
    assert refusal.json()["code"] == "ACCOUNT-SECOND-FACTOR"
    TOTP.activate(leader, "JBSWY3DPEHPK3PXP")
    assert client.get(reverse("profile")).status_code == 200


def test_other_roles_work_on_without_a_second_factor(
    client: Client, officer: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = ["leader"]
    sign_in(client, officer)
    assert client.get(reverse("profile")).status_code == 200


def test_passkeys_are_offered(client: Client, db: None) -> None:
    asked = client.get(reverse("mfa_login_webauthn"), HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert asked.json()["request_options"]["publicKey"]["challenge"]


@pytest.mark.django_db(transaction=True)
def test_setting_up_a_second_factor_asks_for_the_password_again(client: Client) -> None:
    officer = person()
    sign_in(client, officer)
    url = reverse("mfa_activate_totp")
    asked = client.get(url)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get(url)
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert client.post(url, {"code": code_of(secret)}).status_code == 302
    assert Authenticator.objects.filter(user=officer, type="totp").exists()
    assert Entry.objects.filter(event="person:factor_added", subject_id=officer.pk).exists()
