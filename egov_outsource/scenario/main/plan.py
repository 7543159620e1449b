"""What the plan of the platform says."""

TEXTS = {
    "current_state": "Eleven systems of five bureaus serve residents separately; each has its own "
    "accounts and data centre room. Running them cost 6.1 million yuan in 2023.",
    "demand": "In 2023 the hotline took 18 400 complaints about being sent from window to window. "
    "A resident visits 2.7 offices for an average application; 64 % of the papers asked for are "
    "already held by another bureau.",
    "policy_basis": "National guidance on integrated government service, the league's digital "
    "government plan 2023-2027, and the city's decision of 12 December 2023.",
    "objectives": "Seven measurable objectives: fewer visits, shorter processing, one application "
    "form, shared data, satisfied users, lower running cost, and people who can run the platform.",
    "functional_scope": "Twelve areas from the portal to the operations console. First the portal, "
    "identity and applications; the dashboard and reports come last if time or money is short.",
    "quality_requirements": "Availability 99.9 % a month, answers within two seconds under load, "
    "WCAG 2.2 AA, restore within two hours, protection level 3.",
    "architecture": "Services on the government cloud behind one gateway; data stay with their "
    "bureau and are shared through the exchange. Eight interfaces, each with a named owner; the "
    "one with the housing fund is still to be agreed.",
    "milestones": "Requirements in November 2024, first release in spring 2025, complete build by "
    "29 August 2025, trial run in autumn, final acceptance in winter.",
    "budget": "25.80 million yuan: 22.20 for building with reserve, 2.60 for three years of "
    "operation, 1.00 for supervision and assessment. Comparable platforms: median 29.32 million.",
    "reuse": "22 % of the functions overlap with the housing-fund portal; its appointment module "
    "is taken over, its accounts are replaced by the unified identity.",
    "organisation": "The deputy mayor leads; Zhao Weidong decides for the bureau; Bao Lin is "
    "responsible day to day; five bureaus name a representative each.",
    "funding": "City budget 2024 to 2026. If 2025 is cut, the dashboard and the reports wait.",
    "security": "Personal data of 290 000 residents: protection level 3, filing before the trial "
    "run, yearly assessment by an independent body, no data outside the government cloud.",
    "staffing": "Four people of the bureau steer the project; two operators are trained and "
    "certified before final acceptance.",
    "evaluation": "Half a year and one year after the start, then yearly: visits, days, cost and "
    "satisfaction against the baseline; results go to the league and are published.",
    "improvement": "Every quarter the bureau orders findings, complaints and new needs by benefit; "
    "changes go through change control.",
}
# title, measure, unit, baseline, target, method, owner, weight
OBJECTIVES = (
    (
        "Fewer visits",
        "Visits to offices per application",
        "visits",
        2.7,
        1.2,
        "Sample of 400 applications a half-year",
        "Bao Lin",
        3,
    ),
    (
        "Shorter processing",
        "Days from application to decision",
        "days",
        11.5,
        6,
        "All applications, median",
        "Bao Lin",
        3,
    ),
    (
        "One form",
        "Applications that ask for nothing government already holds",
        "%",
        36,
        85,
        "All applications of a month",
        "Sun Lei",
        2,
    ),
    (
        "Shared data",
        "Data sets shared between bureaus",
        "sets",
        24,
        120,
        "Catalogue of the exchange",
        "Sun Lei",
        2,
    ),
    (
        "Satisfied users",
        "Share of users who rate 4 or 5 of 5",
        "%",
        71,
        90,
        "Survey, at least 500 answers",
        "Wu Xiaomei",
        2,
    ),
    (
        "Lower running cost",
        "Running cost of the systems replaced",
        "million yuan a year",
        6.1,
        4.2,
        "Accounts of the bureaus",
        "Liu Yun",
        2,
    ),
    ("People who can run it", "", "", None, None, "", "", 1),
)
ATTESTED = {
    "reviewers": "Five departments were invited on 20 February; four answered, and three reviewers "
    "outside the bureau rated the plan.",
    "entrustment": "The approval under article 40 of the Data Security Law was begun on 18 March.",
    "drafters": "Huashe Consulting drafted two items and twelve requirements; it and its affiliate "
    "Huashe Software are barred from bidding.",
    "reuse": "Overlap of 0.22 with the housing-fund portal found on 15 March; its appointment "
    "module is taken over.",
    "reserve": "The reserve covers the 80th percentile of comparable platforms.",
}
