"""The public tree holds hashes only; proofs and entries are for those who see them."""

import base64

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from audit.log import merkle
from audit.log.models import Checkpoint, Entry, Leaf, LogKey
from audit.log.note import Checkpoint as Head
from audit.log.note import Note, VerifierKey, open_checkpoint
from audit.log.proof import Proof
from audit.log.record import record
from audit.log.tasks import sequence
from audit.log.tiles import Tile, TileTree
from projects.grants import derive_agency_grants
from tests.build import accounts as build
from tests.build.projects import Cast


def write(cast: Cast, count: int = 1) -> list[Entry]:
    with transaction.atomic():
        for _ in range(count):
            record("project:changed", cast.project, actor=cast.officer, data={"secret": "Portal"})
    return list(Entry.objects.order_by("-pk")[:count])[::-1]


@pytest.mark.django_db
def test_an_outsider_verifies_an_entry_with_what_the_public_addresses_give(cast: Cast) -> None:
    entry = write(cast, 300)[0]
    sequence()
    public, officer = Client(), Client()
    officer.force_login(cast.officer)
    answer = public.get("/audit/log/checkpoint")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "max-age=1" in answer.headers["Cache-Control"]
    vkeys = [VerifierKey.parse(line) for line in public.get("/audit/log/keys").text.splitlines()]
    origin = vkeys[0].name
    head = open_checkpoint(answer.content, origin, vkeys)

    def fetched(tile: Tile) -> bytes:
        answer = public.get(f"/audit/log/tile/{tile.path}")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        return answer.content

    tree = TileTree(head.size, fetched)
    assert tree.root() == head.root
    proof = Proof.parse(officer.get(f"/trail/{entry.uid}/proof/").content)
    leaf = officer.get(f"/trail/{entry.uid}/leaf/").content
    assert leaf == bytes(entry.leaf)
    assert proof.verify(merkle.leaf_hash(leaf), origin, vkeys) == head
    assert tree.leaf(proof.index) == merkle.leaf_hash(leaf)
    assert not proof_holds(proof, leaf.replace(b"Portal", b"Partal"), origin, vkeys)


def proof_holds(proof: Proof, leaf: bytes, origin: str, vkeys: list[VerifierKey]) -> bool:
    try:
        proof.verify(merkle.leaf_hash(leaf), origin, vkeys)
    except ValueError:
        return False
    return True


@pytest.mark.django_db
def test_what_is_no_signed_tile_is_nothing(cast: Cast) -> None:
    public = Client()
    assert public.get("/audit/log/checkpoint").status_code == 404
    write(cast, 3)
    sequence()
    size = Checkpoint.objects.last_of().size
    for path in (
        "0/000",
        f"0/000.p/{size + 1}",
        "0/001.p/1",
        "1/000.p/1",
        "0/x000/000",
        "entries/000",
        "0/../../log-key/000",
        "%2e%2e/log-key",
    ):
        assert public.get(f"/audit/log/tile/{path}").status_code == 404, path
    assert public.get(f"/audit/log/tile/0/000.p/{size}").status_code == 200
    assert public.get("/audit/log/tile/0/000.p/1").status_code == 404  # no head had this size
    assert public.post("/audit/log/checkpoint").status_code == 405
    assert public.get("/audit/log/sm3/checkpoint").status_code == 404


@pytest.mark.django_db
def test_the_feed_gives_every_visible_entry_once_in_the_order_of_the_log(cast: Cast) -> None:
    write(cast, 30)
    sequence()
    client = APIClient()
    client.force_authenticate(cast.officer)
    seen, address = [], "/api/v1/log/entries/?limit=7"
    while True:
        answer = client.get(address).json()
        seen += answer["results"]
        address = answer["next"]
        if not answer["more"]:
            break
    visible = Entry.objects.visible_to(cast.officer)
    assert {row["uid"] for row in seen} == {
        str(uid) for uid in visible.values_list("uid", flat=True)
    }
    assert [row["index"] for row in seen] == sorted({row["index"] for row in seen})
    assert client.get(address).json()["results"] == []
    (late,) = write(cast)
    assert client.get(address).json()["results"] == []  # not numbered yet
    sequence()
    (row,) = client.get(address).json()["results"]
    assert row["uid"] == str(late.uid)
    assert base64.b64decode(row["leaf"]) == bytes(late.leaf)
    assert client.get("/api/v1/log/entries/?after=x").status_code == 400
    stranger = APIClient()
    stranger.force_authenticate(cast.other_officer)
    uids = {row["uid"] for row in stranger.get("/api/v1/log/entries/").json()["results"]}
    assert not uids & {row["uid"] for row in seen}


@pytest.mark.django_db
def test_what_was_done_for_another_organisation_stays_there_when_its_author_leaves(
    cast: Cast,
) -> None:
    """INV-6: own deeds are listed as long as one serves those for whom they were done."""
    author, former = cast.project_manager, cast.contractor
    with transaction.atomic():
        record("deliverable:submitted", cast.project, actor=author, data={"amount": "5.00"})
        record("account:changed", author, actor=author)
    sequence()

    def listed() -> set[str]:
        client = APIClient()
        client.force_authenticate(author)
        rows = client.get("/api/v1/log/entries/").json()["results"]
        return {row["event"] for row in rows}

    assert listed() == {"deliverable:submitted", "account:changed"}
    author.memberships.filter(organisation=former).update(valid_to=timezone.now())
    build.member(cast.rival, "engineer", user=author)
    assert listed() == set()


@pytest.mark.django_db
def test_a_proof_is_for_those_who_see_the_entry_as_json_and_as_a_file(cast: Cast) -> None:
    (entry,) = write(cast)
    client = APIClient()
    client.force_authenticate(cast.officer)
    address = f"/api/v1/log/entries/{entry.uid}/proof/"
    assert client.get(address).status_code == 404  # waits
    sequence()
    told = client.get(address).json()
    hashes = [base64.b64decode(item) for item in told["hashes"]]
    leaf, root = base64.b64decode(told["leaf_hash"]), base64.b64decode(told["root"])
    assert merkle.verify_inclusion(told["index"], told["size"], leaf, hashes, root)
    assert Head.parse(Note.parse(told["checkpoint"].encode()).text).root == root
    answer = client.get(address + "?format=tlog-proof")
    assert answer.content.startswith(b"c2sp.org/tlog-proof@v1\nindex ")
    assert Proof.parse(answer.content).index == told["index"]
    assert client.get(address + "?tree=sm3").status_code == 404
    assert client.get(address + "?tree=md5").status_code == 404
    for stranger in (cast.other_officer, cast.rival_manager, cast.operator):
        client.force_authenticate(stranger)
        assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_pages_show_number_proof_state_and_what_was_erased(cast: Cast) -> None:
    keeper = build.member(cast.agency, "records")
    derive_agency_grants(cast.agency)
    (entry,) = write(cast)
    page, client = f"/trail/{entry.uid}/", Client()
    client.force_login(keeper)
    assert "waits to be numbered" in client.get(page).text
    assert client.get(page + "proof/").status_code == 404
    sequence()
    shown = client.get(page).text
    assert "in the signed log" in shown
    assert f"{page}proof/" in shown
    form = {"names": ["actor.name"], "reason": "asked for"}
    assert client.get(page + "erase/").status_code == 200
    assert client.post(page + "erase/", form).status_code == 302
    shown = client.get(page).text
    assert "asked for" in shown
    assert cast.officer.name not in shown.split("<main")[1].split("Personal fields")[1]
    log = client.get("/audit/log/").text
    assert str(Leaf.objects.count()) in log
    assert LogKey.objects.get().vkey in log
    client.force_login(cast.officer)
    assert client.get(page + "erase/").status_code == 403
    client.force_login(cast.other_officer)
    assert client.get(page + "erase/").status_code == 404
    assert client.get(page + "proof/").status_code == 404


@pytest.mark.django_db
def test_everybody_may_ask_whether_a_head_continues_another(cast: Cast) -> None:
    """Of any two sizes up to the signed one: who checks offline asks once, beforehand."""
    write(cast, 3)
    sequence()
    head = Checkpoint.objects.last_of()
    assert head is not None
    hashes = [bytes(leaf.hash) for leaf in Leaf.objects.order_by("index")]
    for old in (1, 2, head.size - 1, head.size):
        lines = Client().get(f"/audit/log/consistency/{old}/{head.size}").text.splitlines()
        proof = [base64.b64decode(line) for line in lines]
        roots = merkle.root_hash(hashes[:old]), merkle.root_hash(hashes)
        assert merkle.verify_consistency(old, head.size, proof, *roots)
    for old, new in ((0, 1), (2, 1), (1, head.size + 1), (1, "9" * 5000)):
        assert Client().get(f"/audit/log/consistency/{old}/{new}").status_code == 404
