"""Real PostgreSQL and Redis from wheels, for a machine that has none."""

from pathlib import Path


def local_secret(data_dir: Path) -> str:
    """A secret key kept in `data_dir`, made at the first call."""
    path = data_dir / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("development-" + "0" * 50, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def database_url(data_dir: Path) -> str:
    """Where the embedded PostgreSQL answers."""
    return f"postgresql://postgres@/egov?host={data_dir}/postgres"


def redis_url(data_dir: Path) -> str:
    """Where the embedded Redis answers."""
    return f"unix://{data_dir}/redis/redis.sock"
