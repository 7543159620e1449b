"""What witnesses and time-stamping authorities say about heads of the log; kept as it came."""

import datetime as dt

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

KEPT = ("audit_cosignature", "audit_timetoken")
GUARDS = "".join(
    f"CREATE TRIGGER never_edited BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();"
    f"CREATE TRIGGER never_truncated BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();"
    for table in KEPT
)
UNDO = "".join(
    f"DROP TRIGGER never_truncated ON {table}; DROP TRIGGER never_edited ON {table};"
    for table in KEPT
)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0005_objects_known"),
    ]

    operations = [
        migrations.CreateModel(
            name="WitnessContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("witness", models.CharField(max_length=255, unique=True, verbose_name="witness")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("cosigned", "cosigned"),
                            ("unreachable", "did not answer"),
                            ("refused", "refused"),
                            ("contradicted", "says that the history was rewritten"),
                        ],
                        max_length=12,
                        verbose_name="last attempt",
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(verbose_name="when")),
            ],
            options={
                "ordering": ["witness"],
                "default_permissions": (),
            },
        ),
        migrations.AlterField(
            model_name="alarm",
            name="kind",
            field=models.CharField(
                choices=[
                    ("head", "the stored hashes do not lead to the last signed head"),
                    ("behind", "the database holds less than was already signed"),
                    ("key", "the signing key is missing or another one"),
                    ("tile", "a stored tile is missing or not what it was"),
                    ("witness", "a witness saw another history than this one"),
                    ("completeness", "entries, leaves or objects do not match each other"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("witness", models.CharField(max_length=255, verbose_name="witness")),
                ("line", models.TextField()),
                ("at", models.DateTimeField(verbose_name="cosigned")),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cosignatures",
                        to="audit.checkpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["checkpoint", "witness"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("checkpoint", "witness"), name="cosignature_once_per_witness"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "authority",
                    models.CharField(max_length=300, verbose_name="time-stamping authority"),
                ),
                ("response", models.BinaryField()),
                ("time", models.DateTimeField(verbose_name="time that the authority states")),
                ("accuracy", models.DurationField(default=dt.timedelta)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="time_tokens",
                        to="audit.checkpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["-time"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("checkpoint", "authority"), name="time_token_once_per_authority"
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
