"""Which facts a scenario is about: those of today, or those that its address pins."""

from dataclasses import dataclass
from datetime import date

from egov_outsource.access import Viewer
from projects.models import Project
from risk.explanation import Snapshot
from risk.models import RiskPoint, RiskResult
from risk.models.result import Outcome
from risk.scoring.vetoes import floor_of
from risk.whatif.facts import Given
from risk.whatif.scenario import Pin


@dataclass(frozen=True, slots=True)
class Basis:
    """The outcome that is supposed about; `is_past` where the official one has changed since,
    `is_lost` where the pinned facts are no longer stored and today's stand in for them."""

    outcome: Outcome
    official: Outcome
    given: Given
    is_past: bool = False
    is_lost: bool = False

    @property
    def pin(self) -> Pin:
        """What a link to this basis carries."""
        return Pin(self.outcome.as_of, self.given.digest())


def basis_of(project: Project, user: Viewer, pin: Pin | None) -> Basis | None:
    """The newest outcome, or the one of the history that the pin names; None before the first."""
    visible = RiskResult.objects.visible_to(user).in_project(project)
    official = visible.select_related("model").first()
    if official is None or not official.is_scored:
        return None
    given = given_of(official)
    if pin is None or pin.digest == given.digest():
        return Basis(official, official, given)
    point = point_on(project, user, pin.day)
    if point is not None and (found := given_of(point)).digest() == pin.digest:
        return Basis(point, official, found, is_past=True)
    return Basis(official, official, given, is_lost=True)


def point_on(project: Project, user: Viewer, day: date) -> RiskPoint | None:
    """What held on that day."""
    points = RiskPoint.objects.visible_to(user).in_project(project).filter(as_of__lte=day)
    newest: RiskPoint | None = points.select_related("model").order_by("-as_of").first()
    return newest


def given_of(outcome: Outcome) -> Given:
    """A stored outcome as it can be scored again."""
    vetoes = tuple(veto.code for veto in outcome.open_vetoes)
    snapshot = Snapshot(
        codes=outcome.codes,
        stage=outcome.stage,
        inputs=outcome.inputs,
        states=outcome.states,
        scores=outcome.scores,
        contributions=outcome.contributions,
        floor=floor_of(vetoes),
        model=outcome.model.as_model(),
    )
    return Given(snapshot, vetoes)
