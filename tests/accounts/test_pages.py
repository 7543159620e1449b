"""Pages about organisations and people, as different people meet them."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.log.models import Entry
from egov_outsource.accounts.models import Invitation, Membership, Organisation, User
from tests.build.accounts import administrator, bearer, contractor, member, person, service_account
from tests.build.accounts import token as a_token


def entered(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_my_organisation_leads_to_the_only_one(client: Client, boss: User) -> None:
    answer = entered(client, boss).get(reverse("organisation"), follow=True)
    assert answer.status_code == 200
    assert "Data Bureau" in answer.content.decode()
    assert "Invite a person" in answer.content.decode()


def test_somebody_without_an_organisation_reads_what_to_do(client: Client, db: None) -> None:
    answer = entered(client, person()).get(reverse("organisation"))
    assert "You act for no organisation" in answer.content.decode()


def test_the_register_is_searched_and_filtered(
    client: Client, officer: User, firm: Organisation
) -> None:
    firm.identifiers.create(scheme="CN-USCC", value="91152201MA0N")
    entered(client, officer)
    found = client.get(reverse("organisation_list"), {"q": "91152201"}).content.decode()
    assert firm.name in found
    assert "Data Bureau" not in found
    nothing = client.get(reverse("organisation_list"), {"kind": "third_party"}).content.decode()
    assert "Nothing matches" in nothing


def test_a_contractor_sees_only_itself(
    client: Client, firm_boss: User, bureau: Organisation
) -> None:
    rival = contractor("Rival Systems")
    entered(client, firm_boss)
    listed = client.get(reverse("organisation_list")).content.decode()
    assert "Northern Software" in listed
    assert "Rival" not in listed
    for hidden in (rival, bureau):
        assert client.get(hidden.get_absolute_url()).status_code == 404


def test_government_reads_the_register_but_not_who_works_at_a_contractor(
    client: Client, officer: User, firm: Organisation, firm_boss: User
) -> None:
    page = entered(client, officer).get(firm.get_absolute_url()).content.decode()
    assert firm.name in page
    assert firm_boss.email not in page


def test_a_bureau_sees_the_people_of_the_bodies_below_and_not_the_other_way(
    client: Client, officer: User, office: Organisation
) -> None:
    clerk = member(office, "officer")
    page = entered(client, officer).get(office.get_absolute_url()).content.decode()
    assert clerk.email in page
    above = entered(client, clerk).get(office.parent.get_absolute_url()).content.decode()
    assert officer.email not in above


def test_an_administrator_invites_by_page(client: Client, boss: User, mailoutbox: list) -> None:
    entered(client, boss)
    bureau = Organisation.objects.get(name="Data Bureau")
    url = reverse("person_invite", args=[bureau.pk])
    assert client.get(url).status_code == 200
    wrong = client.post(url, {"email": "not an address", "role": "officer", "language": "en"})
    assert wrong.status_code == 422
    assert "not an address" in wrong.content.decode()
    answer = client.post(url, {"email": "new@example.org", "role": "officer", "language": "en"})
    assert answer.status_code == 302
    assert Invitation.objects.get().email == "new@example.org"


def test_an_officer_who_is_no_administrator_is_told_who_can_help(
    client: Client, officer: User, bureau: Organisation
) -> None:
    url = reverse("person_invite", args=[bureau.pk])
    entered(client, officer)
    answer = client.get(url)
    assert answer.status_code == 403
    assert "Ask an administrator" in answer.content.decode()
    data = {"email": "new@example.org", "role": "officer", "language": "en"}
    assert client.post(url, data).status_code == 403
    assert not Invitation.objects.exists()


def test_a_foreign_administrator_finds_nothing(
    client: Client, firm_boss: User, officer: User, bureau: Organisation
) -> None:
    entered(client, firm_boss)
    membership = Membership.objects.get(user=officer)
    for name, key in (
        ("person_invite", bureau.pk),
        ("organisation_change", bureau.pk),
        ("membership_end", membership.pk),
        ("membership_change", membership.pk),
        ("service_account_create", bureau.pk),
    ):
        assert client.get(reverse(name, args=[key])).status_code == 404
        assert client.post(reverse(name, args=[key])).status_code == 404


def test_ending_a_membership_asks_first_and_keeps_the_row(
    client: Client, boss: User, officer: User
) -> None:
    membership = Membership.objects.get(user=officer)
    url = reverse("membership_end", args=[membership.pk])
    entered(client, boss)
    assert "The person loses everything" in client.get(url).content.decode()
    assert client.post(url, {"valid_to": ""}).status_code == 302
    membership.refresh_from_db()
    assert membership.valid_to is not None
    assert "1 ended membership" in client.get(reverse("organisation"), follow=True).content.decode()


def test_people_are_exported_without_formulas_and_the_export_is_recorded(
    client: Client, boss: User, bureau: Organisation
) -> None:
    member(bureau, "legal", user=person('=HYPERLINK("http://evil")'))
    url = reverse("people_export", args=[bureau.pk])
    answer = entered(client, boss).post(url)
    text = b"".join(answer).decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK" in text
    assert boss.email in text
    assert Entry.objects.filter(event="people:exported").count() == 1
    assert client.get(url).status_code == 405


def test_the_secret_of_a_token_is_shown_once(
    client: Client, boss: User, bureau: Organisation
) -> None:
    account = service_account(bureau, "officer")
    entered(client, boss)
    url = reverse("token_issue", args=[account.pk])
    form = {"name": "nightly", "scopes": ["read"], "expires_on": "2199-01-01"}
    too_long = client.post(url, form)
    assert too_long.status_code == 422
    assert "nightly" in too_long.content.decode()
    shown = client.get(url).context["form"].fields["expires_on"].initial
    answer = client.post(url, {**form, "expires_on": shown.isoformat()})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    secret = answer.content.decode().split('value="')[-1].split('"')[0]
    token = account.tokens.get()
    assert token.is_valid(secret)
    listed = client.get(account.get_absolute_url()).content.decode()
    assert token.prefix in listed
    assert secret not in listed


def test_a_token_is_revoked_by_page(client: Client, boss: User, bureau: Organisation) -> None:
    token, secret = a_token(service_account(bureau, "officer"))
    entered(client, boss)
    url = reverse("token_revoke", args=[token.prefix])
    assert "never works again" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert Client().get("/api/v1/me/", **bearer(secret)).status_code == 401


def test_registering_refuses_a_number_that_is_taken_and_keeps_what_was_typed(
    client: Client, boss: User, bureau: Organisation, firm: Organisation
) -> None:
    firm.identifiers.create(scheme="CN-USCC", value="911")
    entered(client, boss)
    url = reverse("organisation_register", args=[bureau.pk])
    form = {"kind": "contractor", "name": "Copycat", "identifier_scheme": "cn-uscc"}
    answer = client.post(url, {**form, "identifier_value": " 911 "})
    assert answer.status_code == 409
    assert "Copycat" in answer.content.decode()
    assert not Organisation.objects.filter(name="Copycat").exists()
    assert client.post(url, {**form, "identifier_value": "912"}).status_code == 302
    assert Organisation.objects.get(name="Copycat").registered_by == bureau


def test_a_stale_form_is_refused_and_shows_what_was_typed(
    client: Client, boss: User, bureau: Organisation
) -> None:
    entered(client, boss)
    url = reverse("organisation_change", args=[bureau.pk])
    form = {"name": "Bureau of Data", "is_active": "on", "version": bureau.version}
    assert client.post(url, form).status_code == 302
    late = client.post(url, {**form, "name": "Data Office"})
    assert late.status_code == 412
    assert "Data Office" in late.content.decode()
    bureau.refresh_from_db()
    assert bureau.name == "Bureau of Data"


@pytest.mark.parametrize("name", ["profile", "organisation", "organisation_list"])
def test_strangers_are_sent_to_sign_in(client: Client, db: None, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_the_profile_keeps_name_and_language(client: Client, officer: User) -> None:
    entered(client, officer)
    url = reverse("profile")
    assert officer.email in client.get(url).content.decode()
    assert client.post(url, {"name": "王芳", "language": "zh-hans"}).status_code == 302
    officer.refresh_from_db()
    assert (officer.name, officer.language) == ("王芳", "zh-hans")
    assert client.post(url, {"name": " ", "language": "zh-hans"}).status_code == 422


def test_the_language_of_the_profile_beats_that_of_the_browser(
    client: Client, officer: User
) -> None:
    entered(client, officer)
    chosen = client.post(reverse("set_language"), {"language": "zh-hans", "next": "/profile/"})
    assert chosen["Location"] == "/profile/"
    officer.refresh_from_db()
    assert officer.language == "zh-hans"
    client.cookies.pop("django_language")
    page = client.get(reverse("profile"), HTTP_ACCEPT_LANGUAGE="en")
    assert '<html lang="zh-hans">' in page.content.decode()
    client.post(reverse("set_language"), {"language": "klingon"})
    officer.refresh_from_db()
    assert officer.language == "zh-hans"


def test_the_language_switch_never_leads_off_the_platform(client: Client, db: None) -> None:
    answer = client.post(
        reverse("set_language"), {"language": "en", "next": "https://evil.example/"}
    )
    assert "evil" not in answer["Location"]


def test_operators_look_but_do_not_touch(client: Client, boss: User) -> None:
    operator = User.objects.create_superuser("operator@example.org", "x", name="Operator")
    entered(client, operator)
    assert client.get("/operators/accounts/membership/").status_code == 200
    assert client.get("/operators/accounts/membership/add/").status_code == 403
    assert client.get("/organisations/").context["object_list"].count() == 0
    detail = client.get(f"/operators/accounts/user/{boss.pk}/change/")
    assert detail.status_code == 200
    assert boss.password not in detail.content.decode()


def test_a_second_administrator_may_end_the_first(
    client: Client, boss: User, bureau: Organisation
) -> None:
    second = administrator(bureau)
    entered(client, second)
    url = reverse("membership_end", args=[Membership.objects.get(user=boss).pk])
    assert client.post(url, {"valid_to": ""}).status_code == 302
    last = reverse("membership_end", args=[Membership.objects.get(user=second).pk])
    assert client.post(last, {"valid_to": ""}).status_code == 409
