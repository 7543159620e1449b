"""The plan with its versions, questions, elimination reports, samples and working papers."""

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# drafts lose their numbers: a number is given when a finding is issued
UNNUMBERED = "UPDATE reviews_auditfinding SET number = NULL WHERE issued_at IS NULL"
NUMBERED = """
UPDATE reviews_auditfinding f SET number = n.number FROM (
    SELECT d.id, row_number() OVER (PARTITION BY d.review_id ORDER BY d.id) + (
        SELECT coalesce(max(o.number), 0) FROM reviews_auditfinding o
        WHERE o.review_id = d.review_id
    ) AS number
    FROM reviews_auditfinding d WHERE d.number IS NULL
) n WHERE n.id = f.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_delegation"),
        ("evidence", "0004_retention_guards"),
        ("projects", "0007_allocation_rules"),
        ("reviews", "0006_pins"),
        ("supervision", "0003_separate_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EliminationReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("done", models.TextField(verbose_name="what was done")),
                ("done_on", models.DateField(verbose_name="done on")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("accepted", "Accepted"),
                            ("returned", "Returned"),
                        ],
                        default="submitted",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("submitted_at", models.DateTimeField(auto_now_add=True, verbose_name="submitted")),
                ("judged_at", models.DateTimeField(blank=True, null=True, verbose_name="judged")),
                ("return_reason", models.TextField(blank=True, verbose_name="why it was returned")),
            ],
            options={
                "verbose_name": "elimination report",
                "verbose_name_plural": "elimination reports",
                "ordering": ["finding", "-number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=300, verbose_name="audit")),
                ("plan", models.TextField(verbose_name="audit plan")),
                ("scope", models.TextField(blank=True, verbose_name="scope")),
                ("criteria", models.TextField(blank=True, verbose_name="audit criteria")),
                (
                    "period_start",
                    models.DateField(blank=True, null=True, verbose_name="audited from"),
                ),
                (
                    "period_end",
                    models.DateField(blank=True, null=True, verbose_name="audited until"),
                ),
                ("team", models.JSONField(default=list, verbose_name="team")),
                ("reason", models.TextField(blank=True, verbose_name="reason of the revision")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="announced")),
            ],
            options={
                "verbose_name": "version of an audit plan",
                "verbose_name_plural": "versions of audit plans",
                "ordering": ["review", "-number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "number",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="number"),
                ),
                ("title", models.CharField(max_length=300, verbose_name="question")),
                ("text", models.TextField(verbose_name="what is asked")),
                ("due", models.DateField(verbose_name="answer due")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("asked", "Waiting for the answer"),
                            ("answered", "Answered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
            ],
            options={
                "verbose_name": "audit question",
                "verbose_name_plural": "audit questions",
                "ordering": ["review", "-number", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Sample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("purpose", models.CharField(max_length=300, verbose_name="what it is for")),
                (
                    "population_kind",
                    models.CharField(
                        choices=[("payments", "Payments"), ("decisions", "Decisions")],
                        max_length=9,
                        verbose_name="population",
                    ),
                ),
                ("from_day", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_day", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("random", "Random"),
                            ("monetary", "Monetary unit"),
                            ("stratified", "Stratified by amount"),
                        ],
                        max_length=10,
                        verbose_name="method",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("seed", models.CharField(max_length=64, verbose_name="seed")),
                (
                    "population",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                (
                    "population_size",
                    models.PositiveIntegerField(verbose_name="size of the population"),
                ),
                (
                    "population_total",
                    models.DecimalField(
                        decimal_places=2, max_digits=20, verbose_name="total of the population"
                    ),
                ),
                (
                    "population_sha256",
                    models.CharField(max_length=64, verbose_name="digest of the population"),
                ),
                ("drawn_at", models.DateTimeField(auto_now_add=True, verbose_name="drawn")),
            ],
            options={
                "verbose_name": "sample",
                "verbose_name_plural": "samples",
                "ordering": ["review", "number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SampleItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("key", models.BigIntegerField(verbose_name="record")),
                ("name", models.CharField(max_length=500, verbose_name="record")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount"),
                ),
                (
                    "stratum",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="stratum"),
                ),
                ("hits", models.PositiveIntegerField(default=1, verbose_name="hits")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "To be tested"),
                            ("tested", "Tested, no exception"),
                            ("exception", "Exception"),
                            ("missing", "Could not be tested"),
                        ],
                        default="pending",
                        max_length=9,
                        verbose_name="result",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("tested_at", models.DateTimeField(blank=True, null=True, verbose_name="tested")),
            ],
            options={
                "verbose_name": "sample item",
                "verbose_name_plural": "sample items",
                "ordering": ["sample", "position"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Workpaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=300, verbose_name="working paper")),
                ("text", models.TextField(verbose_name="notes")),
                (
                    "status",
                    models.CharField(
                        choices=[("working", "In work"), ("finished", "Finished")],
                        default="working",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
            ],
            options={
                "verbose_name": "working paper",
                "verbose_name_plural": "working papers",
                "ordering": ["review", "number"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="agreement",
            field=models.CharField(
                blank=True,
                choices=[
                    ("agrees", "Agrees"),
                    ("partly", "Agrees in part"),
                    ("disagrees", "Disagrees"),
                ],
                max_length=9,
                verbose_name="position of the audited",
            ),
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="category",
            field=models.CharField(
                choices=[
                    ("procedure", "Procedure and deadlines"),
                    ("selection", "Selection of the contractor"),
                    ("contract", "Contract and control rights"),
                    ("payment", "Money"),
                    ("delivery", "Delivery and acceptance"),
                    ("security", "Information security"),
                    ("ownership", "Ownership of data and assets"),
                    ("records", "Records and evidence"),
                ],
                default="procedure",
                max_length=10,
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="measure_due",
            field=models.DateField(blank=True, null=True, verbose_name="measure due"),
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="payment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supervision.payment",
                verbose_name="payment that it is about",
            ),
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="planned_measure",
            field=models.TextField(blank=True, verbose_name="planned measure"),
        ),
        migrations.AddField(
            model_name="review",
            name="begun_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="begun"),
        ),
        migrations.AddField(
            model_name="review",
            name="criteria",
            field=models.TextField(blank=True, verbose_name="audit criteria"),
        ),
        migrations.AddField(
            model_name="review",
            name="period_end",
            field=models.DateField(blank=True, null=True, verbose_name="audited until"),
        ),
        migrations.AddField(
            model_name="review",
            name="period_start",
            field=models.DateField(blank=True, null=True, verbose_name="audited from"),
        ),
        migrations.AddField(
            model_name="review",
            name="plan_version",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="version of the plan"),
        ),
        migrations.AddField(
            model_name="review",
            name="scope",
            field=models.TextField(blank=True, verbose_name="scope"),
        ),
        migrations.AddField(
            model_name="review",
            name="summary",
            field=models.JSONField(
                blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="team",
            field=models.ManyToManyField(
                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="team"
            ),
        ),
        migrations.AlterField(
            model_name="auditfinding",
            name="number",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="number"),
        ),
        migrations.RunSQL(UNNUMBERED, NUMBERED),
        migrations.AlterField(
            model_name="auditfinding",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("issued", "Issued"),
                    ("answered", "Answered"),
                    ("returned", "Answer returned"),
                    ("reported", "Elimination reported"),
                    ("report_back", "Elimination report returned"),
                    ("resolved", "Resolved"),
                    ("accepted_risk", "Closed, risk accepted"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                max_length=14,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_start__isnull", True),
                    ("period_end__isnull", True),
                    ("period_end__gte", models.F("period_start")),
                    _connector="OR",
                ),
                name="review_period_ordered",
            ),
        ),
        migrations.AddField(
            model_name="eliminationreport",
            name="evidence",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="evidence.document", verbose_name="evidence"
            ),
        ),
        migrations.AddField(
            model_name="eliminationreport",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="eliminations",
                to="reviews.auditfinding",
            ),
        ),
        migrations.AddField(
            model_name="eliminationreport",
            name="judged_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="eliminationreport",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="reported by",
            ),
        ),
        migrations.AddField(
            model_name="eliminationreport",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="eliminationreport",
            name="submitted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="auditfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issued_at__isnull", True), ("number__isnull", True)),
                    models.Q(("issued_at__isnull", False), ("number__isnull", False)),
                    _connector="OR",
                ),
                name="audit_finding_numbered_when_issued",
            ),
        ),
        migrations.AddField(
            model_name="planversion",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="planversion",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="planversion",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="addressee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="addressed to",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="answer_evidence",
            field=models.ManyToManyField(
                blank=True,
                related_name="+",
                to="evidence.document",
                verbose_name="attached to the answer",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="evidence",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="evidence.document", verbose_name="attached"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_ups",
                to="reviews.question",
                verbose_name="follows up",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="drawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="kept by",
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="samples",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="sampleitem",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="kept by",
            ),
        ),
        migrations.AddField(
            model_name="sampleitem",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="sampleitem",
            name="sample",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="reviews.sample",
            ),
        ),
        migrations.AddField(
            model_name="sampleitem",
            name="tested_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="workpaper",
            name="evidence",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="evidence.document", verbose_name="evidence"
            ),
        ),
        migrations.AddField(
            model_name="workpaper",
            name="finding",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="workpapers",
                to="reviews.auditfinding",
                verbose_name="finding",
            ),
        ),
        migrations.AddField(
            model_name="workpaper",
            name="finished_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="workpaper",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="kept by",
            ),
        ),
        migrations.AddField(
            model_name="workpaper",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="workpaper",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="workpapers",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="workpaper",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sampleitem",
            name="workpaper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="reviews.workpaper",
                verbose_name="working paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="eliminationreport",
            constraint=models.UniqueConstraint(
                fields=("finding", "number"), name="elimination_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="eliminationreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "submitted")),
                fields=("finding",),
                name="elimination_one_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="eliminationreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("judged_by__isnull", True),
                    models.Q(("judged_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="elimination_judged_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="eliminationreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "submitted"), ("judged_at__isnull", False), _connector="OR"
                ),
                name="elimination_judged_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(
                fields=("review", "number"), name="plan_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("review", "number"), name="audit_question_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("asked_at__isnull", True),
                        ("number__isnull", True),
                        ("status__in", ["draft", "withdrawn"]),
                    ),
                    models.Q(
                        ("asked_at__isnull", False),
                        ("number__isnull", False),
                        ("status__in", ["asked", "answered"]),
                    ),
                    _connector="OR",
                ),
                name="audit_question_numbered_when_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "answered"), _negated=True),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="audit_question_answer_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.UniqueConstraint(
                fields=("review", "number"), name="sample_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 1), ("population_size__gte", 1)),
                name="sample_not_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_day__isnull", True),
                    ("until_day__isnull", True),
                    ("until_day__gte", models.F("from_day")),
                    _connector="OR",
                ),
                name="sample_days_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("population_sha256__regex", "^[0-9a-f]{64}$"),
                    models.Q(("seed", ""), _negated=True),
                ),
                name="sample_can_be_drawn_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="workpaper",
            constraint=models.UniqueConstraint(
                fields=("review", "number"), name="workpaper_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="workpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "working"), ("finished_at__isnull", False), _connector="OR"
                ),
                name="workpaper_finished_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampleitem",
            constraint=models.UniqueConstraint(fields=("sample", "key"), name="sample_item_once"),
        ),
        migrations.AddConstraint(
            model_name="sampleitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "pending"),
                    models.Q(("tested_at__isnull", False), ("tested_by__isnull", False)),
                    _connector="OR",
                ),
                name="sample_item_tested_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampleitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["exception", "missing"]), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="sample_item_exception_has_a_note",
            ),
        ),
    ]
