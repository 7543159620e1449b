"""How a REST call becomes an action; every error is a problem detail (RFC 9457)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import exceptions, mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden, Refusal
from egov_outsource.redaction import withheld_fields
from projects.rights import Right

PROBLEM = "application/problem+json"
CODES = {
    400: "BAD-REQUEST",
    401: "NOT-SIGNED-IN",
    403: "NOT-ALLOWED",
    404: "NOT-FOUND",
    405: "METHOD-NOT-ALLOWED",
    406: "NOT-ACCEPTABLE",
    412: "STALE",
    413: "TOO-LARGE",
    415: "UNSUPPORTED-MEDIA-TYPE",
    422: "INVALID",
    428: "PRECONDITION-REQUIRED",
    429: "TOO-MANY-REQUESTS",
    503: "UNAVAILABLE",
}


class PreconditionRequired(exceptions.APIException):
    """A change must say which version it is based on."""

    status_code = 428
    default_detail = "Send If-Match with the ETag that you read."


def problem(code: str, detail: str, http_status: int, **more: Any) -> Response:
    """A problem detail: `code` is stable, `detail` is for people."""
    body = {
        "type": f"urn:egov-outsource:problem:{code}",
        "title": code,
        "status": http_status,
        "code": code,
        "detail": detail,
        **more,
    }
    return Response(body, status=http_status, content_type=PROBLEM)


def problem_of(  # noqa: PLR0911 - one answer a kind of error
    error: Exception, context: dict[str, Any]
) -> Response | None:
    """DRF's exception handler: refusals and DRF's own errors as problem details."""
    if isinstance(error, Hidden | Http404):
        return problem("NOT-FOUND", _("There is nothing here that you can see."), 404)
    if isinstance(error, Refusal):
        fields = {name: [str(text)] for name, text in error.fields.items()}
        more: dict[str, Any] = {"errors": fields} if fields else {}
        if error.helper:
            more["helper"] = str(error.helper)
        return problem(error.code, str(error.message), error.status, **more)
    if isinstance(error, OperationalError):
        return problem("UNAVAILABLE", _("The database does not answer; try again soon."), 503)
    if isinstance(error, PermissionDenied):
        return problem("NOT-ALLOWED", _("You may not do this."), 403)
    answer = exception_handler(error, context)
    if answer is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        return problem(
            "INVALID", _("Some fields cannot be right."), 422, errors=_field_errors(error.detail)
        )
    code = _own_code(error) or CODES.get(answer.status_code, "ERROR")
    detail = getattr(error, "detail", "")
    result = problem(code, str(detail), answer.status_code)
    for name, value in answer.items():
        if name not in {"Content-Type", "Content-Length"}:
            result[name] = value
    return result


def _own_code(error: Exception) -> str:
    """The stable code that our own authentication and permission classes give, if they did."""
    codes = error.get_codes() if isinstance(error, exceptions.APIException) else ""
    return codes if isinstance(codes, str) and codes.isupper() else ""


def _field_errors(detail: Any) -> Any:
    return detail if isinstance(detail, dict) else {"non_field_errors": detail}


def etag_of(thing: Any) -> str:
    """The ETag of a versioned row."""
    return f'"{thing.pk}-{thing.version}"'


def expected_version(request: Request, thing: Any) -> int:
    """The version that If-Match names.

    Raises:
        PreconditionRequired: without If-Match.
        ParseError: when it is not an ETag that this API gave for `thing`.

    """
    header = request.headers.get("If-Match")
    if not header:
        raise PreconditionRequired
    key, _dash, version = header.strip().removeprefix("W/").strip('"').rpartition("-")
    if key != str(thing.pk) or not version.isdigit():
        raise exceptions.ParseError(_("If-Match is not an ETag of this resource."))
    return int(version)


def caller(request: Request) -> User:
    """Who calls; the permission classes have turned everybody else away."""
    assert isinstance(request.user, User)  # noqa: S101 - tells the type checker what is known
    return request.user


class Redacted(serializers.ModelSerializer):
    """A row whose protected fields are null, and named in `withheld`, for whom they are not."""

    withheld = serializers.SerializerMethodField()

    def get_field_names(self, declared_fields: Any, info: Any) -> list[str]:
        """Those of the resource, and what is withheld of them."""
        return [*super().get_field_names(declared_fields, info), "withheld"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_withheld(self, row: Any) -> list[str]:
        """The names of the fields that the caller may not read."""
        hidden = withheld_fields(row, self.context["request"].user)
        return sorted(hidden.intersection(self.fields))

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Without the values of what is withheld."""
        data: dict[str, Any] = super().to_representation(instance)
        return data | dict.fromkeys(data["withheld"])


class VisibleMixin:
    """Rows start from `visible_to` the caller; a project's rows from `projects/<project_pk>/`."""

    model: ClassVar[Any]
    related: ClassVar[Sequence[str]] = ()

    request: Any
    kwargs: Any

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Below a project that the caller has no part in there is nothing, not even a list."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if "project_pk" in kwargs:
            scope = access.scope_of(caller(request))  # first, so that both answers cost the same
            project = get_object_or_404(
                apps.get_model("projects", "Project"), pk=kwargs["project_pk"]
            )
            if not any(scope.holds(seen, project) for seen in (Right.VIEW, Right.VIEW_OWN)):
                raise Http404

    @property
    def actor(self) -> User:
        """The caller."""
        user: User = self.request.user
        return user

    def get_queryset(self) -> Any:
        """What the caller may see."""
        rows = self.model._default_manager.all()
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        rows = rows.visible_to(self.request.user)
        if "project_pk" in self.kwargs:
            rows = rows.filter(**{self.model.project_path: self.kwargs["project_pk"]})
        related = list(self.related)
        if hasattr(self.model, "commercial") and hasattr(self.model, "project_path"):
            related.append(self.model.project_path)  # what is withheld depends on the project
        return rows.select_related(*related) if related else rows

    def container(self, model: type[Model], right: Right | None = None) -> Any:
        """The project (or other container) of the address, among what the caller may see.

        With `right`, among those on which the caller holds it.
        """
        rows: Any = model._default_manager
        user = self.request.user
        return get_object_or_404(
            rows.visible_to(user) if right is None else rows.where(right, user),
            pk=self.kwargs["project_pk"],
        )

    def related_row(self, model: type[Model], pk: int | None, **where: Any) -> Any:
        """The row that an input names, among what the caller may see; None for None.

        Raises:
            ValidationError: there is none that the caller can see.

        """
        if pk is None:
            return None
        visible = model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]
        row = visible.filter(pk=pk, **where).first()
        if row is None:
            name = str(model._meta.model_name)
            raise exceptions.ValidationError({name: [_("There is no such row.")]})
        return row


class ReadViewSet(
    VisibleMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet
):
    """List and detail of what the caller may see, with an ETag on versioned rows."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One row; 404 also when it is hidden."""
        thing = self.get_object()
        headers = {"ETag": etag_of(thing)} if hasattr(thing, "version") else None
        return Response(self.get_serializer(thing).data, headers=headers)

    def checked(self, serializer_class: type[serializers.Serializer]) -> dict[str, Any]:
        """The request's body, validated by `serializer_class`."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def answer(self, thing: Any, http_status: int = status.HTTP_200_OK) -> Response:
        """`thing` as this resource shows it."""
        headers = {"ETag": etag_of(thing)} if hasattr(thing, "version") else None
        return Response(self.get_serializer(thing).data, status=http_status, headers=headers)
