"""What belongs to a case: the thing itself, what hangs on it, and the entries about all of that."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from audit.bundles.models import Bundle
from audit.evidence.models import Disposal, Document
from audit.log.models import Entry
from audit.reviews.models import AuditFinding, Review
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.rights import Right
from projects.selection.models import Contract

Kind = Bundle.Kind
NOUNS: dict[str, type[Model]] = {
    Kind.CONTRACT: Contract,
    Kind.REVIEW: Review,
    Kind.FINDING: AuditFinding,
}
# what hangs on a contract or an audit lies in these apps
APPS = frozenset({"acceptance", "evidence", "prosecution", "reviews", "selection", "supervision"})
Things = dict[type[Model], set[int]]


def right_to(kind: str) -> Right:
    """What whoever asks for such a bundle, builds and takes it, must hold (INV-3, INV-10)."""
    return Right.EXPORT_PROJECT if kind == Kind.WHOLE else Right.VIEW_TRAIL


def subject_of(kind: str, case_id: int | None, project: Project, user: User) -> Any:
    """The thing that a case is about, among what `user` may see; nothing if there is none."""
    noun = NOUNS.get(kind)
    if noun is None:
        return project
    visible: Any = noun._default_manager
    return visible.visible_to(user).filter(pk=case_id or 0, project=project).first()


def request_entry(bundle: Bundle) -> Entry | None:
    """The entry by which the log knows that the bundle was asked for."""
    return Entry.objects.about(bundle).filter(event="bundle:requested").first()


def entries_of(bundle: Bundle, request: Entry, last: int) -> QuerySet[Entry]:
    """The entries of the case that who asked may see, up to number `last`, in the log's order."""
    user = bundle.requested_by
    rows = Entry.objects.visible_to(user).filter(
        project_id=bundle.project_id, place__index__lte=last
    )
    if bundle.kind == Kind.RANGE and bundle.since and bundle.until:
        first, end = _moment(bundle.since), _moment(bundle.until + timedelta(days=1))
        rows = rows.filter(Q(at__gte=first, at__lt=end) | Q(pk=request.pk))
    elif bundle.kind in NOUNS:
        about = Q(pk=request.pk)
        for model, keys in hanging_on(bundle).items():
            about |= Q(subject_type=model._meta.label_lower, subject_id__in=keys)
        rows = rows.filter(about)
    return rows.order_by("place__index")


def afterwards(bundle: Bundle, last: int, digests: Iterable[str]) -> QuerySet[Entry]:
    """What happened after a span of time to files of the span that cannot be given any more.

    Without these entries nothing would say why the files are not in the bundle.
    """
    user = bundle.requested_by
    rows = Entry.objects.visible_to(user).filter(
        project_id=bundle.project_id, place__index__lte=last
    )
    if bundle.until is None:
        return rows.none()
    held_back = Q(scan__in=Document.QUARANTINED) | Q(disposed_at__isnull=False)
    absent = Document.objects.visible_to(user).filter(
        held_back, project_id=bundle.project_id, sha256__in=list(digests)
    )
    disposals = Disposal.objects.visible_to(user).filter(document__in=absent.values("pk"))
    about = Q(pk__in=[])
    for model, found in ((Document, absent), (Disposal, disposals)):
        keys = list(found.values_list("pk", flat=True))
        about |= Q(subject_type=model._meta.label_lower, subject_id__in=keys)
    end = _moment(bundle.until + timedelta(days=1))
    return rows.filter(about, at__gte=end).order_by("place__index")


def hanging_on(bundle: Bundle) -> Things:
    """The thing and everything below it that who asked may see, with the documents it names."""
    user = bundle.requested_by
    start = subject_of(bundle.kind, bundle.case_id, bundle.project, user)
    things: Things = {type(start): {start.pk}} if start is not None else {}
    fresh = [(type(start), {start.pk})] if start is not None else []
    while fresh:
        model, keys = fresh.pop()
        for child, condition in _below(model, keys):
            visible: Any = child._default_manager
            rows = visible.visible_to(user) if hasattr(visible, "visible_to") else visible
            found = {*rows.filter(**condition).values_list("pk", flat=True)}
            found -= things.setdefault(child, set())
            if found:
                things[child] |= found
                fresh.append((child, found))
    return things


def _below(model: type[Model], keys: set[int]) -> list[tuple[type[Model], dict[str, Any]]]:
    """Rows that point to these ones, and documents to which these point."""
    found: list[tuple[type[Model], dict[str, Any]]] = []
    for relation in model._meta.related_objects:
        child: Any = relation.related_model
        if child._meta.app_label in APPS and not relation.many_to_many:
            found.append((child, {f"{relation.field.name}__in": keys}))
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if field.related_model is Document and model is not Document:
            named = model._default_manager.filter(pk__in=keys, **{f"{field.name}__isnull": False})
            found.append((Document, {"pk__in": named.values(field.name)}))
    return found


def _moment(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
