"""What the environment says becomes what Django and its storages expect."""

import pytest

from egov_outsource import env


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://egov:a%40b@db.example:5433/plat%20form?sslmode=require",
            ("plat form", "egov", "a@b", "db.example", "5433", "require"),
        ),
        ("postgresql:///egov?host=/run/pg&port=5434", ("egov", "", "", "/run/pg", "5434", None)),
    ],
)
def test_an_address_of_a_database_is_taken_apart(url: str, expected: tuple[str, ...]) -> None:
    found = env.database(url, cursor_factory=int)
    options = found["OPTIONS"]
    assert isinstance(options, dict)
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert (*(found[name] for name in names), options.get("sslmode")) == expected
    assert options["cursor_factory"] is int


def test_a_bucket_is_described_by_variables_of_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_S3_BUCKET", "tiles")
    monkeypatch.setenv("LOG_S3_KEY", "k")
    options = env.bucket("LOG", location="log")["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["bucket_name"], options["access_key"], options["location"]) == (
        "tiles",
        "k",
        "log",
    )
    assert options["endpoint_url"] is None, "the store's own address, not an empty one"
