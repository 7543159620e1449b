"""Scans, retention and disposal of documents; holds; uploads in parts."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# every document from before was received without a scanner and is kept as its type asks
BACKFILL = """
UPDATE evidence_document SET
    scan = 'not_scanned',
    retained_until = uploaded_at::date + make_interval(
        years => CASE WHEN kind IN ('contract', 'acceptance', 'audit_evidence') THEN 30 ELSE 15 END)
WHERE sha256 <> '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_system_user"),
        ("evidence", "0002_immutable"),
        ("projects", "0005_keep_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("approved", "carried out"),
                            ("declined", "declined"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="proposed")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "decision_reason",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="reason of the decision"
                    ),
                ),
            ],
            options={
                "verbose_name": "disposal",
                "verbose_name_plural": "disposals",
                "ordering": ["-proposed_at", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                ("placed_at", models.DateTimeField(auto_now_add=True, verbose_name="placed")),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="released"),
                ),
                (
                    "release_reason",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="reason of the release"
                    ),
                ),
            ],
            options={
                "verbose_name": "legal hold",
                "verbose_name_plural": "legal holds",
                "ordering": ["-placed_at", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("file_name", models.CharField(max_length=255, verbose_name="file name")),
                ("size", models.BigIntegerField(verbose_name="size in bytes")),
                ("offset", models.BigIntegerField(default=0, verbose_name="bytes received")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField(verbose_name="removed unless finished before")),
            ],
            options={
                "verbose_name": "upload",
                "verbose_name_plural": "uploads",
                "ordering": ["-created_at", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="document",
            name="document_content_once_per_party",
        ),
        migrations.AddField(
            model_name="document",
            name="disposed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="content removed"),
        ),
        migrations.AddField(
            model_name="document",
            name="retained_until",
            field=models.DateField(blank=True, null=True, verbose_name="kept at least until"),
        ),
        migrations.AddField(
            model_name="document",
            name="scan",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "no content here"),
                    ("waiting", "waiting for the virus scan"),
                    ("clean", "scanned, nothing found"),
                    ("infected", "infected"),
                    ("not_scanned", "not scanned"),
                    ("failed", "scan failed, will be tried again"),
                ],
                default="",
                max_length=12,
                verbose_name="virus scan",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="scan_attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="document",
            name="scan_due_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="scan_engine",
            field=models.CharField(blank=True, max_length=120, verbose_name="scanned with"),
        ),
        migrations.AddField(
            model_name="document",
            name="scan_finding",
            field=models.CharField(blank=True, max_length=300, verbose_name="found by the scan"),
        ),
        migrations.AddField(
            model_name="document",
            name="scanned_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="scanned"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("scan__in", ["waiting", "failed", "not_scanned"])),
                fields=["scan_due_at"],
                name="document_to_scan",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(
                    ("is_intact", False), ("scan__in", ["infected", "failed"]), _connector="OR"
                ),
                fields=["project"],
                name="document_in_trouble",
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disposals",
                to="evidence.document",
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holds",
                to="evidence.document",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="placed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="released_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="disposal_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("state", "proposed"),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("state__in", ["approved", "declined"]),
                        ("decided_by__isnull", False),
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="disposal_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "declined"), _negated=True),
                fields=("document",),
                name="disposal_once_per_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="hold_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("release_reason", ""),
                        ("released_at__isnull", True),
                        ("released_by__isnull", True),
                    ),
                    models.Q(
                        ("released_at__isnull", False),
                        ("released_by__isnull", False),
                        models.Q(("release_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hold_released_by_somebody_for_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["expires_at"], name="upload_expiry"),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offset__gte", 0), ("offset__lte", models.F("size")), ("size__gt", 0)
                ),
                name="upload_within_its_size",
            ),
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
