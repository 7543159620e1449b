"""What resources of supervision have in common."""

from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from egov_outsource.rest import ReadViewSet, expected_version
from projects.models import Project
from projects.selection.models import Contract

LONG = 5000


def text(*, required: bool = True) -> serializers.CharField:
    """A longer text."""
    return serializers.CharField(max_length=LONG, required=required, allow_blank=not required)


def amount(**more: Any) -> serializers.DecimalField:
    """Money; what cannot be right is said by the action."""
    return serializers.DecimalField(18, 2, **more)


def contract_id() -> serializers.IntegerField:
    """The id of a contract that the caller sees; none for government's own work."""
    return serializers.IntegerField(required=False, allow_null=True)


class NoteInput(serializers.Serializer):
    """A note, perhaps empty."""

    note = text(required=False)


class NeededNoteInput(serializers.Serializer):
    """A note."""

    note = text()


class RefusalReasonsInput(serializers.Serializer):
    """Why."""

    reasons = text()


class OptionalReasonsInput(serializers.Serializer):
    """Why, perhaps."""

    reasons = text(required=False)


class RecordViewSet(ReadViewSet):
    """Records of a project: begun by POST on the list, moved on by POST on what follows."""

    def begin(self, verb: Any, inputs: type[serializers.Serializer]) -> Response:
        """Call `verb` on the project with what was sent."""
        project = self.container(Project)
        given = self.checked(inputs)
        if "contract" in inputs().fields:
            chosen = given.pop("contract", None)
            given["contract"] = self.related_row(Contract, chosen, project=project)
        return self.answer(verb(project, actor=self.actor, **given), 201)

    def move(self, verb: Any, inputs: type[serializers.Serializer], **more: Any) -> Response:
        """Call `verb` on the record with what was sent; If-Match is heeded when it is given."""
        record = self.get_object()
        given = {**self.checked(inputs), **more}
        if hasattr(record, "version") and self.request.headers.get("If-Match"):
            given["expected_version"] = expected_version(self.request, record)
        return self.answer(verb(record, actor=self.actor, **given))
