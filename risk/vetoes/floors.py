"""Which vetoes the facts open; a set of vetoes is a bit mask in the order of the catalogue."""

from collections.abc import Sequence

import numpy as np

from risk.columns import Counts, Flags, Floats, ratio
from risk.facts import Facts
from risk.scoring.vetoes import VETOES, Veto
from risk.vetoes.clearing import Cleared, without_cleared

CHANGE_LIMIT = 0.1
BUILDING, PROSECUTION = 2, 4  # stages
ACCEPTED = 4  # gate
SAME_CONTROL = 2


def triggered(facts: Facts) -> dict[str, Flags]:
    """For each veto that can be read off the facts, where it is open."""
    chosen, done = facts.selection, facts.supervision
    allowed = chosen.contract_value + done.change_approved
    changed = np.abs(ratio(done.change_approved, chosen.contract_value))
    overpaid = done.paid > allowed
    awarded = chosen.awards > 0
    contracted = chosen.clause_weight > 0  # whatever is known of the price
    secured = facts.security
    in_use = (facts.basis.gate >= ACCEPTED) | (facts.basis.stage >= PROSECUTION)
    bids_closed = awarded | (chosen.tender_end < facts.as_of + 1)
    return {
        "V-LATE": chosen.late_awarded_bids > 0,
        "V-DEBAR": chosen.debarred > 0,
        "V-COI": (
            ((chosen.bidder_tie >= SAME_CONTROL) & awarded)
            | ((facts.ties.drafters_bidding > 0) & bids_closed)
            | (facts.ties.evaluations_tied > 0)
        ),
        "V-DATA": (facts.acceptance.data_unreturned > 0) & facts.basis.sensitive,
        "V-OWN": (
            (
                ((chosen.title_clauses_missing > 0) & (facts.basis.stage >= BUILDING))
                | ((facts.acceptance.core_outside > 0) & (facts.basis.gate >= ACCEPTED))
            )
            & facts.basis.native
        ),
        "V-SEC": (
            (in_use & secured.unfiled & facts.basis.native)
            | ~np.isnat(secured.failed_on)
            | (secured.unresolved > 0)
        ),
        "V-ACC": facts.ties.votes_tied > 0,
        "V-DSL40": facts.basis.sensitive & contracted & ~chosen.entrusted & facts.basis.native,
        "V-SUP": done.supervisors_tied > 0,
        "V-RESERVED": (chosen.reserved_lost > 0) & facts.basis.native,
        "V-PAY": overpaid | ((done.paid_uncertified > 0) & facts.basis.native),
        "V-SUB": chosen.undisclosed > 0,
        "V-CHG": changed > CHANGE_LIMIT,
    }


def open_vetoes(facts: Facts, cleared: Sequence[Cleared] = ()) -> tuple[Counts, Floats]:
    """Bit masks of the open vetoes and their highest floors, without what a determination cleared
    for exactly these facts."""
    masks = np.zeros(len(facts), dtype=np.int64)
    floors = np.zeros(len(facts))
    open_at = without_cleared(triggered(facts), facts, cleared)
    for place, veto in enumerate(VETOES):
        if veto.code in open_at:
            masks = masks | (open_at[veto.code].astype(np.int64) << place)
            floors = np.maximum(floors, np.where(open_at[veto.code], veto.floor, 0.0))
    return masks, floors


def vetoes_in(mask: int) -> list[Veto]:
    """The vetoes of a mask, gravest first."""
    return [veto for place, veto in enumerate(VETOES) if mask >> place & 1]
