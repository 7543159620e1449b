"""What each role may do with each table: the least that its work needs."""

from collections.abc import Iterator

from django.apps import apps

from egov_outsource.wall import eyes, outside
from egov_outsource.wall.particular import undecided

AUDIT_OWNER = "egov_audit"
AUDIT_APP = "audit"
READ, WRITE = "SELECT", "SELECT, INSERT, UPDATE, DELETE"
APPEND = "SELECT, INSERT"
# people sign in and out, change their password and are seen to use a token without an action
READERS_WRITE: dict[str, str] = {
    "accounts_apitoken": "SELECT, UPDATE",
    "accounts_user": "SELECT, UPDATE",
}
PERSONAL = frozenset({"account", "admin", "mfa", "sessions", "usersessions"})
DERIVED = frozenset({"projects_agencygrant", "projects_projectgrant"})
# entries are appended by the database's own function alone, whoever acts
APPENDED = frozenset({"audit_entry", "audit_disclosure", "audit_pending"})
# an action adds what it records beside them; numbers and heads are the sequencer's
RECORDED = frozenset({"audit_erasure", "audit_keychange"})
# the sequencer takes what is pending, an alarm ends once, how a witness was last reached is no
# evidence, erasure deletes disclosures; operators decide that the log's key changes, the sequencer
# makes it
BESIDES: dict[tuple[str, str], str] = {
    ("audit_alarm", eyes.SYSTEM): "UPDATE",
    ("audit_keychange", eyes.ACTOR): "UPDATE",
    ("audit_keychange", eyes.SYSTEM): "UPDATE",
    ("audit_logkey", eyes.SYSTEM): "UPDATE",
    ("audit_pending", eyes.SYSTEM): "DELETE",
    ("audit_witnesscontact", eyes.SYSTEM): "UPDATE",
    ("audit_disclosure", eyes.ERASER): "DELETE",
}


def audit_tables() -> list[str]:
    """The tables of the log."""
    return [
        model._meta.db_table
        for model in apps.get_app_config(AUDIT_APP).get_models(include_auto_created=True)
    ]


def privileges(table: str, app_label: str) -> Iterator[tuple[str, str]]:
    """(role, privileges) on one table."""
    if app_label == AUDIT_APP:
        yield eyes.READER, READ
        yield eyes.ERASER, READ
        yield eyes.ACTOR, APPEND if table in RECORDED else READ
        yield eyes.SYSTEM, READ if table in APPENDED else APPEND
        for (name, role), more in BESIDES.items():
            if name == table:
                yield role, more
        return
    reads = WRITE if app_label in PERSONAL else READERS_WRITE.get(table, READ)
    yield eyes.READER, reads
    yield eyes.ACTOR, READ if table in DERIVED else WRITE
    yield eyes.SYSTEM, WRITE


def every_privilege() -> Iterator[tuple[str, str, str]]:
    """(table, role, privileges) for all tables that have a model."""
    closed = {*undecided()}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy and model._meta.managed and model._meta.label not in closed:
            table = model._meta.db_table
            for role, what in privileges(table, model._meta.app_label):
                yield table, role, what
    for table in outside.OTHERS:
        yield table, eyes.SYSTEM, READ
