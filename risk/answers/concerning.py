"""Which scores are about a contractor's own doing, and therefore shown to it and answered by it.

What government or a supervisor decides (change control, payments, coverage, enforcement, benefits)
is not about the contractor, nor is anything from the time of bidding: those values would tell of
other bidders.
"""

ABOUT_CONTRACTOR = frozenset(
    {
        "S-01",  # schedule
        "S-02",  # cost
        "S-03",  # forecast
        "S-04",  # milestones
        "S-05",  # defects past their time
        "S-14",  # vulnerabilities not closed
        "S-15",  # security incidents
        "S-17",  # subcontracting
        "S-18",  # its privileged accounts
        "S-19",  # custody of data
        "A-04",  # conditions of acceptance not met in time
        "A-07",  # assets not handed over
        "X-01",  # service below the agreed level
    }
)
# about one firm alone: where several hold contracts, it would tell each of the others
ABOUT_ONE_FIRM = frozenset({"M-24"})


def concerns(code: str, *, firms: int = 1) -> bool:
    """Whether the score `code` is about the contractor, where so many firms hold contracts."""
    return code in ABOUT_CONTRACTOR or (firms == 1 and code in ABOUT_ONE_FIRM)
