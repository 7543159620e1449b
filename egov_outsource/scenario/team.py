"""Who does what in one project of the story."""

from dataclasses import dataclass

from egov_outsource.accounts.models import Organisation, User
from egov_outsource.scenario.cast import Cast
from projects.models import Agency, Project


@dataclass(frozen=True)
class Team:
    """The people of the owner, and those who supervise and assess."""

    cast: Cast
    agency: Agency
    officer: User
    leader: User
    payer: User
    supervisor: User
    assessor: User
    judges: tuple[User, ...]

    @property
    def supervision_firm(self) -> Organisation:
        """Who supervises."""
        return self.cast.of("sup")

    @property
    def assessment_firm(self) -> Organisation:
        """Who assesses security."""
        return self.cast.of("sec")


@dataclass
class Undertaking:
    """A project with its team."""

    project: Project
    team: Team

    def refresh(self) -> Project:
        """The project as it stands now."""
        self.project.refresh_from_db()
        return self.project


# agency → officer, leader, who approves payments, who judges alternatives
OFFICES = {
    "udb": ("bao", "zhao", "liu", ("bao", "sun", "wu")),
    "civ": ("he", "qi", "qi", ("he",)),
    "hou": ("tong", "ren", "ren", ("tong",)),
    "urb": ("bai", "fu", "fu", ("bai",)),
}


def team_of(cast: Cast, agency: str) -> Team:
    """The team of an agency's projects."""
    officer, leader, payer, judges = OFFICES[agency]
    return Team(
        cast,
        cast.agency(agency),
        cast.person(officer),
        cast.person(leader),
        cast.person(payer),
        cast.person("wang"),
        cast.person("li"),
        tuple(cast.person(key) for key in judges),
    )
