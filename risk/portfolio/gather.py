"""Reads the holdings: every statement starts from what the viewer may see.

Rows travel as binary columns (`risk.gather.chunk`), so that a country of projects becomes some
arrays and not a Python object a row.
"""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import (
    Case,
    Count,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Extract, Substr
from django.utils import timezone

from contractors.models import Affiliation
from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from egov_outsource.expressions import Among
from egov_outsource.redaction import CLASSIFIED
from projects.acceptance.models import Asset, Condition
from projects.models import Engagement, Project
from projects.prosecution.models import Obligation
from projects.rights import Right
from projects.roles import Capacity
from projects.selection.models import Contract
from projects.supervision.models import Finding, Milestone, Payment
from risk.catalogue import DIMENSIONS, State
from risk.columns import Column, Counts
from risk.gather.chunk import doubles
from risk.gather.finished import read_finished
from risk.models import RiskModel, RiskPoint, RiskUncertainty
from risk.portfolio.asked import Asked
from risk.portfolio.history import Points
from risk.portfolio.holdings import (
    UNKNOWN,
    Closed,
    Contracts,
    Datasets,
    Draws,
    Holdings,
    Overdue,
    Parties,
    Projects,
    Ties,
)
from risk.scoring import STAGES
from risk.scoring.bands import Band
from risk.uncertainty.ranks import TOP

LIVE = (Project.Status.ACTIVE, Project.Status.SUSPENDED)
DAY = 86_400
HIGH_BANDS = (Band.ELEVATED.value, Band.HIGH.value, Band.CRITICAL.value)
LAST_QUANTILE = 100  # the highest draw
MOST_DRAWN = 1_000


def gather(user: access.Viewer, asked: Asked, parts: Collection[str]) -> Holdings:
    """The projects in question with the given `parts` of what is in them."""
    with transaction.atomic():  # COPY knows on whose behalf it reads only within a transaction
        places = dict(RiskModel.objects.values_list("pk", "codes"))
        projects = read_projects(user, asked, places)
        wanted = parts if len(projects) else ()
        read = {name: READERS[name](user, asked, projects) for name in wanted}
    knows_exit = any("X-05" in codes for codes in places.values())
    return Holdings(projects=projects, knows_exit=knows_exit, **read)


def read_projects(user: access.Viewer, asked: Asked, places: dict[int, list[str]]) -> Projects:
    """Where each project stands, and what its newest result says."""
    shown = _holds(user, Right.VIEW_PLANNING, Right.VIEW_EVIDENCE, Right.P5)
    read = columns(
        asked.projects(user).order_by("pk"),
        key=F("pk"),
        owner=F("owner_id"),
        officer=F("responsible_officer_id"),
        stage=Case(*(When(stage=name, then=Value(n)) for n, name in enumerate(STAGES))),
        band=F("risk_result__band"),
        live=_flag(Q(status__in=LIVE)),
        important=_flag(Q(classification__in=CLASSIFIED)),
        protection=Case(
            When(shown | ~Q(classification__in=CLASSIFIED), then=F("mlps_level")),
            output_field=IntegerField(),
        ),
        score=F("risk_result__score"),
        chance=sum((F(f"risk_uncertainty__bands__{n}") for n in HIGH_BANDS), start=Value(0.0)),
        **{f"d{n}": F(f"risk_result__dimensions__{n}") for n in range(len(DIMENSIONS))},
        crmi=_measured("M-28", "inputs", places),
        frg=_measured("S-21", "inputs", places),
        exit=_measured("X-05", "scores", places),
    )
    parts = [read.pop(f"d{n}") for n in range(len(DIMENSIONS))]
    return Projects(
        key=_whole(read["key"]),
        owner=_whole(read["owner"]),
        officer=_whole(read["officer"]),
        stage=_whole(read["stage"]),
        band=_whole(read["band"]),
        protection=_whole(read["protection"]),
        live=read["live"] > 0,
        important=read["important"] > 0,
        dimensions=np.stack(parts, axis=1),
        score=read["score"],
        chance=read["chance"],
        crmi=read["crmi"],
        frg=read["frg"],
        exit=read["exit"],
    )


def read_contracts(user: access.Viewer, asked: Asked, projects: Projects) -> Contracts:
    """Contracts in effect whose value the viewer may read, with what was paid of it."""
    rows = Contract.objects.visible_to(user).filter(
        access.held(user, Right.VIEW_PAYMENTS, Right.EDIT_CONTRACT),
        status=Contract.Status.ACTIVE,
        project__status__in=LIVE,
        value__isnull=False,
    )
    if asked.contractor is not None:
        rows = rows.filter(contractor=asked.contractor)
    if asked.currency:
        rows = rows.filter(currency=asked.currency)
    read = columns(
        rows.order_by("pk"),
        key=F("pk"),
        project=F("project_id"),
        contractor=F("contractor_id"),
        currency=_currency("currency"),
        value=F("value"),
        shown=_flag(access.held(user, Right.VIEW_PAYMENTS)),
    )
    paid = _paid(user, _whole(read["key"]))
    left = np.maximum(read["value"] - paid, 0.0)
    made = Contracts(
        project=projects.places(_whole(read["project"])),
        contractor=_whole(read["contractor"]),
        currency=_whole(read["currency"]),
        value=read["value"],
        outstanding=np.where(read["shown"] > 0, left, np.nan),
    )
    return made.where(made.project >= 0)


def _paid(user: access.Viewer, contracts: Counts) -> Column:
    """What was paid under each of `contracts`, in its own currency."""
    rows = Payment.objects.visible_to(user).filter(
        status=Payment.Status.PAID, currency=F("contract__currency")
    )
    read = columns(rows.order_by().values("contract"), key=F("contract_id"), paid=Sum("amount"))
    return np.nan_to_num(_beside(contracts, read["key"], read["paid"]))


def _beside(keys: Counts, found: Column, values: Column) -> Column:
    """For each of `keys` the value found for it; NaN where none was."""
    places = Projects(key=keys).places(_whole(found))
    beside = np.full(len(keys), np.nan)
    beside[places[places >= 0]] = values[places >= 0]
    return beside


def read_parties(user: access.Viewer, asked: Asked, projects: Projects) -> Parties:
    """Who builds and who supervises, now and before; fees where the viewer sees payments."""
    rows = Engagement.objects.visible_to(user).filter(
        capacity__in=(Capacity.CONTRACTOR.value, Capacity.SUPERVISION.value)
    )
    if asked.currency:
        rows = rows.filter(project__currency=asked.currency)
    now = timezone.now()
    in_force = Q(valid_from__lte=now, valid_to__gt=now, ended_at__isnull=True)
    read = columns(
        rows.order_by("pk"),
        project=F("project_id"),
        organisation=F("organisation_id"),
        supervises=_flag(Q(capacity=Capacity.SUPERVISION.value)),
        currency=_currency("project__currency"),
        fee=Case(When(in_force & access.held(user, Right.VIEW_PAYMENTS), then=F("fee"))),
    )
    made = Parties(
        project=projects.places(_whole(read["project"])),
        organisation=_whole(read["organisation"]),
        supervises=read["supervises"] > 0,
        currency=_whole(read["currency"]),
        fee=read["fee"],
    )
    return made.where(made.project >= 0)


def read_datasets(user: access.Viewer, _asked: Asked, projects: Projects) -> Datasets:
    """Business data on the asset register, of live projects with important or core data."""
    rows = Asset.objects.visible_to(user).standing().filter(kind=Asset.Kind.DATA)
    rows = rows.filter(project__classification__in=CLASSIFIED, project__status__in=LIVE)
    read = columns(
        rows.order_by("pk"),
        project=F("project_id"),
        holder=F("holder_id"),
        outside=_flag(~Q(holder__kind=Organisation.Kind.GOVERNMENT)),
    )
    made = Datasets(
        project=projects.places(_whole(read["project"])),
        holder=_whole(read["holder"]),
        outside=read["outside"] > 0,
    )
    return made.where(made.project >= 0)


def read_ties(user: access.Viewer, _asked: Asked, _projects: Projects) -> Ties:
    """Who controls whom today, as far as the viewer sees the register."""
    today = timezone.localdate()
    rows = Affiliation.objects.visible_to(user).filter(
        Q(until__isnull=True) | Q(until__gte=today), kind=Affiliation.Kind.CONTROL
    )
    read = columns(rows.order_by("pk"), one=F("organisation_id"), other=F("other_id"))
    return Ties(one=_whole(read["one"]), other=_whole(read["other"]))


def read_overdue(user: access.Viewer, _asked: Asked, projects: Projects) -> Overdue:
    """What is open past its due date, by project; one statement a kind of thing."""
    late = Q(due__lt=timezone.localdate())
    kinds: list[QuerySet[Any]] = [
        Milestone.objects.visible_to(user)
        .filter(late, met_on__isnull=True)
        .exclude(status__in=(Milestone.Status.MET, Milestone.Status.DESCOPED)),
        Finding.objects.visible_to(user).filter(late).exclude(status=Finding.Status.CLOSED),
        Condition.objects.visible_to(user).filter(late, met_on__isnull=True),
        Obligation.objects.visible_to(user).filter(late, status=Obligation.Status.PENDING),
    ]
    keys = [
        _whole(columns(rows.order_by("pk"), project=F("project_id"))["project"]) for rows in kinds
    ]
    places = projects.places(np.concatenate(keys))
    found, number = np.unique(places[places >= 0], return_counts=True)
    return Overdue(project=found, number=number.astype(np.int64))


def read_closed(user: access.Viewer, asked: Asked, projects: Projects) -> Closed:
    """Finished projects in question whose reports and payments the viewer may see.

    They are read as forecasts read them, so that both speak of the same class.
    """
    finished = read_finished()
    if not len(finished.projects):
        return Closed()
    rows = asked.projects(user).filter(
        _holds(user, Right.VIEW_PAYMENTS), _holds(user, Right.VIEW_SUPERVISION)
    )
    shown = Projects(key=_whole(columns(rows.order_by("pk"), key=F("pk"))["key"]))
    made = Closed(
        project=projects.places(finished.projects), cost=finished.cost, time=finished.time
    )
    return made.where((made.project >= 0) & (shown.places(finished.projects) >= 0))


def read_draws(user: access.Viewer, _asked: Asked, projects: Projects) -> Draws:
    """The draws of the projects that are among the highest in at least one of them.

    Only draws of the model under which most were drawn can be ranked one by one. Whoever never
    scores as high as ten others always do cannot be among the ten.
    """
    rows = RiskUncertainty.objects.visible_to(user).filter(project__status__in=LIVE)
    kinds = rows.order_by().values("model", "count").annotate(n=Count("pk")).order_by("-n")
    if not (most := kinds.first()):
        return Draws()
    rows = rows.filter(model=most["model"], count=most["count"])
    read = columns(
        rows.order_by("pk"), key=F("project_id"), low=F("quantiles__0"), floor=F("floor"),
        high=F(f"quantiles__{LAST_QUANTILE}"),
    )  # fmt: skip
    keys = _whole(read["key"])
    chosen = projects.places(keys) >= 0
    keys, low, high = (
        keys[chosen],
        *(np.maximum(read[one], read["floor"])[chosen] for one in ("low", "high")),
    )
    border = np.sort(low)[-TOP] if len(low) > TOP else -np.inf
    able = keys[high >= border][np.argsort(-high[high >= border], kind="stable")][:MOST_DRAWN]
    found = {one.pk: one.scores() for one in rows.filter(pk__in=able.tolist())}
    return Draws(
        project=projects.places(np.array(sorted(found), dtype=np.int64)),
        scores=np.array([found[key] for key in sorted(found)]).reshape(len(found), most["count"]),
        of=len(keys),
    )


def read_history(user: access.Viewer, asked: Asked) -> Points:
    """Control rights of live projects over time, by project and day."""
    live = asked.projects(user).filter(status__in=LIVE)
    return points_of(RiskPoint.objects.visible_to(user).filter(project__in=live))


def points_of(rows: QuerySet[RiskPoint]) -> Points:
    """Results over time as columns, by project and day."""
    places = dict(RiskModel.objects.values_list("pk", "codes"))
    with transaction.atomic():
        read = columns(
            rows.order_by("project_id", "as_of"),
            project=F("project_id"),
            owner=F("project__owner_id"),
            day=Extract("as_of", "epoch"),
            crmi=_measured("M-28", "inputs", places, ""),
            frg=_measured("S-21", "inputs", places, ""),
        )
    return Points(
        project=_whole(read["project"]),
        owner=_whole(read["owner"]),
        day=_whole(read["day"]) // DAY,
        crmi=read["crmi"],
        frg=read["frg"],
    )


READERS: dict[str, Callable[[access.Viewer, Asked, Projects], Any]] = {
    "contracts": read_contracts,
    "parties": read_parties,
    "datasets": read_datasets,
    "ties": read_ties,
    "overdue": read_overdue,
    "closed": read_closed,
    "draws": read_draws,
}


def columns(rows: QuerySet[Any], **wanted: Any) -> dict[str, Column]:
    """The `wanted` expressions of `rows` as columns of doubles, NaN where there is nothing."""
    named = {f"{name}_": one for name, one in wanted.items()}
    try:
        compiled, given = rows.values(**named).query.sql_with_params()
    except EmptyResultSet:  # the viewer holds nothing that could be asked
        return {name: np.zeros(0) for name in wanted}
    with connection.cursor() as cursor:
        statement = cursor.mogrify(compiled, given).decode()
    read = doubles(statement, tuple((name, "number") for name in named))
    return {name: read[f"{name}_"] for name in wanted}


def _whole(column: Column) -> Counts:
    """Doubles as whole numbers; what is unknown names nobody."""
    return np.nan_to_num(column, nan=UNKNOWN).astype(np.int64)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))


def _holds(user: access.Viewer, *rights: Right) -> Q:
    """Projects on which `user` holds one of `rights`."""
    scope = access.scope_of(user)
    agencies = {key for right in rights for key in scope.agencies.get(right, {})}
    projects = {key for right in rights for key in scope.projects.get(right, {})}
    return Q(Among("owner_id", agencies)) | Q(Among("pk", projects))


def _currency(path: str) -> Any:
    """The letters of a currency as one number, as `holdings.currency_code` makes it."""
    letters = [
        Func(Substr(path, place), function="ascii", output_field=IntegerField())
        for place in (1, 2, 3)
    ]
    return letters[0] * 65536 + letters[1] * 256 + letters[2]


def _measured(
    code: str, array: str, places: dict[int, list[str]], to: str = "risk_result__"
) -> Case:
    """The number of one indicator, wherever the model of the result has it and it was measured."""
    known = (
        When(
            **{f"{to}model_id": pk, f"{to}states__{codes.index(code)}": State.OK},
            then=F(f"{to}{array}__{codes.index(code)}"),
        )
        for pk, codes in places.items()
        if code in codes
    )
    return Case(*known, default=None, output_field=FloatField())
