"""Scores about contractors and their answers, overrides, the risk register."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

RULES = """
ALTER TABLE risk_riskoverride ADD CONSTRAINT risk_override_one_at_a_time EXCLUDE USING gist (
    int8range(project_id, project_id, '[]') WITH &&,
    daterange(begins_on, ends_on, '[]') WITH &&
) WHERE (status = 'set');

CREATE FUNCTION risk_answer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.notice_id, NEW.number, NEW.text, NEW.answered_by_id, NEW.answered_at, NEW.is_late)
        IS DISTINCT FROM
       (OLD.notice_id, OLD.number, OLD.text, OLD.answered_by_id, OLD.answered_at, OLD.is_late)
    THEN
        RAISE EXCEPTION 'an answer is corrected by a new version' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER risk_answer_stays BEFORE UPDATE ON risk_scoreanswer
    FOR EACH ROW EXECUTE FUNCTION risk_answer_stays();
"""
UNDO = """
DROP TRIGGER risk_answer_stays ON risk_scoreanswer;
DROP FUNCTION risk_answer_stays();
ALTER TABLE risk_riskoverride DROP CONSTRAINT risk_override_one_at_a_time;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_delegation"),
        ("evidence", "0004_retention_guards"),
        ("projects", "0009_rights_of_risk"),
        ("risk", "0005_freezes"),
        ("supervision", "0003_separate_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RiskEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=300, verbose_name="risk")),
                ("cause", models.TextField(verbose_name="cause")),
                ("event", models.TextField(verbose_name="event")),
                ("consequence", models.TextField(verbose_name="consequence")),
                (
                    "first_likelihood",
                    models.PositiveSmallIntegerField(verbose_name="likelihood at first"),
                ),
                ("first_impact", models.PositiveSmallIntegerField(verbose_name="impact at first")),
                ("likelihood", models.PositiveSmallIntegerField(verbose_name="likelihood")),
                ("impact", models.PositiveSmallIntegerField(verbose_name="impact")),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="indicators",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("treated", "Treated"),
                            ("accepted", "Accepted"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("review_on", models.DateField(verbose_name="next review")),
                ("reminded_on", models.DateField(blank=True, editable=False, null=True)),
                ("closing_reasons", models.TextField(blank=True, verbose_name="why it was closed")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.finding",
                        verbose_name="finding",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="risk owner",
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
            ],
            options={
                "verbose_name": "risk entry",
                "verbose_name_plural": "risk entries",
                "ordering": ["project", "number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RiskAcceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reasons", models.TextField(verbose_name="reasons")),
                ("until", models.DateField(verbose_name="until")),
                ("accepted_at", models.DateTimeField(auto_now_add=True, verbose_name="accepted")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="risk.riskentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "acceptance of a risk",
                "verbose_name_plural": "acceptances of risks",
                "ordering": ["entry", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RiskMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="measure")),
                ("due", models.DateField(verbose_name="due")),
                ("planned_at", models.DateTimeField(auto_now_add=True)),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("note", models.TextField(blank=True, verbose_name="what was done")),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="risk.riskentry",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who does it",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "measure against a risk",
                "verbose_name_plural": "measures against risks",
                "ordering": ["entry", "due", "id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RiskOverride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for"),
                            ("set", "Set"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("score", models.FloatField(verbose_name="score")),
                ("computed", models.FloatField(verbose_name="computed score then")),
                ("reasons", models.TextField(verbose_name="why another score")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                (
                    "decision_reasons",
                    models.TextField(blank=True, verbose_name="reasons of the decision"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("begins_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
                (
                    "withdrawal_reasons",
                    models.TextField(blank=True, verbose_name="why it was withdrawn"),
                ),
                (
                    "answerable",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "override",
                "verbose_name_plural": "overrides",
                "ordering": ["-asked_at", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RiskReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("likelihood", models.PositiveSmallIntegerField(verbose_name="likelihood")),
                ("impact", models.PositiveSmallIntegerField(verbose_name="impact")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("reviewed_at", models.DateTimeField(auto_now_add=True, verbose_name="reviewed")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="risk.riskentry",
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
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "review of a risk",
                "verbose_name_plural": "reviews of risks",
                "ordering": ["entry", "id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ScoreNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="indicator")),
                ("number", models.PositiveIntegerField(verbose_name="period")),
                (
                    "reason",
                    models.CharField(
                        choices=[("first", "First computed"), ("worse", "The band worsened")],
                        max_length=5,
                        verbose_name="why it was told",
                    ),
                ),
                ("told_at", models.DateTimeField(auto_now_add=True, verbose_name="told")),
                ("answer_by", models.DateField(verbose_name="answer by")),
                ("told_score", models.FloatField(verbose_name="score when told")),
                ("told_band", models.SmallIntegerField(verbose_name="band when told")),
                ("x", models.FloatField(blank=True, null=True, verbose_name="measured value")),
                ("state", models.SmallIntegerField(verbose_name="state")),
                ("score", models.FloatField(blank=True, null=True, verbose_name="score")),
                ("band", models.SmallIntegerField(verbose_name="band")),
                ("as_of", models.DateField(verbose_name="as of")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="contractor",
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
            ],
            options={
                "verbose_name": "score about a contractor",
                "verbose_name_plural": "scores about contractors",
                "ordering": ["project", "code", "organisation", "-number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ScoreAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("text", models.TextField(verbose_name="answer")),
                ("answered_at", models.DateTimeField(auto_now_add=True, verbose_name="answered")),
                ("is_late", models.BooleanField(verbose_name="after the time to answer")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not responded to yet"),
                            ("accepted", "Accepted"),
                            ("rejected", "Not accepted"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("response", models.TextField(blank=True, verbose_name="response")),
                (
                    "responded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="responded"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="evidence.document",
                        verbose_name="evidence",
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
                    "responded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="risk.scorenotice",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a score",
                "verbose_name_plural": "answers to scores",
                "ordering": ["notice", "-number"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="riskentry",
            index=models.Index(
                condition=models.Q(("status", "closed"), _negated=True),
                fields=["review_on"],
                name="risk_entry_to_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskentry",
            constraint=models.UniqueConstraint(
                fields=("project", "number"), name="risk_entry_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="riskentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("likelihood__range", (1, 5)),
                    ("impact__range", (1, 5)),
                    ("first_likelihood__range", (1, 5)),
                    ("first_impact__range", (1, 5)),
                ),
                name="risk_entry_on_the_scale",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("codes__len__lte", 20)), name="risk_entry_few_indicators"
            ),
        ),
        migrations.AddConstraint(
            model_name="riskacceptance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_by", models.F("owner")), _negated=True),
                    models.Q(("accepted_by", models.F("entered_by")), _negated=True),
                ),
                name="risk_acceptance_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_by__isnull", True), ("done_on__isnull", True)),
                    models.Q(("done_by__isnull", False), ("done_on__isnull", False)),
                    _connector="OR",
                ),
                name="risk_measure_done_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__range", (0, 100)), ("computed__range", (0, 100))),
                name="risk_override_is_a_score",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("begins_on__isnull", True), ("ends_on__isnull", True)),
                    models.Q(
                        ("ends_on__gte", models.F("begins_on")),
                        (
                            "ends_on__lte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("begins_on"),
                                "+",
                                models.Value(30),
                                output_field=models.DateField(),
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="risk_override_at_most_30_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(
                        models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        models.Q(
                            ("answerable__isnull", True),
                            models.Q(("decided_by", models.F("answerable")), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="risk_override_set_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "set"), _negated=True),
                    models.Q(
                        ("begins_on__isnull", False),
                        ("decided_by__isnull", False),
                        ("ends_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="risk_override_set_has_its_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskoverride",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "asked")),
                fields=("project",),
                name="risk_override_asked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("likelihood__range", (1, 5)), ("impact__range", (1, 5))),
                name="risk_review_on_the_scale",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorenotice",
            constraint=models.UniqueConstraint(
                fields=("project", "organisation", "code", "number"),
                name="score_notice_period_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorenotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_score__range", (0, 100)), ("told_band__range", (0, 4))),
                name="score_notice_told_a_score",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorenotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("band", -1), ("score__isnull", True)),
                    models.Q(("band__range", (0, 4)), ("score__range", (0, 100))),
                    _connector="OR",
                ),
                name="score_notice_score_has_a_band",
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreanswer",
            constraint=models.UniqueConstraint(
                fields=("notice", "number"), name="score_answer_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome", ""),
                        ("responded_at__isnull", True),
                        ("responded_by__isnull", True),
                    ),
                    models.Q(
                        ("outcome__in", ["accepted", "rejected"]),
                        ("responded_at__isnull", False),
                        ("responded_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="score_answer_response_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("responded_by__isnull", True),
                    models.Q(("responded_by", models.F("answered_by")), _negated=True),
                    _connector="OR",
                ),
                name="score_answer_responded_by_another",
            ),
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
