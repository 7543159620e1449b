"""No process works behind a wall that its own role in the database can step over."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg2.extensions import cursor

STRONG = """
    SELECT rolsuper OR rolbypassrls OR EXISTS (
        SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = session_user
    ) FROM pg_roles WHERE rolname = session_user
"""


def refuse_strong_role(connection: Any, **_facts: Any) -> None:
    """Asked of every new connection; the owner's own commands are not asked.

    Raises:
        ImproperlyConfigured: the role owns tables, is a superuser or bypasses policies.

    """
    with connection.connection.cursor(cursor_factory=cursor) as plain:
        plain.execute(STRONG)
        if plain.fetchone()[0]:
            connection.close()
            raise ImproperlyConfigured(
                "ROW_LEVEL_SECURITY is on, but DATABASE_URL signs in with a role that owns tables, "
                "is a superuser or bypasses policies. Give it a role of its own, the owner's "
                "address as DATABASE_OWNER_URL, and run `manage.py secure_database`."
            )
