"""The 12 clauses that keep government the owner: weight and standard wording of each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Clause:
    """One clause of the catalogue; `is_essential` ones must stand in every contract."""

    code: str
    label: Promise
    weight: int
    wording: str
    is_essential: bool = False


# the wording is part of the contract, not of the interface: it is not translated
_CLAUSES = (
    Clause(
        "data_title",
        _("Data title and ban on other use"),
        4,
        "All data collected, generated or processed under this contract belong to the Agency. "
        "The Contractor uses them only to perform this contract, keeps no copy after its end and "
        "acquires no lien, licence or other right in them.",
        is_essential=True,
    ),
    Clause(
        "foreground_ip",
        _("Intellectual property in what is made"),
        4,
        "Title to everything made under this contract, software, models, documents and designs "
        "included, passes to the Agency when it is made. The Contractor waives every right of "
        "retention.",
        is_essential=True,
    ),
    Clause(
        "source_delivery",
        _("Delivery of source, build scripts and configuration"),
        4,
        "At each milestone the Contractor delivers the complete source, build scripts and "
        "configuration into the Agency's own repository; the Agency must be able to build the "
        "system from them without the Contractor.",
    ),
    Clause(
        "background_licence",
        _("Escrow or perpetual licence for background rights"),
        3,
        "For what the Contractor or others owned before, the Agency receives a perpetual, "
        "irrevocable and transferable licence, or the source is placed in escrow and released "
        "when the Contractor fails or leaves.",
    ),
    Clause(
        "documentation",
        _("Documentation"),
        2,
        "The Contractor delivers and keeps current the documentation that a competent third "
        "party needs to operate, maintain and develop the system.",
    ),
    Clause(
        "exit_transition",
        _("Exit and transition"),
        3,
        "Within 90 days after signature the Contractor delivers an exit plan, tested each year. "
        "It continues to serve for up to 6 months after the end at the contract's prices.",
    ),
    Clause(
        "audit_access",
        _("Audit and access right"),
        3,
        "The Agency, its supervisor and its auditors may inspect premises, systems, records and "
        "costs of the Contractor and its subcontractors that concern this contract.",
    ),
    Clause(
        "security",
        _("Security, confidentiality, incident duty, vetting"),
        3,
        "The Contractor meets the protection level that the Agency set, keeps secrets beyond the "
        "end of the contract, reports incidents within the set hours and deploys vetted "
        "personnel only.",
    ),
    Clause(
        "subcontract_consent",
        _("Consent to subcontracts"),
        2,
        "Only listed parts may be subcontracted, within the agreed cap and with the Agency's "
        "prior written consent; the duties of this contract flow down. No losing bidder is "
        "engaged without consent.",
    ),
    Clause(
        "key_personnel",
        _("Key personnel"),
        2,
        "The named key personnel stay on the project; replacement needs the Agency's consent and "
        "an equal qualification.",
    ),
    Clause(
        "step_in",
        _("Step-in"),
        2,
        "When a service is in danger the Agency, or whom it appoints, may take over performance "
        "at the Contractor's cost until the danger has passed.",
    ),
    Clause(
        "change_price",
        _("Changes and prices"),
        2,
        "Changes are valid only when decided by the Agency, at the unit prices of the contract, "
        "within the agreed index and the agreed cap.",
    ),
)
CLAUSES: dict[str, Clause] = {clause.code: clause for clause in _CLAUSES}
TOTAL_WEIGHT = sum(clause.weight for clause in _CLAUSES)
ESSENTIAL = frozenset(clause.code for clause in _CLAUSES if clause.is_essential)
