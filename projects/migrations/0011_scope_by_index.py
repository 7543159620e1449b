"""What one person holds is read from an index alone, by a statement that the platform prepares."""

from importlib import import_module

from django.db import migrations, models

SCOPE = import_module("projects.migrations.0008_scope").SCOPE


def _index(kind: str) -> list[migrations.operations.base.Operation]:
    model = f"{kind}grant"
    return [
        migrations.RemoveIndex(model_name=model, name=f"{kind}_grant_of_user"),
        migrations.AddIndex(
            model_name=model,
            index=models.Index(
                fields=["user", "permission", "organisation", "basis"],
                include=["content_object", "valid_from", "valid_to"],
                name=f"{kind}_grant_scope",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("projects", "0010_right_to_export")]

    operations = [
        *_index("agency"),
        *_index("project"),
        migrations.RunSQL("DROP FUNCTION projects_scope(bigint, timestamptz, text)", SCOPE),
    ]
