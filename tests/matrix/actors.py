"""Who asks, in the order of the tables' columns, and what the signs in them mean."""

IN = "+"  # let in: a page, a form, a row, or done
JUDGED = "v"  # heard: the (empty) body or the moment is wrong
REFUSED = "x"  # sees the thing, may not do this
NOTHING = "."  # there is no such thing
SIGN_IN = "s"  # who are you?

OWNERS = (
    "officer",
    "second_officer",
    "leader",
    "finance",
    "security",
    "administrator",
    "authority_leader",
)
ENGAGED = ("project_manager", "engineer", "bid_manager", "supervisor", "assessor", "auditor")
# by consent in a subcontract, by an absence of the leader, by a confirmed emergency
GUESTS = ("subcontractor", "stand_in", "emergency_reader")
STRANGERS = (
    "other_officer",
    "other_leader",
    "rival_manager",
    "rival_bidder",
    "expired_auditor",
    "outsider",
    "operator",
)
NAMES = OWNERS + ENGAGED + GUESTS + STRANGERS
NOBODY = ("anonymous", "inactive")

# what is nobody's alone: lists that start from what one may see, the register, published tenders
EVERYBODYS: dict[str, tuple[str, ...]] = {
    "pages": (
        "health",
        "set_language",
        "profile",
        "sign_out_everywhere",
        "absence",
        "absence_create",
        "organisation",
        "organisation_list",
        "organisation_detail",
        "organisation_change",
        "organisation_register",
        "person_invite",
        "service_account_create",
        "projects:my_work",
        "projects:list",
        "projects:duty_rules",
        "projects:export",
        "projects:register",
        "ownership:grant_reports",
        "bundles:list",
        "bundles:range",
        "selection:tenders",
        "selection:tenders_export",
        "selection:tender",
        "selection:change_tender",
        "selection:publish_tender",
        "selection:cancel_tender",
        "selection:open_bids",
        "selection:award_tender",
        "selection:submit_bid",
        "selection:notices",
        "selection:notice",
        "contractors:list",
        "contractors:export",
        "contractors:register",
        "contractors:detail",
        "contractors:add_qualification",
        "contractors:withdraw_qualification",
        "contractors:record_sanction",
        "contractors:lift_sanction",
        "contractors:record_affiliation",
        "contractors:workspace",
        "audit:log",
        "audit:checkpoint",
        "audit:head",
        "audit:keys",
        "audit:tile",
        "publication:imports",
        "publication:new",
        "reviews:workspace",
        "risk:portfolio",
        "risk:catalogue",
        "risk:indicator",
        "risk:redflags",
        "risk:export_redflags",
        "risk:runs",
        "entitlements:reports",
    ),
    "reads": (
        "GET api-me",
        "GET api-tasks",
        "GET api-risk-indicators",
        "GET api-duty-rules",
        "GET api-organisations-list",
        "GET api-organisations-detail",
        "GET api-memberships-list",
        "GET api-delegations-list",
        "GET api-invitations-list",
        "GET api-service-accounts-list",
        "GET api-tokens-list",
        "GET api-projects-list",
        "GET api-grant-reports-list",
        "GET api-imports-list",
        "GET api-tenders-list",
        "GET api-tenders-detail",
        "GET api-bids-list",
        "GET api-awards-list",
        "GET api-contracts-list",
        "GET api-clauses-list",
        "GET api-contractors-list",
        "GET api-contractors-detail",
        "GET api-qualifications-list",
        "GET api-qualifications-detail",
        "GET api-sanctions-list",
        "GET api-sanctions-detail",
        "GET api-affiliations-list",
        "GET api-affiliations-detail",
        "GET api-log-entries-list",
        "GET api-risk-runs-list",
        "GET api-access-reports-list",
        "GET api-root",
    ),
    "writes": (
        "PATCH api-me",
        "POST api-sign-out-everywhere",
        "POST api-organisations-list",
        "PATCH api-organisations-detail",
        "POST api-delegations-list",
        "POST api-invitations-list",
        "POST api-invitations-accept",
        "POST api-service-accounts-list",
        "POST api-projects-list",
        "POST api-imports-list",
        "PATCH api-tenders-detail",
        "POST api-tenders-award",
        "POST api-tenders-bids",
        "POST api-tenders-cancellation",
        "POST api-contractors-list",
        "POST api-contractors-affiliations",
        "POST api-contractors-qualifications",
        "POST api-contractors-sanctions",
        "POST api-qualifications-withdrawal",
        "POST api-sanctions-lift",
        "POST api-risk-runs-list",
    ),
}
# these show a published tender, and with it whose it is
PUBLISHED = frozenset(
    key
    for keys in EVERYBODYS.values()
    for key in keys
    if "tender" in key or "notice" in key or key == "selection:submit_bid"
)
# what needs no account
PUBLIC = {
    "health": IN,
    "set_language": JUDGED,
    "invitation_accept": NOTHING,
    "audit:checkpoint": IN,
    "audit:head": IN,
    "audit:time_token": NOTHING,
    "audit:keys": IN,
    "audit:tile": IN,
    "audit:checkpoint_sm3": NOTHING,
    "audit:tile_sm3": NOTHING,
    "selection:notices": IN,
    "selection:notice": IN,
    "api-invitations-accept": JUDGED,
}
