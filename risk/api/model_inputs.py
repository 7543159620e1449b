"""What programs send about versions of the risk model."""

from rest_framework import serializers

from risk.modelling.ahp import PAIRS, SCALE_END


class ModelDraftInput(serializers.Serializer):
    """Number and reasons of a draft."""

    semver = serializers.CharField(max_length=20)
    reasons = serializers.CharField(max_length=4000)


class ModelChangeInput(serializers.Serializer):
    """What changes; `parameters` holds those that change, by name."""

    semver = serializers.CharField(max_length=20, required=False)
    reasons = serializers.CharField(max_length=4000, required=False)
    parameters = serializers.DictField(required=False)


class ModelJudgementInput(serializers.Serializer):
    """Ten whole numbers: 3 says that the first of the pair is three times as important, -3 that
    the second is, 1 that both are equal."""

    judge = serializers.CharField(max_length=200)
    standing = serializers.CharField(max_length=300, required=False, allow_blank=True)
    values = serializers.ListField(
        child=serializers.IntegerField(min_value=-SCALE_END, max_value=SCALE_END),
        min_length=len(PAIRS),
        max_length=len(PAIRS),
    )


class ModelDropInput(serializers.Serializer):
    """Whose judgements."""

    judge = serializers.IntegerField()


class ModelPublicationInput(serializers.Serializer):
    """From when on, and why inconsistent judgements are used."""

    valid_from = serializers.DateField()
    inconsistency_reasons = serializers.CharField(max_length=2000, required=False, allow_blank=True)
