"""The plan by REST."""

from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from egov_outsource.accounts.models import User
from tests.build.projects import Cast


def api(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def base(cast: Cast) -> str:
    return f"/api/v1/projects/{cast.project.pk}"


def test_a_client_writes_and_approves_an_item(cast: Cast) -> None:
    items = f"{base(cast)}/plan-items/"
    officer, leader = api(cast.officer), api(cast.leader)
    listed = officer.get(items).json()
    assert len(listed) == 16
    assert listed[0]["id"] is None
    made = officer.put(f"{items}budget/", {"content": "Ten million"}, format="json")
    assert made.status_code == 200, made.json()
    assert officer.put(f"{items}budget/", {"content": "x"}, format="json").status_code == 428
    again = officer.put(
        f"{items}budget/", {"content": "Eleven"}, format="json", headers={"If-Match": made["ETag"]}
    )
    assert again.json()["content"] == "Eleven"
    stale = officer.put(
        f"{items}budget/", {"content": "x"}, format="json", headers={"If-Match": made["ETag"]}
    )
    assert stale.status_code == 412
    assert officer.post(f"{items}budget/submit/").json()["status"] == "submitted"
    refused = officer.post(f"{items}budget/approve/", {}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "RIGHT-P1")
    assert leader.post(f"{items}budget/approve/", {}, format="json").json()["status"] == "approved"
    done = leader.post(f"{items}reuse/not-applicable/", {"reasons": "None"}, format="json")
    assert done.json()["status"] == "not_applicable"
    assert api(cast.rival_manager).get(items).status_code == 404
    assert api(cast.outsider).get(f"{items}budget/").status_code == 404


def test_a_client_keeps_requirements(cast: Cast) -> None:
    url = f"{base(cast)}/requirements/"
    officer, leader = api(cast.officer), api(cast.leader)
    made = officer.post(url, {"text": "Apply at night", "size": "2"}, format="json")
    assert made.status_code == 201
    one = f"{url}{made.json()['id']}/"
    wrong = officer.post(url, {"text": "", "size": "-1"}, format="json")
    assert wrong.status_code == 422
    changed = officer.patch(one, {"size": "3"}, format="json", headers={"If-Match": made["ETag"]})
    assert changed.json()["size"] == "3.00"
    assert leader.post(f"{url}baseline/", {}, format="json").json() == {"count": 1}
    assert officer.get(url, {"baselined_at__isnull": "true"}).json()["count"] == 0
    gone = leader.post(f"{one}withdraw/", {"reasons": "Descoped"}, format="json")
    assert gone.json()["withdrawal_reason"] == "Descoped"
    assert api(cast.rival_manager).get(url).status_code == 404
    assert api(cast.rival_manager).get(one).status_code == 404


def test_a_client_imports_a_file(cast: Cast) -> None:
    url = f"{base(cast)}/requirements/import/"
    good = SimpleUploadedFile("r.csv", b"number,text\nA-1,Apply\n")
    made = api(cast.officer).post(url, {"file": good}, format="multipart")
    assert made.status_code == 201
    assert [one["number"] for one in made.json()] == ["A-1"]
    bad = SimpleUploadedFile("r.csv", b"number,text\nA-1,Apply\n")
    refused = api(cast.officer).post(url, {"file": bad}, format="multipart")
    assert refused.status_code == 422
    assert "line_2" in refused.json()["errors"]


def test_a_client_keeps_objectives(cast: Cast) -> None:
    url = f"{base(cast)}/objectives/"
    officer = api(cast.officer)
    made = officer.post(url, {"title": "Faster"}, format="json")
    one = f"{url}{made.json()['id']}/"
    changed = officer.patch(one, {"target": "5"}, format="json", headers={"If-Match": made["ETag"]})
    assert changed.json()["target"] == "5.0000"
    gone = officer.post(f"{one}withdraw/", {"reasons": "Merged"}, format="json")
    assert gone.json()["withdrawn_at"]
    assert api(cast.auditor).post(url, {"title": "x"}, format="json").status_code == 403
