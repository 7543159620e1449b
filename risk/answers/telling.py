"""After a computation: scores about contractors follow it, and what is new is told."""

from collections import defaultdict
from collections.abc import Iterable

from egov_outsource.accounts.models import Organisation, User
from egov_outsource.wall.eyes import as_system
from projects.models import Project
from risk.actions.tell_contractor import News, tell_contractor
from risk.answers.scores import Own, band_after, contractors_of, own_scores
from risk.models import ScoreNotice
from risk.scoring.bands import Band

KEPT = ("x", "state", "score", "band", "as_of")
Place = tuple[int, int, str]
Reason = ScoreNotice.Reason


def tell_contractors(projects: Iterable[int], *, actor: User) -> int:
    """Bring what contractors see of themselves in line with the newest results of `projects`.

    Run again it finds nothing to do. Returns how many contractors were told something.
    """
    with as_system():
        firms = contractors_of(projects)
        if not firms:
            return 0
        latest = {
            (notice.project_id, notice.organisation_id, notice.code): notice
            for notice in ScoreNotice.objects.filter(project__in=firms).order_by("number")
        }
        news: dict[tuple[int, int], list[News]] = defaultdict(list)
        changed = []
        for own in own_scores(firms):
            notice = latest.get((own.project, own.organisation, own.code))
            found = news_of(own, notice)
            if found is not None:
                news[own.project, own.organisation].append(found)
            elif notice is not None and follow(notice, own):
                changed.append(notice)
        ScoreNotice.objects.bulk_update(changed, KEPT, batch_size=500)
        tell(news, actor=actor)
    return len(news)


def tell(news: dict[tuple[int, int], list[News]], *, actor: User) -> None:
    """Each contractor of each project at once."""
    there = Project.objects.in_bulk({project for project, _firm in news})
    theirs = Organisation.objects.in_bulk({firm for _project, firm in news})
    for (project, firm), found in news.items():
        tell_contractor(there[project], actor=actor, contractor=theirs[firm], news=found)


def news_of(own: Own, notice: ScoreNotice | None) -> News | None:
    """What a contractor is to be told of a score: its first, or a worse band; else nothing."""
    if own.score is None:
        return None
    band = band_after(notice.band if notice else Band.UNKNOWN, own.score, own.model)
    if notice is None:
        return News(own, own.score, band, Reason.FIRST, after=0)
    # a value that was gone and came back is compared with what was told
    before = notice.band if notice.band != Band.UNKNOWN else notice.told_band
    if band <= before:
        return None
    return News(own, own.score, band, Reason.WORSE, after=notice.number)


def follow(notice: ScoreNotice, own: Own) -> bool:
    """Bring the newest period of a score up to date; False where it already is."""
    band = band_after(notice.band, own.score, own.model)
    new = (own.x, own.state, own.score, int(band), own.as_of)
    if new == tuple(getattr(notice, name) for name in KEPT):
        return False
    for name, value in zip(KEPT, new, strict=True):
        setattr(notice, name, value)
    return True
