"""Milestones and status reports by their date while they wait for somebody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """For the first tasks of somebody who sees thousands of projects."""

    dependencies = [("supervision", "0003_separate_people")]

    operations = [
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("status__in", ["scheduled", "partiallyMet", "notMet"])),
                fields=["due", "id"],
                name="milestone_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="statusreport",
            index=models.Index(
                condition=models.Q(("superseded_at__isnull", True), ("verified_at__isnull", True)),
                fields=["submitted_at", "id"],
                name="status_report_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="changerequest",
            index=models.Index(
                condition=models.Q(("status__in", ["proposed", "assessed"])),
                fields=["status", "proposed_at"],
                name="change_waiting",
            ),
        ),
    ]
