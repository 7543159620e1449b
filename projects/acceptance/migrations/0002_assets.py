"""The asset register and the verifications of custody."""

from decimal import Decimal

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

GUARDS = """
CREATE FUNCTION acceptance_guard_asset() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: an asset is retired, never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.custody = 1 AND
        (SELECT kind FROM accounts_organisation WHERE id = NEW.holder_id) <> 'government' THEN
        RAISE EXCEPTION 'custody is of government only when a government organisation holds it'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.project_id <> OLD.project_id THEN
        RAISE EXCEPTION 'INV-1: an asset stays in its project' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_asset BEFORE INSERT OR UPDATE OR DELETE ON acceptance_asset
    FOR EACH ROW EXECUTE FUNCTION acceptance_guard_asset();
CREATE FUNCTION acceptance_guard_verification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'INV-6: a verification is never changed or deleted'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER guard_verification BEFORE UPDATE OR DELETE ON acceptance_custodyverification
    FOR EACH ROW EXECUTE FUNCTION acceptance_guard_verification();
"""

UNDO = """
DROP TRIGGER guard_verification ON acceptance_custodyverification;
DROP FUNCTION acceptance_guard_verification();
DROP TRIGGER guard_asset ON acceptance_asset;
DROP FUNCTION acceptance_guard_asset();
"""


class Migration(migrations.Migration):
    """Tables, then what the database itself refuses."""

    dependencies = [
        ("acceptance", "0001_initial"),
        ("accounts", "0004_system_user"),
        ("evidence", "0002_immutable"),
        ("projects", "0007_allocation_rules"),
        ("selection", "0003_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Asset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("data", "Business data"),
                            ("source", "Bespoke source and build scripts"),
                            ("keys", "Accounts, keys, domains, certificates"),
                            ("tenancy", "Cloud tenancy"),
                            ("data_model", "Data model and interface specifications"),
                            ("models", "Trained models and algorithms"),
                            ("documents", "Documentation"),
                            ("hardware", "Hardware"),
                            ("licences", "Third-party licences"),
                            ("logs", "Logs and records of operation"),
                        ],
                        max_length=12,
                        verbose_name="class",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="asset")),
                (
                    "name_zh",
                    models.CharField(blank=True, max_length=300, verbose_name="asset in Chinese"),
                ),
                (
                    "title",
                    models.DecimalField(
                        choices=[
                            (Decimal("1"), "Government"),
                            (Decimal("0.5"), "Shared"),
                            (Decimal("0"), "Others"),
                        ],
                        decimal_places=1,
                        max_digits=2,
                        verbose_name="title",
                    ),
                ),
                (
                    "custody",
                    models.DecimalField(
                        choices=[
                            (Decimal("1"), "Government"),
                            (Decimal("0.5"), "Shared"),
                            (Decimal("0"), "Others"),
                        ],
                        decimal_places=1,
                        max_digits=2,
                        verbose_name="custody",
                    ),
                ),
                (
                    "control",
                    models.DecimalField(
                        choices=[
                            (Decimal("1"), "Government"),
                            (Decimal("0.5"), "Shared"),
                            (Decimal("0"), "Others"),
                        ],
                        decimal_places=1,
                        max_digits=2,
                        verbose_name="operational control",
                    ),
                ),
                (
                    "location",
                    models.CharField(blank=True, max_length=300, verbose_name="where it is"),
                ),
                (
                    "is_required",
                    models.BooleanField(default=True, verbose_name="must be handed over"),
                ),
                (
                    "offered_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="offered for hand-over"
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken into custody"),
                ),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired")),
                (
                    "registered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="registered"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assets",
                        to="selection.contract",
                        verbose_name="contract",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="held by",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "asset",
                "verbose_name_plural": "assets",
                "ordering": ["project", "id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CustodyVerification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("checksum", "Checksum"),
                            ("rebuild", "Rebuild"),
                            ("login", "Login test"),
                            ("export", "Export test"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("failed", "Refuted")],
                        max_length=10,
                        verbose_name="result",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what was seen")),
                ("verified_on", models.DateField(verbose_name="verified on")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="recorded"
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="acceptance.asset",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.document",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="for",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verified by",
                    ),
                ),
            ],
            options={
                "verbose_name": "verification of custody",
                "verbose_name_plural": "verifications of custody",
                "ordering": ["asset", "-verified_on", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.UniqueConstraint(fields=("project", "name"), name="asset_name_once"),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__in", (Decimal("0"), Decimal("0.5"), Decimal("1")))),
                name="asset_title_of_three",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("custody__in", (Decimal("0"), Decimal("0.5"), Decimal("1")))),
                name="asset_custody_of_three",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("control__in", (Decimal("0"), Decimal("0.5"), Decimal("1")))),
                name="asset_control_of_three",
            ),
        ),
        migrations.AddIndex(
            model_name="custodyverification",
            index=models.Index(fields=["asset", "-verified_on", "-id"], name="latest_verification"),
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
