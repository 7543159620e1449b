"""Configuration read from the environment, secrets also from files (`NAME_FILE`)."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    """The value of `name`, or the content of the file `name_FILE`; an empty one is unset."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name) or default


def flag(name: str, *, default: bool = False) -> bool:
    """Whether `name` is set to 1, true, yes or on."""
    value = text(name)
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def number(name: str, default: int) -> int:
    """`name` as a whole number."""
    return int(text(name) or default)


def words(name: str, default: str = "") -> list[str]:
    """`name` as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_dir() -> Path:
    """Where everything that must survive a restart is kept: DATA_DIR, or `var` beside manage.py."""
    return Path(text("DATA_DIR") or BASE_DIR / "var").resolve()


def redis_database(url: str, number: int) -> str:
    """`url` of a Redis, pointed at its database `number`."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()


def broker_url(url: str) -> str:
    """`url` of a Redis as Celery writes it: it has another scheme for Unix sockets."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number = dict(parse_qsl(parts.query)).get("db", "0")
    return f"redis+socket://{parts.path}?virtual_host={number}"


def database(url: str, **options: object) -> dict[str, object]:
    """`url` of a PostgreSQL as Django writes it; `options` go to the driver."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "egov_outsource.database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": number("DATABASE_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
        # JIT costs five times on the many short set-based statements that run here; what is
        # planned once (functions, `prepared`) is written so that one plan serves everybody
        "OPTIONS": {
            "options": "-c jit=off -c plan_cache_mode=force_generic_plan",
            **options,
            **query,
        },
    }


def bucket(name: str, **options: object) -> dict[str, object]:
    """A storage in the S3-compatible bucket that `name_S3_BUCKET` and its neighbours describe."""
    words = {
        "bucket_name": "BUCKET",
        "endpoint_url": "ENDPOINT",
        "region_name": "REGION",
        "access_key": "KEY",
        "secret_key": "SECRET",
    }
    said = {option: text(f"{name}_S3_{word}") or None for option, word in words.items()}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**said, "default_acl": None, **options},
    }
