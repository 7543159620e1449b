"""Large files come in parts by the protocol tus, and are handed in like any other."""

import base64
import hashlib
import os
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings
from rest_framework.test import APIClient

from audit.evidence import parts, tasks
from audit.evidence.actions.receive_document import receive_document
from audit.evidence.models import Document, Upload
from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed
from tests.build.evidence import pdf
from tests.build.projects import Cast

TUS = {"Tus-Resumable": "1.0.0"}
PART = "application/offset+octet-stream"


def client_of(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def base(cast: Cast) -> str:
    return f"/api/v1/projects/{cast.project.pk}/uploads/"


def begun(client: APIClient, cast: Cast, size: int, name: str = "large.pdf") -> str:
    named = base64.b64encode(name.encode()).decode()
    headers = TUS | {"Upload-Length": str(size), "Upload-Metadata": f"filename {named}"}
    made = client.post(base(cast), headers=headers)
    assert made.status_code == 201, made.content
    return str(made["Location"]).removeprefix("http://testserver")


def sent(client: APIClient, address: str, offset: int, content: bytes, **more: str) -> Any:
    headers = (
        TUS | {"Upload-Offset": str(offset)} | {k.replace("_", "-"): v for k, v in more.items()}
    )
    return client.patch(address, content, content_type=PART, headers=headers)


def complete(cast: Cast, who: User, content: bytes, name: str = "large.pdf") -> parts.Part:
    upload = parts.begin(cast.project, actor=who, file_name=name, size=len(content))
    parts.append(upload, offset=0, chunks=[content], checksum=None)
    part = parts.complete(upload.uid)
    assert part is not None
    return part


def test_a_broken_upload_goes_on_where_it_stopped_and_is_handed_in(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client, content = client_of(cast.project_manager), pdf("in parts")
    address = begun(client, cast, len(content))
    assert sent(client, address, 0, content[:10])["Upload-Offset"] == "10"
    assert sent(client, address, 5, content[5:]).status_code == 409
    state = client.head(address, headers=TUS)
    assert (state["Upload-Offset"], state["Upload-Length"]) == ("10", str(len(content)))
    documents = f"/api/v1/projects/{cast.project.pk}/documents/"
    uid = address.strip("/").split("/")[-1]
    early = client.post(documents, {"upload": uid})
    assert early.json()["code"] == "UPLOAD-INCOMPLETE"
    assert sent(client, address, 10, content[10:]).status_code == 204
    with django_capture_on_commit_callbacks(execute=True):
        made = client.post(documents, {"upload": uid, "title": "Large"})
    assert made.status_code == 201, made.content
    assert made.json()["sha256"] == hashlib.sha256(content).hexdigest()
    assert Entry.objects.filter(event="document:received").count() == 1
    assert not Upload.objects.exists()
    received = client.get(f"{documents}{made.json()['id']}/download/")
    assert b"".join(received.streaming_content) == content
    assert client.head(address, headers=TUS).status_code == 404
    assert client.post(documents, {"upload": uid}).status_code == 422


def test_a_part_whose_checksum_is_wrong_is_not_kept(cast: Cast) -> None:
    client = client_of(cast.officer)
    address = begun(client, cast, 8)
    right = "sha256 " + base64.b64encode(hashlib.sha256(b"abcd").digest()).decode()
    assert sent(client, address, 0, b"abXd", Upload_Checksum=right).status_code == 460
    assert client.head(address, headers=TUS)["Upload-Offset"] == "0"
    assert sent(client, address, 0, b"abcd", Upload_Checksum=right).status_code == 204
    assert sent(client, address, 4, b"efgh", Upload_Checksum="crc x").status_code == 400
    assert sent(client, address, 4, b"too long").json()["code"] == "UPLOAD-TOO-LONG"
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_the_protocol_is_kept(cast: Cast, settings: Settings) -> None:
    client = client_of(cast.officer)
    can = client.options(base(cast))
    assert can["Tus-Version"] == "1.0.0"
    assert "termination" in can["Tus-Extension"]
    assert int(can["Tus-Max-Size"]) == settings.EVIDENCE_LARGE_MAX_BYTES
    assert client.post(base(cast), headers={"Upload-Length": "5"}).status_code == 412
    for length in ("", "-1", "²", "9" * 5000):
        headers = TUS | {"Upload-Length": length}
        assert client.post(base(cast), headers=headers).status_code == 400, length[:9]
    assert client.post(base(cast), headers=TUS).status_code == 400
    address = begun(client, cast, 5)
    plain = client.patch(address, b"x", content_type="text/plain", headers=TUS)
    assert plain.status_code == 415


def test_an_upload_is_ones_own(cast: Cast) -> None:
    address = begun(client_of(cast.project_manager), cast, 5)
    for who in (cast.engineer, cast.officer, cast.outsider):
        client = client_of(who)
        assert client.head(address, headers=TUS).status_code == 404
        assert sent(client, address, 0, b"x").status_code == 404
    part = complete(cast, cast.project_manager, pdf("mine"))
    with pytest.raises(Hidden):
        receive_document(cast.project, actor=cast.engineer, upload=part)
    with pytest.raises(NotAllowed):
        parts.begin(cast.project, actor=cast.finance, file_name="a.pdf", size=5)


def test_uploads_are_bounded_in_size_number_and_type(cast: Cast, settings: Settings) -> None:
    settings.EVIDENCE_LARGE_MAX_BYTES = 100
    for name, size, code in (
        ("a.pdf", 101, "FILE-TOO-LARGE"),
        ("a.exe", 5, "FILE-TYPE"),
    ):
        with pytest.raises(Invalid) as refusal:
            parts.begin(cast.project, actor=cast.officer, file_name=name, size=size)
        assert refusal.value.code == code
    for _number in range(4):
        parts.begin(cast.project, actor=cast.officer, file_name="a.pdf", size=100)
    with pytest.raises(Conflict):
        parts.begin(cast.project, actor=cast.officer, file_name="a.pdf", size=1)
    parts.begin(cast.project, actor=cast.second_officer, file_name="a.pdf", size=1)


def test_short_kinds_of_paper_have_lower_limits(cast: Cast, settings: Settings) -> None:
    settings.EVIDENCE_MAX_BYTES = 100
    part = complete(cast, cast.officer, pdf("x" * 200))
    with pytest.raises(Invalid) as refusal:
        receive_document(cast.project, actor=cast.officer, upload=part, kind="minutes")
    assert refusal.value.code == "FILE-TOO-LARGE"
    made = receive_document(cast.project, actor=cast.officer, upload=part, kind="deliverable")
    assert made.size > 100


def test_what_nobody_continues_is_removed(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old = parts.begin(cast.project, actor=cast.officer, file_name="a.pdf", size=5)
    stray = old.path.parent / "stray"
    stray.write_bytes(b"x")
    os.utime(stray, (0, 0))
    with time_machine.travel(timezone.now() + timedelta(hours=47)):
        fresh = parts.begin(cast.project, actor=cast.officer, file_name="b.pdf", size=5)
    with (
        time_machine.travel(timezone.now() + timedelta(hours=49)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert tasks.remove_expired_parts() == 1
    assert not stray.exists()
    assert not old.path.exists()
    assert fresh.path.exists()


def test_a_form_hands_in_what_arrived_in_parts(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    address = f"/projects/{cast.project.pk}/documents/hand-in/"
    assert f'data-parts="{base(cast)}"' in client.get(address).content.decode()
    part = complete(cast, cast.officer, pdf("by form"))
    facts = {"stage": "planning", "uploads_part": str(part.upload.uid)}
    assert client.post(address, facts).status_code == 302
    assert Document.objects.get().file_name == "large.pdf"
    gone = client.post(address, facts)
    assert gone.status_code == 422
    assert "not there any more" in gone.content.decode()
    assert client.post(address, {"stage": "planning", "uploads_part": "../x"}).status_code == 422


def test_memory_stays_constant_however_large_the_file(cast: Cast) -> None:
    size, piece = 120 << 20, bytes(1 << 20)

    def zeros() -> Iterator[bytes]:
        yield b"%PDF-" + piece[5:]
        for _number in range((size >> 20) - 1):
            yield piece

    upload = parts.begin(cast.project, actor=cast.officer, file_name="zeros.pdf", size=size)
    tracemalloc.start()
    parts.append(upload, offset=0, chunks=zeros(), checksum=None)
    part = parts.complete(upload.uid)
    assert part is not None
    made = receive_document(cast.project, actor=cast.officer, upload=part, kind="deliverable")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert made.size == size
    assert peak < 16 << 20
