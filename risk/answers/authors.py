"""Who in government wrote down the facts behind a score about a contractor: they do not decide
what becomes of its answer."""

from contractors.models import Rating
from projects.acceptance.models import Condition
from projects.supervision.models import Finding, StatusReport
from risk.models import ScoreNotice

REPORTED = frozenset({"S-01", "S-02", "S-03"})


def authors_of(notice: ScoreNotice) -> set[int]:
    """The people whose ratings, decisions, findings or verifications the score comes from."""
    mine = {"project": notice.project_id}
    if notice.code == "M-24":
        ratings = Rating.objects.filter(organisation=notice.organisation_id)
        return set(ratings.values_list("rated_by", flat=True))
    if notice.code == "A-04":
        decided = Condition.objects.filter(**mine)
        return set(decided.values_list("decision__decided_by", flat=True))
    if notice.code == "S-05":
        raised = Finding.objects.filter(**mine, addressee=notice.organisation_id)
        return set(raised.values_list("raised_by", flat=True))
    if notice.code in REPORTED:
        reports = StatusReport.objects.filter(**mine, verified_by__isnull=False)
        return {pk for pk in reports.values_list("verified_by", flat=True) if pk is not None}
    return set()
