"""The plan of a project as a whole: its sixteen items, begun together, open until its gate."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.access import Decision
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden, NotReady
from projects.concurrency import locked
from projects.models import Project
from projects.planning.contents import CONTENTS, Heading
from projects.planning.models import PlanItem
from projects.rights import Right

STALE = _("Somebody else saved this after you opened it. Compare, then save again.")


@dataclass(frozen=True)
class Section:
    """A heading with its items, in order."""

    heading: Heading
    items: list[PlanItem]

    @property
    def settled(self) -> int:
        """How many of them are approved or do not apply."""
        return sum(item.is_settled for item in self.items)


def plan_of(project: Project) -> list[PlanItem]:
    """All sixteen items; those of a plan that nobody has begun are not saved yet."""
    rows = PlanItem.objects.filter(project=project)
    found = {row.code: row for row in rows.select_related("author", "author_organisation")}
    return [found.get(code) or PlanItem(project=project, code=code) for code in CONTENTS]


def sections_of(items: list[PlanItem]) -> list[Section]:
    """The items under their five headings."""
    return [
        Section(heading, [item for item in items if item.entry.heading is heading])
        for heading in Heading
    ]


def open_plan(project: Project, actor: User, right: Right) -> tuple[Project, Decision]:
    """The project, locked, while its plan may still be changed, and by what mandate.

    Raises:
        NotAllowed: `actor` does not hold `right` there.
        NotReady: its planning stage has ended.

    """
    project = locked(project)
    mandate = access.require(actor, right, project)
    if project.stage != Project.Stage.PLANNING:
        raise NotReady(
            "PLAN-CLOSED",
            _("The plan was approved at gate G1 and is closed."),
            helper=_("A leader of the owner can reopen gate G1 with a reason."),
        )
    return project, mandate


def item_of(project: Project, code: str) -> PlanItem:
    """The item `code`, locked; the first call for a project begins all sixteen."""
    if code not in CONTENTS:
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    PlanItem.objects.bulk_create(
        [PlanItem(project=project, code=one) for one in CONTENTS], ignore_conflicts=True
    )
    return PlanItem.objects.select_for_update().get(project=project, code=code)


def require_status(item: PlanItem, *allowed: PlanItem.Status) -> None:
    """Refuse when the item is not in one of the `allowed` states."""
    if item.status not in allowed:
        raise NotReady(
            "PLAN-ITEM-STATE",
            _("This item is “%(status)s”; that does not allow this step.")
            % {"status": item.get_status_display()},
        )
