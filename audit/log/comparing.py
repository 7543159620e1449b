"""Statements that compare what the log holds with what it must hold; each finds faults."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from audit.log.merkle import root_hash
from audit.log.models import Checkpoint, Disclosure, Tree
from audit.log.record import commitment
from audit.log.sequencer import Refused, leaf_hashes
from audit.log.storage import TileStore
from audit.log.tiles import TileError, TileTree

EXAMPLES = 5
# what is wrong, and the statement that finds the entries of which it is true
FAULTS = {
    "unnumbered": """
        SELECT uid::text FROM audit_entry
        WHERE NOT EXISTS (SELECT FROM audit_leaf WHERE entry_id = audit_entry.id)
          AND NOT EXISTS (SELECT FROM audit_pending WHERE entry_id = audit_entry.id)
    """,
    "gap": """
        SELECT 'leaf ' || index FROM audit_leaf AS one
        WHERE index > 0 AND NOT EXISTS (SELECT FROM audit_leaf WHERE index = one.index - 1)
    """,
    "leaf": """
        SELECT uid::text FROM audit_leaf JOIN audit_entry ON audit_entry.id = entry_id
        WHERE hash <> sha256('\\x00'::bytea || leaf)
    """,
    "columns": """
        SELECT uid::text
        FROM (SELECT *, convert_from(leaf, 'UTF8')::jsonb AS told FROM audit_entry) AS entry
        WHERE (told ->> 'uid', told ->> 'event', told ->> 'stage', told ->> 'point',
               told ->> 'request', told #>> '{actor,kind}', told #>> '{subject,type}',
               told #>> '{subject,name}', told #>> '{on_behalf_of,name}')
           IS DISTINCT FROM (uid::text, event, stage, point, request_id, actor_kind,
                             subject_type, subject_name, organisation_name)
           OR ((told #>> '{actor,id}')::bigint, (told #>> '{subject,id}')::bigint,
               (told #>> '{subject,seq}')::bigint, (told ->> 'project')::bigint,
               (told ->> 'owner')::bigint, (told ->> 'at')::timestamptz, told -> 'data')
           IS DISTINCT FROM (actor_id, subject_id, subject_seq::bigint, project_id, owner_id,
                             at, data)
    """,
    "sequence": """
        SELECT subject_type || ' ' || subject_id FROM audit_entry
        GROUP BY subject_type, subject_id HAVING max(subject_seq) <> count(*)
    """,
    "undisclosed": """
        SELECT uid::text || ' ' || name
        FROM (SELECT *, convert_from(leaf, 'UTF8')::jsonb AS told FROM audit_entry) AS entry,
             jsonb_object_keys(told -> 'commitments') AS name
        WHERE NOT EXISTS (SELECT FROM audit_disclosure AS d
                          WHERE d.entry_id = entry.id AND d.name = name.name)
          AND NOT EXISTS (SELECT FROM audit_erasure AS e
                          WHERE e.entry_id = entry.id AND e.name = name.name)
    """,
}


def faults() -> Iterator[dict[str, Any]]:
    """What does not match: kind, how many, and some examples."""
    with connection.cursor() as cursor:
        for kind, statement in FAULTS.items():
            cursor.execute(statement)
            found = [row[0] for row in cursor.fetchall()]
            if found:
                yield {"kind": kind, "number": len(found), "examples": found[:EXAMPLES]}
    if wrong := [str(item.entry.uid) for item in _disclosures() if not _matches(item)]:
        yield {"kind": "disclosed", "number": len(wrong), "examples": wrong[:EXAMPLES]}
    for tree in Tree.values:
        if found_in := _head_fault(tree):
            yield {"kind": found_in, "number": 1, "examples": [tree]}


def objects() -> list[dict[str, Any]]:
    """For each kind of thing that entries speak of: how many there are, and how many are known
    to the log; things that came with others have no entry of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject_type, array_agg(DISTINCT subject_id) FROM audit_entry"
            " GROUP BY subject_type ORDER BY subject_type"
        )
        rows = cursor.fetchall()
    return [_counted(label, set(ids)) for label, ids in rows if _model(label)]


def _counted(label: str, known: set[int]) -> dict[str, Any]:
    model: Any = _model(label)
    there = set(model._default_manager.values_list("pk", flat=True))
    return {
        "type": label,
        "objects": len(there),
        "without_entry": len(there - known),
        "gone": len(known - there),
    }


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def _disclosures() -> Iterator[Disclosure]:
    return Disclosure.objects.select_related("entry").iterator(chunk_size=2000)


def _matches(item: Disclosure) -> bool:
    promised = f'"{commitment(bytes(item.salt), item.name, item.value)}"'
    return promised.encode() in bytes(item.entry.leaf)


def _head_fault(tree: str) -> str:
    """Whether leaves and tiles lead to the last signed head."""
    head = Checkpoint.objects.last_of(tree)
    if head is None:
        return ""
    try:
        if root_hash(leaf_hashes(0, head.size, tree), tree) != bytes(head.root):
            return "head"
        tiles = TileTree(head.size, TileStore(tree).read, tree).root()
    except Refused:  # a leaf is missing
        return "head"
    except TileError:
        return "tiles"
    return "" if tiles == bytes(head.root) else "tiles"
