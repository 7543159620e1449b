"""The key that signs can be changed: by two people, announced, with sizes that bound each key."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
DROP TRIGGER only_grows ON audit_logkey;
CREATE FUNCTION audit_key_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR
       (NEW.id, NEW.tree, NEW.origin, NEW.number, NEW.vkey, NEW.since, NEW.first_size)
       IS DISTINCT FROM
       (OLD.id, OLD.tree, OLD.origin, OLD.number, OLD.vkey, OLD.since, OLD.first_size) THEN
        RAISE EXCEPTION 'INV-11: a key of the log only grows old: it ends once and is not edited'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE UPDATE ON audit_logkey
    FOR EACH ROW EXECUTE FUNCTION audit_key_ends_once();
CREATE TRIGGER only_grows BEFORE DELETE ON audit_logkey
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION audit_key_change_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.tree, NEW.reason, NEW.hand_over_days, NEW.proposed_by_id, NEW.proposed_at)
       IS DISTINCT FROM
       (OLD.id, OLD.tree, OLD.reason, OLD.hand_over_days, OLD.proposed_by_id, OLD.proposed_at)
       OR (OLD.state, NEW.state) NOT IN (
           ('proposed', 'approved'), ('proposed', 'dropped'), ('approved', 'dropped'),
           ('approved', 'announced'), ('announced', 'done'))
       OR (NEW.state NOT IN ('approved', 'dropped') AND
           (NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM
           (OLD.decided_by_id, OLD.decided_at))
       OR (NEW.state = 'done' AND
           (NEW.key_id, NEW.ends_at) IS DISTINCT FROM (OLD.key_id, OLD.ends_at)) THEN
        RAISE EXCEPTION 'INV-11: a change of the key goes on step by step and is not edited'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER goes_on BEFORE UPDATE ON audit_keychange
    FOR EACH ROW EXECUTE FUNCTION audit_key_change_goes_on();
CREATE TRIGGER never_deleted BEFORE DELETE ON audit_keychange
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_keychange
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""
# keys that are there from before the way back are counted again; sizes of older ones are forgotten
NUMBERED = """
ALTER TABLE audit_logkey DISABLE TRIGGER only_grows;
UPDATE audit_logkey SET number = counted.place
FROM (SELECT id, row_number() OVER (PARTITION BY tree ORDER BY id) AS place
      FROM audit_logkey) AS counted
WHERE counted.id = audit_logkey.id AND counted.place > 1;
ALTER TABLE audit_logkey ENABLE TRIGGER only_grows;
"""
UNDO = """
DROP TRIGGER never_truncated ON audit_keychange;
DROP TRIGGER never_deleted ON audit_keychange;
DROP TRIGGER goes_on ON audit_keychange;
DROP FUNCTION audit_key_change_goes_on();
DROP TRIGGER only_grows ON audit_logkey;
DROP TRIGGER ends_once ON audit_logkey;
DROP FUNCTION audit_key_ends_once();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON audit_logkey
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_outside"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tree",
                    models.CharField(
                        choices=[("sha256", "SHA-256"), ("sm3", "SM3")],
                        default="sha256",
                        max_length=10,
                        verbose_name="tree",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "hand_over_days",
                    models.PositiveSmallIntegerField(verbose_name="days in which both keys sign"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("approved", "approved"),
                            ("announced", "both keys sign"),
                            ("done", "the new key signs alone"),
                            ("dropped", "dropped"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="both sign until")),
            ],
            options={
                "verbose_name": "change of the log's key",
                "verbose_name_plural": "changes of the log's key",
                "ordering": ["-proposed_at"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="logkey",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="logkey",
            name="first_size",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="logkey",
            name="last_size",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="logkey",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.RunSQL(NUMBERED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="logkey",
            constraint=models.UniqueConstraint(
                fields=("tree", "number"), name="log_key_once_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="logkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("last_size", None)),
                    models.Q(
                        ("ended_at__gte", models.F("since")),
                        ("last_size__gte", models.F("first_size")),
                    ),
                    _connector="OR",
                ),
                name="log_key_ends_after_it_began",
            ),
        ),
        migrations.AddField(
            model_name="keychange",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="keychange",
            name="key",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="brought_by",
                to="audit.logkey",
            ),
        ),
        migrations.AddField(
            model_name="keychange",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="keychange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "approved", "announced"])),
                fields=("tree",),
                name="key_change_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="keychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("hand_over_days__lte", 366)), name="key_change_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="keychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "proposed")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("state", "dropped"),
                    ),
                    models.Q(
                        ("state__in", ["approved", "announced", "done"]),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="key_change_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="keychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ends_at__isnull", False),
                        ("key__isnull", False),
                        ("state__in", ["announced", "done"]),
                    ),
                    models.Q(
                        ("ends_at", None),
                        ("key", None),
                        ("state__in", ["proposed", "approved", "dropped"]),
                    ),
                    _connector="OR",
                ),
                name="key_change_has_its_key",
            ),
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
