"""Evidence in an S3-compatible store, against a real server that listens here."""

import hashlib
import os
from collections.abc import Iterator

import boto3
import pytest
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings

from audit.evidence import storage
from audit.evidence.actions.check_integrity import check_integrity
from audit.evidence.models import Document
from audit.evidence.sending import as_download
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from tests.build.evidence import document, pdf
from tests.build.projects import Cast

KEYS = {"access_key": "testing", "secret_key": "testing", "region_name": "us-east-1"}


@pytest.fixture
def bucket(settings: Settings) -> Iterator[str]:
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        region_name="us-east-1",
    ).create_bucket(Bucket="evidence")
    settings.EVIDENCE_BUCKET = "evidence"
    settings.STORAGES = settings.STORAGES | {
        "evidence": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": KEYS
            | {"bucket_name": "evidence", "endpoint_url": endpoint, "max_memory_size": 1 << 20},
        }
    }
    yield endpoint
    server.stop()


def test_evidence_lies_in_a_bucket_under_its_digest_and_is_verified_there(
    cast: Cast, bucket: str, settings: Settings, client: Client
) -> None:
    made = document(cast.project, cast.officer)
    digest = hashlib.sha256(pdf()).hexdigest()
    assert made.sha256 == digest
    assert not storage.path_of(digest).exists()
    assert not list((settings.MEDIA_ROOT / "arriving").iterdir())
    client.force_login(cast.auditor)
    assert b"".join(client.get(f"/documents/{made.pk}/download/")) == pdf()
    system = User.objects.system()
    assert check_integrity(made, actor=system).is_intact
    storage.store().remove(digest)
    assert storage.digest_now(digest) == ""
    with pytest.raises(NotReady) as refusal:
        as_download(made, actor=cast.auditor)
    assert refusal.value.code == "FILE-MISSING"
    assert not check_integrity(made, actor=system).is_intact


def test_a_store_that_is_away_leaves_no_row(
    cast: Cast, bucket: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    changed = settings.STORAGES["evidence"]
    options = changed["OPTIONS"] | {"endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = settings.STORAGES | {"evidence": changed | {"OPTIONS": options}}
    with pytest.raises(Exception, match="Could not connect"):
        document(cast.project, cast.officer)
    assert not Document.objects.exists()
