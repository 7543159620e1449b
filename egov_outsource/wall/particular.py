# ruff: noqa: S608 - what is put together here are names of our own tables, nothing that was typed
"""Nouns whose rows are met by rules of their own, as their `visible_to` has them; and all."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from egov_outsource.wall.policies import (
    GOVERNMENT,
    MINE,
    Policy,
    any_of,
    holding,
    inherited,
    is_outside,
    is_scoped,
    on_agency,
    own,
    published,
    scoped,
    within_reach,
)
from egov_outsource.wall.views import VIEWER

AGENCIES = "(SELECT agency_id FROM wall_agency)"
# only government decides these; nobody else writes them, whatever an action thinks
RESERVED = (
    "projects.Allocation",
    "selection.ModeDecision",
    "selection.Award",
    "acceptance.AcceptanceDecision",
    "prosecution.Remedy",
    "lifecycle.GateReview",
    "lifecycle.Waiver",
)


def every_policy() -> Iterator[Policy]:
    """One for each table behind the wall."""
    for _model, policy in decided():
        if policy is not None:
            yield policy


def undecided() -> list[str]:
    """Tables that stand neither behind the wall nor outside it: nobody has any privilege there."""
    return [model._meta.label for model, policy in decided() if policy is None]


def decided() -> Iterator[tuple[type[Model], Policy | None]]:
    """Every table that does not stand outside, with its policy."""
    special = {policy.table: policy for policy in particular()}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model._meta.proxy or not model._meta.managed or is_outside(model):
            continue
        known = special.get(table)
        yield model, known or (scoped(model) if is_scoped(model) else inherited(model))


def particular() -> Iterator[Policy]:
    """The nouns with rules of their own."""
    for label in RESERVED:
        policy = scoped(apps.get_model(label))
        yield Policy(policy.table, policy.reads, f"{GOVERNMENT} AND {policy.writes}")
    yield _projects()
    yield from _tenders()
    yield _bids()
    yield _contracts()
    yield _engagements()
    yield _subcontracts()
    yield from _grants()
    yield _reports_of_grants()
    yield _access_reports()
    yield _bundles()
    yield from _log()
    yield _ratings()
    yield from _register()
    yield from _audits()
    yield from _imports()
    yield _jobs()
    yield _standings()


def _noun(label: str) -> tuple[type[Model], str]:
    model = apps.get_model(label)
    return model, model._meta.db_table


def _projects() -> Policy:
    owned = on_agency("view_project", "owner_id")
    taking_part = "id IN (SELECT project_id FROM wall_project)"
    reads = any_of(owned, taking_part, published("projects_project.id"))
    return Policy("projects_project", reads, f"{GOVERNMENT} AND owner_id IN {AGENCIES}")


def _tenders() -> Iterator[Policy]:
    """What is published is everybody's, with its criteria."""
    tender = scoped(apps.get_model("selection.Tender"))
    yield Policy(tender.table, any_of(tender.reads, "published_at IS NOT NULL"), tender.writes)
    criterion = scoped(apps.get_model("selection.EvaluationCriterion"))
    is_public = "tender_id IN (SELECT tender_id FROM wall_published)"
    yield Policy(criterion.table, any_of(criterion.reads, is_public), criterion.writes)


def _bids() -> Policy:
    """Sealed until they are opened, but for their bidder; who bids comes from outside."""
    bid, table = _noun("selection.Bid")
    opened = f"EXISTS (SELECT FROM wall_opened o WHERE o.tender_id = {table}.tender_id)"
    seen = f"{opened} AND {holding('view_bids', f'{table}.project_id')}"
    offered = f"bidder_id IN {MINE} AND {published(f'{table}.project_id')}"
    writes = any_of(within_reach(f"{table}.project_id"), offered)
    return Policy(table, any_of(seen, own(bid, table)), writes)


def _contracts() -> Policy:
    """Changes, reports and milestones name their contract to whoever sees them."""
    policy = scoped(apps.get_model("selection.Contract"))
    beside = holding("view_supervision", f"{policy.table}.project_id")
    return Policy(policy.table, any_of(policy.reads, beside), policy.writes)


def _engagements() -> Policy:
    """Parties are known to each other; who bids is known to itself."""
    engagement, table = _noun("projects.Engagement")
    parties = f"capacity <> 'bidder' AND {holding('view_project', f'{table}.project_id')}"
    bids = f"capacity = 'bidder' AND organisation_id IN {MINE}"
    offered = f"{bids} AND {published(f'{table}.project_id')}"
    writes = any_of(within_reach(f"{table}.project_id"), offered)
    return Policy(table, any_of(parties, own(engagement, table)), writes)


def _subcontracts() -> Policy:
    """Both of its parties read one."""
    model, table = _noun("projects.Subcontract")
    policy = scoped(model)
    return Policy(table, any_of(policy.reads, own(model, table, "organisation")), policy.writes)


def _grants() -> Iterator[Policy]:
    """Derived by the platform: nobody acts on them."""
    mine = f"user_id = {VIEWER}"
    yield Policy(
        "projects_agencygrant", any_of(mine, f"content_object_id IN {AGENCIES}"), writes=""
    )
    reach = within_reach("projects_projectgrant.content_object_id")
    yield Policy("projects_projectgrant", any_of(mine, reach), writes="")


def _access_reports() -> Policy:
    """For those who answer for access in the agency; its reviewers confirm."""
    mine = "agency_id IN (SELECT organisation_id FROM wall_mine WHERE role IN ({}))"
    reads = mine.format("'leader', 'records', 'administrator'")
    writes = mine.format("'leader', 'records'")
    return Policy("entitlements_accessreport", reads, f"{GOVERNMENT} AND {writes}")


def _bundles() -> Policy:
    """Each is for the person who asked, as long as the trail of the project is theirs to see."""
    bundle = scoped(apps.get_model("bundles.Bundle"))
    reads = f"requested_by_id = {VIEWER} AND ({bundle.reads})"
    return Policy(bundle.table, reads, bundle.writes)


def _reports_of_grants() -> Policy:
    """For those who administer the agency or read its trail."""
    administered = "SELECT organisation_id FROM wall_mine WHERE role = 'administrator'"
    reads = any_of(on_agency("view_trail", "agency_id"), f"agency_id IN ({administered})")
    writes = any_of(f"agency_id IN {AGENCIES}", f"agency_id IN {MINE}")
    return Policy("projects_grantreport", reads, f"{GOVERNMENT} AND ({writes})")


def _log() -> Iterator[Policy]:
    """Entries under seal name no project: only their actor meets them."""
    trail = holding("view_trail", "audit_entry.project_id")
    reads = any_of(f"actor_id = {VIEWER}", on_agency("view_trail", "owner_id"), trail)
    yield Policy("audit_entry", reads, writes="true")
    for table in ("audit_disclosure", "audit_erasure"):
        yield Policy(table, "entry_id IN (SELECT id FROM audit_entry)", writes="true")


def _ratings() -> Policy:
    rating = scoped(apps.get_model("contractors.Rating"))
    judged = holding("view_prosecution", f"{rating.table}.project_id")
    final = f"status = 'final' AND {GOVERNMENT}"
    told = f"status <> 'draft' AND organisation_id IN {MINE}"
    return Policy(rating.table, any_of(judged, final, told), rating.writes)


def _register() -> Iterator[Policy]:
    """Government reads the register of contractors, a contractor what concerns it."""
    mine = f"organisation_id IN {MINE}"
    firm = f"contractor_id IN (SELECT id FROM contractors_contractor WHERE {mine})"
    for label, concerns, writes in (
        ("Contractor", mine, any_of(GOVERNMENT, mine)),
        ("Affiliation", mine, any_of(GOVERNMENT, mine)),
        ("Qualification", firm, any_of(GOVERNMENT, firm)),
        ("Sanction", firm, GOVERNMENT),
    ):
        table = _noun(f"contractors.{label}")[1]
        yield Policy(table, any_of(GOVERNMENT, concerns), writes)


def _audits() -> Iterator[Policy]:
    """Drafts, samples and papers are their auditor's; who has to answer sees of which review."""
    finding = scoped(apps.get_model("reviews.AuditFinding"))
    shown = any_of(f"organisation_id IN {MINE}", "issued_at IS NOT NULL")
    yield Policy(finding.table, f"({finding.reads}) AND ({shown})", finding.writes)
    question = scoped(apps.get_model("reviews.Question"))
    shown = any_of(f"organisation_id IN {MINE}", "asked_at IS NOT NULL")
    yield Policy(question.table, f"({question.reads}) AND ({shown})", question.writes)
    for label in ("Sample", "SampleItem", "Workpaper"):
        own_paper = scoped(apps.get_model(f"reviews.{label}"))
        reads = f"({own_paper.reads}) AND organisation_id IN {MINE}"
        yield Policy(own_paper.table, reads, f"({own_paper.writes}) AND organisation_id IN {MINE}")
    review = scoped(apps.get_model("reviews.Review"))
    named = (
        f"EXISTS (SELECT FROM {table} f WHERE f.review_id = {review.table}.id)"
        for table in (finding.table, question.table)
    )
    yield Policy(review.table, any_of(review.reads, *named), review.writes)


def _imports() -> Iterator[Policy]:
    reads = any_of(on_agency("import_data", "owner_id"), on_agency("view_trail", "owner_id"))
    for label in ("ImportRun", "SourceRelease"):
        yield Policy(_noun(f"publication.{label}")[1], reads, f"owner_id IN {AGENCIES}")


def _jobs() -> Policy:
    """Who asked, and whoever sees the risk of the project that it is about."""
    table = _noun("jobs.Job")[1]
    mine = f"asked_by_id = {VIEWER}"
    about = f"{table}.project_id"
    reads = any_of(mine, holding("view_risk", about))
    return Policy(table, reads, any_of(mine, within_reach(about)))


def _standings() -> Policy:
    """Who sees the risk of all projects of the agency; only the platform writes them."""
    return Policy("risk_agencystanding", on_agency("view_risk", "agency_id"), "")
