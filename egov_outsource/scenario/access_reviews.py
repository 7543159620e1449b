"""The access reports of the story's agencies: one that was reviewed, and those that are open."""

from audit.entitlements.actions.confirm_report import confirm_report
from audit.entitlements.actions.draw_up_report import draw_up_report
from audit.entitlements.tasks import draw_up_reports
from egov_outsource.accounts.models import User
from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.clock import do
from egov_outsource.scenario.team import OFFICES

REVIEWED = "2026-07-20"
NOTE = "Looked at everybody; the engineers who left the contractor in June no longer hold anything."


def review_access(cast: Cast) -> None:
    """The leader of the main project's agency reviewed access in July; tonight's reports wait."""
    key = "udb"
    leader = cast.person(OFFICES[key][1])
    report = do(REVIEWED, draw_up_report, cast.agency(key), actor=User.objects.system())
    do(REVIEWED, confirm_report, report, actor=leader, note=NOTE)
    draw_up_reports()
