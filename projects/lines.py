"""The line of authorities above a government body."""

from egov_outsource.accounts.models import Organisation


def bodies_below(organisation: Organisation) -> list[int]:
    """The ids of all that stand below it."""
    found: list[int] = []
    level = [organisation.pk]
    while level:
        rows = Organisation.objects.filter(parent__in=level).exclude(pk__in=found)
        level = list(rows.values_list("pk", flat=True))
        found += level
    return found


def authorities_above(organisation: Organisation) -> list[Organisation]:
    """Those above it, the nearest first."""
    found: list[Organisation] = []
    parent = organisation.parent
    while parent is not None and parent not in found:
        found.append(parent)
        parent = parent.parent
    return found


def common_authority(giver: Organisation, taker: Organisation) -> Organisation | None:
    """The nearest body above `giver` that also stands above `taker`, or is it."""
    reach = {taker.pk, *(body.pk for body in authorities_above(taker))}
    return next((body for body in authorities_above(giver) if body.pk in reach), None)
