"""Guards: what is published never changes; and the first version, as the platform was designed."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import migrations

FORWARD = """
CREATE FUNCTION risk_guard_model_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'SOD-12: a version of the risk model is withdrawn, never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status <> 'draft' THEN
        RAISE EXCEPTION 'SOD-12: a published or withdrawn version of the risk model never changes'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.drafted_by_id, NEW.drafted_at, NEW.authority_id)
       IS DISTINCT FROM (OLD.drafted_by_id, OLD.drafted_at, OLD.authority_id) THEN
        RAISE EXCEPTION 'SOD-12: who drafted a version of the risk model stays its author'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_model_version BEFORE UPDATE OR DELETE ON risk_modelversion
    FOR EACH ROW EXECUTE FUNCTION risk_guard_model_version();

CREATE FUNCTION risk_guard_judgement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    versions bigint[];
BEGIN
    IF TG_OP <> 'INSERT' THEN versions := array_append(versions, OLD.model_id); END IF;
    IF TG_OP <> 'DELETE' THEN versions := array_append(versions, NEW.model_id); END IF;
    IF EXISTS (SELECT 1 FROM risk_modelversion
               WHERE id = ANY(versions) AND status <> 'draft') THEN
        RAISE EXCEPTION 'SOD-12: judgements of a published version of the risk model never change'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_judgement BEFORE INSERT OR UPDATE OR DELETE ON risk_dimensionjudgement
    FOR EACH ROW EXECUTE FUNCTION risk_guard_judgement();

CREATE FUNCTION risk_guard_model() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'SOD-12: the model under which results were computed never changes'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER guard_model BEFORE UPDATE ON risk_riskmodel
    FOR EACH ROW EXECUTE FUNCTION risk_guard_model();
"""

BACKWARD = """
DROP TRIGGER guard_model ON risk_riskmodel;
DROP FUNCTION risk_guard_model();
DROP TRIGGER guard_judgement ON risk_dimensionjudgement;
DROP FUNCTION risk_guard_judgement();
DROP TRIGGER guard_model_version ON risk_modelversion;
DROP FUNCTION risk_guard_model_version();
"""

BEGIN = datetime(2000, 1, 1, tzinfo=UTC)
PARAMETERS = {
    "version": "1.0.0",
    "facet_power": 4,
    "dimension_power": 2,
    "project_power": 2,
    "flag_strength": 0.8,
    "guard_gap": 20.0,
    "guard_coverage": 0.5,
    "band_coverage": 0.6,
    "band_edges": [20.0, 40.0, 60.0, 80.0],
    "band_margin": 3.0,
    "low_ceiling": 40.0,
    "dimension_weights": [0.122, 0.3084, 0.2136, 0.1119, 0.2441],
    "relevance": [
        [1.0, 0.5, 0.0, 0.0, 0.0],
        [0.6, 1.0, 0.2, 0.0, 0.0],
        [0.3, 0.6, 1.6, 0.3, 0.2],
        [0.2, 0.4, 0.8, 2.0, 0.5],
        [0.1, 0.4, 0.5, 0.4, 1.6],
    ],
}
JUDGEMENTS = [-2, -2, 1, -2, 2, 3, 1, 2, 1, -2]  # P:M, P:S, P:A, P:X, M:S, M:A, M:X, S:A, S:X, A:X


def publish_first(apps: Any, schema_editor: Any) -> None:
    version = apps.get_model("risk", "ModelVersion").objects.create(
        semver="1.0.0",
        reasons=(
            "The first version: parameters and judgements of the platform's design."
            " 首个版本：平台设计给定的参数与判断。"
        ),
        parameters=PARAMETERS,
        drafted_at=BEGIN,
    )
    apps.get_model("risk", "DimensionJudgement").objects.create(
        model=version,
        judge="Design of the platform",
        judge_zh="平台设计",
        standing="",
        values=JUDGEMENTS,
        entered_at=BEGIN,
    )
    version.status, version.approved_at = "published", BEGIN
    version.valid_from = date(2000, 1, 1)
    version.save()


def remove_all(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DELETE FROM risk_dimensionjudgement; DELETE FROM risk_modelversion")


class Migration(migrations.Migration):
    dependencies = [("risk", "0002_model_versions")]

    operations = [
        migrations.RunPython(publish_first, remove_all),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
