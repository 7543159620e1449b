"""The REST interface of accounts: tokens and their limits, resources, problem details."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework.throttling import UserRateThrottle

from audit.log.models import Entry
from egov_outsource.accounts.actions.invite_person import draw_up
from egov_outsource.accounts.links import sign
from egov_outsource.accounts.models import Invitation, Membership, Organisation, User
from egov_outsource.accounts.scopes import allows
from tests.build.accounts import PASSWORD, bearer, contractor, service_account, token

ME = "/api/v1/me/"
ORGANISATIONS = "/api/v1/organisations/"


@pytest.fixture
def signed_in(api: APIClient, boss: User) -> APIClient:
    """A client with the session of the bureau's administrator."""
    api.force_login(boss)
    return api


def test_a_token_says_who_calls_and_for_whom(api: APIClient, bureau: Organisation) -> None:
    account = service_account(bureau, "finance")
    issued, secret = token(account, scopes=("read",))
    answer = api.get(ME, **bearer(secret))
    assert answer.status_code == 200
    body = answer.json()
    assert body["kind"] == "service"
    assert body["scopes"] == ["read"]
    assert [(m["organisation_name"], m["role"]) for m in body["memberships"]] == [
        ("Data Bureau", "finance")
    ]
    issued.refresh_from_db()
    assert issued.last_used_at is not None


def test_bad_tokens_are_answered_with_401_and_a_stable_code(
    api: APIClient, bureau: Organisation
) -> None:
    account = service_account(bureau, "finance")
    expired, old = token(account, expires_at=timezone.now() + timedelta(seconds=1))
    type(expired).objects.filter(pk=expired.pk).update(
        created=timezone.now() - timedelta(days=2), expiry_date=timezone.now() - timedelta(days=1)
    )
    revoked, gone = token(account)
    type(revoked).objects.filter(pk=revoked.pk).update(revoked=True, revoked_at=timezone.now())
    _good, secret = token(account)
    for sent, code in (
        ("nonsense", "TOKEN-UNKNOWN"),
        (secret[:-1] + ("a" if secret[-1] != "a" else "b"), "TOKEN-UNKNOWN"),
        (secret.partition(".")[0], "TOKEN-UNKNOWN"),
        (old, "TOKEN-EXPIRED"),
        (gone, "TOKEN-REVOKED"),
        (f"{secret} {secret}", "TOKEN-MALFORMED"),
        ("\xff\x00", "TOKEN-UNKNOWN"),
    ):
        answer = api.get(ME, **bearer(sent))
        assert answer.status_code == 401, sent
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == code
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_nobody_in_particular_gets_401(api: APIClient, db: None) -> None:
    for path in (ME, ORGANISATIONS, "/api/v1/tokens/"):
        answer = api.get(path)
        assert answer.status_code == 401
        assert answer.json()["code"] == "NOT-SIGNED-IN"


def test_a_closed_organisation_has_no_valid_tokens(api: APIClient, firm: Organisation) -> None:
    _token, secret = token(service_account(firm, "engineer"))
    Organisation.objects.filter(pk=firm.pk).update(is_active=False)
    assert api.get(ME, **bearer(secret)).json()["code"] == "ACCOUNT-CLOSED"


def test_scopes_bound_verbs_and_areas(api: APIClient, bureau: Organisation) -> None:
    account = service_account(bureau, "finance")
    _t, reader = token(account, scopes=("read",))
    _t, elsewhere = token(account, scopes=("read", "risk"))
    _t, writer = token(account, scopes=("write",))
    assert api.get(ORGANISATIONS, **bearer(reader)).status_code == 200
    for secret, method in ((reader, "post"), (elsewhere, "get"), (writer, "get")):
        answer = getattr(api, method)(ORGANISATIONS, **bearer(secret))
        assert answer.status_code == 403
        assert answer.json()["code"] == "TOKEN-SCOPE"
    assert api.get(ME, **bearer(elsewhere)).status_code == 200


def test_scopes_as_a_rule() -> None:
    assert allows(["read"], resource="projects", reads=True)
    assert not allows(["read"], resource="projects", reads=False)
    assert not allows(["write"], resource="projects", reads=True)
    assert not allows(["read", "risk"], resource="anything-new", reads=True)
    assert allows(["read", "projects"], resource="anything-new", reads=True)
    assert not allows([], resource="me", reads=True)


def test_a_program_cannot_look_after_people_or_tokens(api: APIClient, bureau: Organisation) -> None:
    account = service_account(bureau, "finance")
    _t, secret = token(account)
    invite = {"organisation": bureau.pk, "email": "new@example.org", "role": "officer"}
    assert api.post("/api/v1/invitations/", invite, **bearer(secret)).status_code == 403
    path = f"/api/v1/service-accounts/{account.pk}/tokens/"
    expires = (timezone.now() + timedelta(days=2)).isoformat()
    more = {"name": "more", "scopes": ["read"], "expires_at": expires}
    assert api.post(path, more, format="json", **bearer(secret)).status_code == 403


def test_a_contractor_lists_only_itself_and_finds_nothing_else(
    api: APIClient, firm_boss: User, bureau: Organisation
) -> None:
    contractor("Rival Systems")
    api.force_login(firm_boss)
    body = api.get(ORGANISATIONS).json()
    assert [row["name"] for row in body["results"]] == ["Northern Software"]
    assert body["count"] == 1
    hidden = api.get(f"{ORGANISATIONS}{bureau.pk}/")
    nothing = api.get(f"{ORGANISATIONS}999999/")
    assert hidden.status_code == nothing.status_code == 404
    assert hidden.json() == nothing.json()


def test_hidden_references_are_answered_like_unknown_ones(
    api: APIClient, firm_boss: User, bureau: Organisation
) -> None:
    api.force_login(firm_boss)
    answers = [
        api.post(
            "/api/v1/invitations/",
            {"organisation": key, "email": "a@example.org", "role": "leader"},
        )
        for key in (bureau.pk, 999999)
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    texts = [
        str(answer.json()["errors"]).replace(str(key), "?")
        for answer, key in zip(answers, (bureau.pk, 999999), strict=True)
    ]
    assert texts[0] == texts[1]


def test_pages_are_bounded(signed_in: APIClient) -> None:
    for number in range(120):
        contractor(f"Firm {number:03}")
    assert len(signed_in.get(ORGANISATIONS).json()["results"]) == 25
    wide = signed_in.get(ORGANISATIONS, {"page_size": 5000}).json()
    assert len(wide["results"]) == 100
    assert signed_in.get(ORGANISATIONS, {"page": 9999}).status_code == 404
    found = signed_in.get(ORGANISATIONS, {"search": "Firm 007"}).json()
    assert found["count"] == 1


def test_registering_and_correcting_by_rest(signed_in: APIClient, bureau: Organisation) -> None:
    body = {
        "authority": bureau.pk,
        "kind": "contractor",
        "name": "New Firm",
        "identifiers": [{"scheme": "CN-USCC", "value": "911"}],
        "administrator_email": "first@example.org",
    }
    made = signed_in.post(ORGANISATIONS, body, format="json")
    assert made.status_code == 201
    again = signed_in.post(ORGANISATIONS, {**body, "name": "Copy"}, format="json")
    assert again.status_code == 409
    assert again.json()["code"] == "ORGANISATION-IDENTIFIER-TAKEN"
    path = f"{ORGANISATIONS}{made.json()['id']}/"
    change = {"name_zh": "新公司"}
    assert signed_in.patch(path, change, format="json").status_code == 428
    tag = signed_in.get(path)["ETag"]
    changed = signed_in.patch(path, change, format="json", HTTP_IF_MATCH=tag)
    assert changed.status_code == 200
    assert changed.json()["name_zh"] == "新公司"
    assert signed_in.patch(path, change, format="json", HTTP_IF_MATCH=tag).status_code == 412


def test_bad_bodies_name_the_fields(signed_in: APIClient, bureau: Organisation) -> None:
    answer = signed_in.post(
        ORGANISATIONS, {"authority": bureau.pk, "kind": "charity", "name": ""}, format="json"
    )
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"kind", "name"}
    broken = signed_in.post(ORGANISATIONS, "{", content_type="application/json")
    assert broken.status_code == 400


def test_the_whole_way_of_a_colleague_by_rest(
    signed_in: APIClient, bureau: Organisation, boss: User
) -> None:
    made = signed_in.post(
        "/api/v1/invitations/",
        {"organisation": bureau.pk, "email": "wang@example.org", "role": "officer"},
        format="json",
    )
    assert made.status_code == 201
    assert "link" not in str(made.json())
    path = f"/api/v1/invitations/{made.json()['id']}/withdraw/"
    assert signed_in.post(path).json()["state"] == "withdrawn"
    invitation, secret = draw_up(bureau, actor=boss, email="wang@example.org", role="officer")
    newcomer = APIClient()
    body = {"token": sign(secret), "name": "王芳", "password": PASSWORD}
    assert newcomer.post("/api/v1/invitations/accept/", {**body, "token": "x"}).status_code == 404
    assert newcomer.post("/api/v1/invitations/accept/", body).status_code == 201
    assert newcomer.post("/api/v1/invitations/accept/", body).status_code == 409
    membership = Membership.objects.get(user__email="wang@example.org")
    path = f"/api/v1/memberships/{membership.pk}/"
    wrong = signed_in.post(f"{path}change/", {"role": "engineer"})
    assert wrong.status_code == 422
    changed = signed_in.post(f"{path}change/", {"role": "leader"})
    assert changed.json()["role"] == "leader"
    ended = signed_in.post(f"/api/v1/memberships/{changed.json()['id']}/end/")
    assert ended.json()["valid_to"] is not None
    assert Invitation.objects.get(pk=invitation.pk).state == "accepted"


def test_the_whole_way_of_a_program_by_rest(
    signed_in: APIClient, bureau: Organisation, api: APIClient
) -> None:
    account = signed_in.post(
        "/api/v1/service-accounts/",
        {
            "organisation": bureau.pk,
            "name": "Finance",
            "purpose": "Pays",
            "role": "finance",
            "scopes": ["read"],
        },
        format="json",
    ).json()
    path = f"/api/v1/service-accounts/{account['id']}/"
    expires = (timezone.now() + timedelta(days=2)).isoformat()
    issue = {"name": "nightly", "scopes": ["read"], "expires_at": expires}
    issued = signed_in.post(f"{path}tokens/", issue, format="json")
    assert issued.status_code == 201
    secret = issued.json()["secret"]
    program = APIClient()
    assert program.get(ME, **bearer(secret)).status_code == 200
    listed = signed_in.get("/api/v1/tokens/").json()["results"]
    assert listed[0]["state"] == "active"
    assert secret not in str(listed)
    revoked = signed_in.post(f"/api/v1/tokens/{issued.json()['prefix']}/revoke/")
    assert revoked.json()["state"] == "revoked"
    assert program.get(ME, **bearer(secret)).status_code == 401
    assert signed_in.post(f"{path}close/").json()["closed_at"]


def test_one_s_own_profile_and_sessions_by_rest(officer: User) -> None:
    first, second = Client(), Client()
    for client in (first, second):
        client.post("/account/login/", {"login": officer.email, "password": PASSWORD})
    changed = first.patch(ME, {"language": "zh-hans"}, content_type="application/json")
    assert changed.json()["language"] == "zh-hans"
    assert first.post("/api/v1/me/sign-out-everywhere/").json() == {"sessions": 2}
    assert second.get(ME).status_code == 401
    assert Entry.objects.filter(event="person:signed_out_everywhere").count() == 1


def test_a_session_needs_the_csrf_token(boss: User) -> None:
    strict = APIClient(enforce_csrf_checks=True)
    strict.force_login(boss)
    assert strict.patch(ME, {"name": "X"}, format="json").status_code == 403


def test_too_many_requests_are_slowed_down(
    signed_in: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    monkeypatch.setattr(UserRateThrottle, "rate", "3/min", raising=False)
    answers = [signed_in.get(ME).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    slow: Any = signed_in.get(ME)
    assert slow.json()["code"] == "TOO-MANY-REQUESTS"
    assert int(slow["Retry-After"]) > 0


def test_lists_cost_a_fixed_number_of_queries(
    signed_in: APIClient, django_assert_max_num_queries: Any, bureau: Organisation
) -> None:
    for number in range(20):
        contractor(f"Firm {number}").identifiers.create(scheme="X", value=str(number))
    with django_assert_max_num_queries(8):
        assert signed_in.get(ORGANISATIONS).status_code == 200
    with django_assert_max_num_queries(8):
        assert signed_in.get("/api/v1/memberships/").status_code == 200
