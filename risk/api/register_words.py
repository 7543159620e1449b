"""What clients send about risks of the register, and the parts they read."""

from rest_framework import serializers

from risk.answers.forms import LONGEST
from risk.models import RiskAcceptance, RiskReview
from risk.register.contents import MOST_CODES


class RiskReviewSerializer(serializers.ModelSerializer):
    """How likely and how grave it was on a day."""

    class Meta:
        model = RiskReview
        fields = ("id", "likelihood", "impact", "note", "reviewed_at")


class RiskAcceptanceSerializer(serializers.ModelSerializer):
    """Who lives with it, until when."""

    class Meta:
        model = RiskAcceptance
        fields = ("id", "reasons", "until", "accepted_by", "accepted_at")


class ScaleInput(serializers.Serializer):
    """A place in the matrix."""

    likelihood = serializers.IntegerField(min_value=1, max_value=5)
    impact = serializers.IntegerField(min_value=1, max_value=5)


class ScenarioInput(serializers.Serializer):
    """What could happen."""

    title = serializers.CharField(max_length=300)
    cause = serializers.CharField(max_length=LONGEST)
    event = serializers.CharField(max_length=LONGEST)
    consequence = serializers.CharField(max_length=LONGEST)
    codes = serializers.ListField(
        child=serializers.CharField(max_length=10), default=list, max_length=MOST_CODES
    )
    finding = serializers.IntegerField(default=None, allow_null=True)
    owner = serializers.IntegerField()


class RiskInput(ScaleInput, ScenarioInput):
    """A risk to enter."""

    review_on = serializers.DateField()


class ReviewInput(ScaleInput):
    """A review."""

    note = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    review_on = serializers.DateField()


class TreatmentInput(ScaleInput):
    """What remains."""

    note = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)


class MeasureInput(serializers.Serializer):
    """A measure to plan."""

    text = serializers.CharField(max_length=LONGEST)
    owner = serializers.IntegerField()
    due = serializers.DateField()


class DoneInput(serializers.Serializer):
    """What was done."""

    note = serializers.CharField(max_length=LONGEST)


class AcceptanceInput(serializers.Serializer):
    """Why and until when."""

    reasons = serializers.CharField(max_length=LONGEST)
    until = serializers.DateField()


class ClosingInput(serializers.Serializer):
    """Why it is over."""

    reasons = serializers.CharField(max_length=LONGEST)


class ReopeningInput(serializers.Serializer):
    """Why it is open again."""

    reasons = serializers.CharField(max_length=LONGEST)
    review_on = serializers.DateField()
