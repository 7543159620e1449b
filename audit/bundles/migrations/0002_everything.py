"""Everything of a project may be asked for."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bundles", "0001_bundle"),
        ("projects", "0010_right_to_export"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="bundle",
            name="bundle_case_is_named",
        ),
        migrations.AlterField(
            model_name="bundle",
            name="failure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", ""),
                    ("right", "The person who asked may not have this any more."),
                    ("log", "The log has not signed the entries; tell the operator."),
                    ("error", "The file could not be written; tell the operator."),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="bundle",
            name="kind",
            field=models.CharField(
                choices=[
                    ("project", "Project"),
                    ("contract", "Contract"),
                    ("review", "Audit"),
                    ("finding", "Audit finding"),
                    ("range", "Span of time"),
                    ("whole", "Everything of the project"),
                ],
                max_length=8,
                verbose_name="case",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("case_id__isnull", True), ("kind__in", ["project", "range", "whole"])
                    ),
                    models.Q(
                        ("case_id__isnull", False), ("kind__in", ["contract", "review", "finding"])
                    ),
                    _connector="OR",
                ),
                name="bundle_case_is_named",
            ),
        ),
    ]
