"""When the audited were last reminded; the whitelists let it be written while something is owed."""

from collections.abc import Iterator
from importlib import import_module

from django.db import migrations, models

before = import_module("audit.reviews.migrations.0008_protocol_guards")
OWING = {
    "reviews_question": ("asked",),
    "reviews_auditfinding": ("issued", "answered", "returned", "report_back"),
}


def guards() -> Iterator[tuple[str, str]]:
    """Each trigger with the wider whitelist, and as it was."""
    for table, states in OWING.items():
        fields, ways = before.PROTOCOLS[table]
        wider = {
            state: [*columns, "reminded_on"] if state in states else columns
            for state, columns in fields.items()
        }
        made, old = (
            before.trigger(
                "guard_fields",
                "UPDATE OR DELETE",
                table,
                "fields",
                f"{before.quoted(allowed)}, {before.quoted(ways)}",
            )
            for allowed in (wider, fields)
        )
        yield f"{old[1]}; {made[0]}", f"{made[1]}; {old[0]}"


class Migration(migrations.Migration):
    dependencies = [("reviews", "0008_protocol_guards")]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="reminded_on",
                field=models.DateField(blank=True, null=True, verbose_name="last reminded"),
            )
            for model in ("auditfinding", "question")
        ),
        *(migrations.RunSQL(forward, backward) for forward, backward in guards()),
    ]
