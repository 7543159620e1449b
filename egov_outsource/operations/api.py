"""Background work for programs of operators."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from egov_outsource.jobs.models import FailedTask
from egov_outsource.jobs.reach import is_operator
from egov_outsource.operations.clock import scheduled
from egov_outsource.operations.queues import waiting
from egov_outsource.operations.views import DEEDS, SHOWN
from egov_outsource.operations.work import failed_work, under_way
from egov_outsource.operations.workers import answering
from egov_outsource.rest import caller
from egov_outsource.wall.eyes import as_system


class QueueSerializer(serializers.Serializer[Any]):
    """A queue; `oldest` in seconds."""

    name = serializers.CharField()
    length = serializers.IntegerField()
    oldest = serializers.FloatField(allow_null=True)


class RunningSerializer(serializers.Serializer[Any]):
    """A task that is being done."""

    task = serializers.CharField()
    task_id = serializers.CharField()
    seconds = serializers.FloatField(allow_null=True)


class WorkerSerializer(serializers.Serializer[Any]):
    """A worker that answered."""

    name = serializers.CharField()
    queues = serializers.ListField(child=serializers.CharField())
    running = RunningSerializer(many=True)


class WorkSerializer(serializers.Serializer[Any]):
    """Long work: `room` and `pk` name it."""

    room = serializers.CharField()
    pk = serializers.IntegerField()
    what = serializers.CharField(source="label")
    state = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    asked_at = serializers.DateTimeField()
    attempts = serializers.IntegerField()
    failure = serializers.CharField()


class ScheduledSerializer(serializers.Serializer[Any]):
    """A line of the schedule."""

    name = serializers.CharField()
    task = serializers.CharField()
    every = serializers.CharField()
    last = serializers.DateTimeField(allow_null=True)
    seconds = serializers.FloatField(allow_null=True)
    state = serializers.CharField()
    next = serializers.DateTimeField()
    is_late = serializers.BooleanField()


class FailedTaskSerializer(serializers.ModelSerializer[FailedTask]):
    """A task that failed for good."""

    class Meta:
        model = FailedTask
        fields = ("id", "task", "queue", "task_id", "fault", "is_dead", "times", "last_at")
        read_only_fields = fields


class OperationsSerializer(serializers.Serializer[Any]):
    """Everything at once."""

    queue_answers = serializers.BooleanField()
    queues = QueueSerializer(many=True)
    held = serializers.IntegerField()
    workers = WorkerSerializer(many=True)
    work = WorkSerializer(many=True)
    failed_work = WorkSerializer(many=True)
    failed_tasks = FailedTaskSerializer(many=True)
    clock = ScheduledSerializer(many=True)


class OperatorView(APIView):
    """Only for operators: to everybody else there is nothing here."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Turn away who does not run the platform."""
        super().initial(request, *args, **kwargs)
        if not is_operator(caller(request)):
            raise Http404


class OperationsView(OperatorView):
    """Queues, workers, long work, failures and what runs by the clock."""

    @extend_schema(responses=OperationsSerializer)
    def get(self, _request: Request) -> Response:
        """As it is at this moment; workers have half a second to answer."""
        with as_system():
            found = waiting()
            facts = {
                "queue_answers": found.answers,
                "queues": found.queues,
                "held": found.held,
                "workers": answering(),
                "work": under_way(),
                "failed_work": failed_work(),
                "failed_tasks": FailedTask.objects.filter(settled="")[:SHOWN],
                "clock": scheduled(),
            }
            return Response(OperationsSerializer(facts).data)


class OperationsDeedView(OperatorView):
    """Cancel or retry long work, retry a failed task or put it away."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, deed: str, pk: int) -> Response:
        """Do `cancel-jobs`, `retry-jobs`, `retry-runs`, `retry-task` or `put-away`."""
        if deed not in DEEDS:
            raise Http404
        noun, verb = DEEDS[deed]
        with as_system():
            subject = get_object_or_404(noun, pk=pk)
        verb(subject, actor=caller(request))
        return Response(status=204)
