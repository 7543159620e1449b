"""Fields and states by whitelist, pinned evidence, and who settles: kept by the database."""

import json
from collections.abc import Iterator

from django.db import migrations

STEP = ["status", "version"]
ANSWER = [
    *STEP,
    "response",
    "agreement",
    "planned_measure",
    "measure_due",
    "responded_by_id",
    "responded_at",
    "return_reason",
]
JUDGEMENT = [*STEP, "return_reason", "resolution", "resolved_by_id", "resolved_at"]
ENDING = [*STEP, "closed_at", "conclusion", "summary"]
TESTING = [*STEP, "note", "workpaper_id", "tested_by_id", "tested_at"]
# table: (columns by state, following states by state), as the code had them on the day
PROTOCOLS = {
    "reviews_review": (
        {
            "announced": [
                *ENDING,
                *("title", "plan", "scope", "criteria"),
                *("period_start", "period_end", "plan_version", "begun_at"),
            ],
            "under_way": ENDING,
        },
        {"announced": ["under_way", "closed"], "under_way": ["closed"]},
    ),
    "reviews_question": (
        {
            "draft": [
                *STEP,
                *("title", "text", "due", "addressee_id", "follows_id", "number", "asked_at"),
            ],
            "asked": [*STEP, "answer", "answered_by_id", "answered_at"],
        },
        {"draft": ["asked", "withdrawn"], "asked": ["answered"]},
    ),
    "reviews_auditfinding": (
        {
            "draft": [
                *STEP,
                *("title", "category", "severity", "criterion", "condition", "cause", "effect"),
                *("recommendation", "due", "addressee_id", "payment_id", "number", "issued_at"),
                "resolution",
            ],
            "issued": ANSWER,
            "answered": JUDGEMENT,
            "returned": ANSWER,
            "reported": JUDGEMENT,
            "report_back": JUDGEMENT,
        },
        {
            "draft": ["issued", "withdrawn"],
            "issued": ["answered"],
            "answered": ["returned", "reported", "resolved", "accepted_risk"],
            "returned": ["answered"],
            "reported": ["report_back", "resolved", "accepted_risk"],
            "report_back": ["reported", "accepted_risk"],
        },
    ),
    "reviews_eliminationreport": (
        {"submitted": ["status", "judged_by_id", "judged_at", "return_reason"]},
        {"submitted": ["accepted", "returned"]},
    ),
    "reviews_sampleitem": (
        dict.fromkeys(["pending", "tested", "exception", "missing"], TESTING),
        {
            "pending": ["tested", "exception", "missing"],
            "tested": ["exception", "missing"],
            "exception": ["tested", "missing"],
            "missing": ["tested", "exception"],
        },
    ),
    "reviews_workpaper": (
        {"working": [*STEP, "title", "text", "finding_id", "finished_by_id", "finished_at"]},
        {"working": ["finished"]},
    ),
}
FROZEN = ("reviews_planversion", "reviews_sample")
# table, column of the row above, that row's table, states in which rows come and go
ATTACHED: tuple[tuple[str, str, str, list[str], list[str]], ...] = (
    ("reviews_question_evidence", "question_id", "reviews_question", ["draft"], ["draft"]),
    ("reviews_question_answer_evidence", "question_id", "reviews_question", ["asked"], []),
    (
        "reviews_eliminationreport_evidence",
        "eliminationreport_id",
        "reviews_eliminationreport",
        ["submitted"],
        [],
    ),
    ("reviews_workpaper_evidence", "workpaper_id", "reviews_workpaper", ["working"], ["working"]),
    ("reviews_review_team", "review_id", "reviews_review", ["announced"], ["announced"]),
)
FUNCTIONS = """
CREATE FUNCTION reviews_guard_fields() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    allowed jsonb := coalesce(TG_ARGV[0]::jsonb -> OLD.status::text, '[]'::jsonb);
    ways jsonb := coalesce(TG_ARGV[1]::jsonb -> OLD.status::text, '[]'::jsonb);
    before jsonb := to_jsonb(OLD);
    wrong text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: audit work is never deleted' USING ERRCODE = 'check_violation';
    END IF;
    SELECT n.key INTO wrong FROM jsonb_each(to_jsonb(NEW)) n
        WHERE n.value IS DISTINCT FROM before -> n.key AND NOT allowed ? n.key LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'INV-4: nobody edits % of %, which is %', wrong, TG_TABLE_NAME, OLD.status
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status <> OLD.status AND NOT ways ? NEW.status::text THEN
        RAISE EXCEPTION 'INV-4: % does not follow % of %', NEW.status, OLD.status, TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION reviews_guard_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'INV-6: % is written once', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE FUNCTION reviews_guard_attached() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    states jsonb := CASE WHEN TG_OP = 'INSERT' THEN TG_ARGV[2] ELSE TG_ARGV[3] END;
    state text;
BEGIN
    EXECUTE format('SELECT status FROM %I WHERE id = $1', TG_ARGV[1]) INTO state
        USING (changed ->> TG_ARGV[0])::bigint;
    IF NOT states ? state THEN
        RAISE EXCEPTION 'INV-4: nobody edits %, what it belongs to is %', TG_TABLE_NAME, state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION reviews_guard_issue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM reviews_auditfinding_evidence e JOIN evidence_document d ON d.id = e.document_id
        WHERE e.auditfinding_id = NEW.id AND e.sha256 <> d.sha256
    ) THEN
        RAISE EXCEPTION 'INV-4: evidence of an issued finding is pinned by its digest'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION reviews_guard_settling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.resolved_by_id IS NULL OR NOT EXISTS (
        SELECT FROM accounts_membership m JOIN accounts_organisation o ON o.id = m.organisation_id
        WHERE m.user_id = NEW.resolved_by_id AND m.organisation_id = NEW.organisation_id
            AND o.kind <> 'government' AND m.valid_from <= NEW.resolved_at
            AND (m.valid_to IS NULL OR m.valid_to > NEW.resolved_at)
    ) OR EXISTS (
        SELECT FROM accounts_membership m JOIN accounts_organisation o ON o.id = m.organisation_id
        WHERE m.user_id = NEW.resolved_by_id AND m.valid_from <= NEW.resolved_at
            AND (m.valid_to IS NULL OR m.valid_to > NEW.resolved_at)
            AND (o.kind = 'government' OR m.organisation_id = NEW.addressee_id)
    ) THEN
        RAISE EXCEPTION 'SOD-9: only its auditors settle a finding, never the audited'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_issue AFTER UPDATE ON reviews_auditfinding FOR EACH ROW
    WHEN (OLD.issued_at IS NULL AND NEW.issued_at IS NOT NULL)
    EXECUTE FUNCTION reviews_guard_issue();
CREATE TRIGGER guard_settling AFTER UPDATE ON reviews_auditfinding FOR EACH ROW
    WHEN (NEW.status IN ('resolved', 'accepted_risk') AND OLD.status <> NEW.status)
    EXECUTE FUNCTION reviews_guard_settling();
"""
DROPPED = """
DROP TRIGGER guard_settling ON reviews_auditfinding;
DROP TRIGGER guard_issue ON reviews_auditfinding;
DROP FUNCTION reviews_guard_settling();
DROP FUNCTION reviews_guard_issue();
DROP FUNCTION reviews_guard_attached();
DROP FUNCTION reviews_guard_frozen();
DROP FUNCTION reviews_guard_fields();
"""


def quoted(value: object) -> str:
    """A literal of JSON; nothing of it was typed by anybody."""
    return f"'{json.dumps(value)}'"


def trigger(name: str, when: str, table: str, function: str, given: str) -> tuple[str, str]:
    """A statement, and what takes it back."""
    each = f"FOR EACH ROW EXECUTE FUNCTION reviews_guard_{function}({given})"
    return (
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} {each}",
        f"DROP TRIGGER {name} ON {table}",
    )


def triggers() -> Iterator[tuple[str, str]]:
    """One for each table."""
    for table, (fields, ways) in PROTOCOLS.items():
        given = f"{quoted(fields)}, {quoted(ways)}"
        yield trigger("guard_fields", "UPDATE OR DELETE", table, "fields", given)
    for table in FROZEN:
        yield trigger("guard_frozen", "UPDATE OR DELETE", table, "frozen", "")
    for table, column, above, comes, goes in ATTACHED:
        given = f"'{column}', '{above}', {quoted(comes)}, {quoted(goes)}"
        yield trigger("guard_attached", "INSERT OR UPDATE OR DELETE", table, "attached", given)


class Migration(migrations.Migration):
    """Triggers on everything that an audit writes."""

    dependencies = [("reviews", "0007_whole_protocol")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROPPED),
        *(migrations.RunSQL(forward, backward) for forward, backward in triggers()),
    ]
