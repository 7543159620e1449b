"""The register of contractors: who they are, what they may do, who is tied to whom."""

from datetime import date

from contractors.actions.add_qualification import add_qualification
from contractors.actions.record_affiliation import record_affiliation
from contractors.actions.record_sanction import record_sanction
from contractors.actions.register_contractor import register_contractor
from contractors.models import Contractor
from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.clock import day_of, do
from egov_outsource.scenario.organisations import PARTIES

ENTERED = "2022-02-14"
YEARS = (2009, 2012, 2006, 2014, 2018, 2016, 2011)  # when the firms were founded
INTEGRATION = "Information system integration, grade 2"
SECURITY = "Information security service, level 2"
# firm, title, number, issued, expires; one ends soon, one has ended
QUALIFICATIONS = (
    ("ltc", INTEGRATION, "XZ2-2023-0417", "2023-12-16", "2026-12-15"),
    ("ltc", SECURITY, "SS2-2024-1130", "2024-06-03", "2027-06-02"),
    ("ltc", "Quality management ISO 9001", "Q-88412", "2025-02-10", "2028-02-09"),
    ("xad", INTEGRATION, "XZ2-2024-0098", "2024-03-04", "2027-03-03"),
    ("xad", "Archives digitisation, grade A", "DA-2022-77", "2022-08-01", "2027-07-31"),
    ("cys", "Software maturity CMMI 3", "CM-30127", "2023-05-22", "2026-05-21"),
    ("cys", SECURITY, "SS2-2025-0310", "2025-04-01", "2028-03-31"),
    ("ytg", "Surveying and mapping, grade B", "CH-15-0042", "2024-01-15", "2028-12-31"),
)


def keep_register(cast: Cast) -> None:
    """Procurement keeps the register; a leader enters the debarment that was published."""
    keeper = cast.person("wu")
    entries: dict[str, Contractor] = {}
    firms = [party for party in PARTIES if party.kind == "contractor"]
    for party, year in zip(firms, YEARS, strict=True):
        entries[party.key] = do(
            ENTERED,
            register_contractor,
            cast.of(party.key),
            actor=keeper,
            founded_on=date(year, 4, 1),
            address="Ulanhot, Hinggan League (demo)",
            scope=party.scope,
        )
    for firm, title, number, issued, expires in QUALIFICATIONS:
        do(
            issued,
            add_qualification,
            entries[firm],
            actor=keeper,
            title=title,
            number=number,
            issuer="Invented certification body (demo)",
            issued_on=day_of(issued),
            expires_on=day_of(expires),
        )
    do(
        "2024-01-10",
        record_affiliation,
        cast.of("hsw"),
        actor=keeper,
        other=cast.of("pln"),
        kind="control",
        source="Declaration of the consultant of 8 January 2024",
        since=date(2016, 4, 1),
    )
    do(
        "2025-03-03",
        record_sanction,
        entries["klg"],
        actor=cast.person("zhao"),
        kind="debarment",
        authority="Finance Department (demo)",
        reference="FD-2025-14",
        reason="False certificates in a tender of 2024.",
        starts_on=date(2025, 3, 1),
        ends_on=date(2028, 2, 29),
    )
