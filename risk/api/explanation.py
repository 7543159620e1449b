"""The parts of an explanation by REST."""

from rest_framework import serializers

from risk.patterns import Finding


class MissingSerializer(serializers.Serializer):
    """A value that is due and absent: `narrows` is by how much at least the bounds come closer
    once it is known, `spread` how far it can move the score."""

    code = serializers.CharField(source="indicator.code")
    state = serializers.CharField(source="state.name")
    spread = serializers.FloatField()
    narrows = serializers.FloatField()


class LeverSerializer(serializers.Serializer):
    """Bringing the indicator to `x` changes the score by `change`."""

    code = serializers.CharField(source="indicator.code")
    x = serializers.FloatField()
    change = serializers.FloatField()


class FacetSerializer(serializers.Serializer):
    """A facet: its score and the points that it contributes."""

    dimension = serializers.CharField(source="facet.dimension")
    facet = serializers.CharField(source="facet.key")
    score = serializers.FloatField()
    contribution = serializers.FloatField()


class PatternSerializer(serializers.Serializer):
    """What scores say together; `holds` is null where it cannot be said, for `without` have no
    value of their own or `unrecorded` facts are not known."""

    key = serializers.CharField(source="pattern.key")
    name_en = serializers.CharField(source="pattern.name_en")
    name_zh = serializers.CharField(source="pattern.name_zh")
    holds = serializers.BooleanField(allow_null=True)
    says_en = serializers.CharField(source="pattern.says_en")
    says_zh = serializers.CharField(source="pattern.says_zh")
    without = serializers.ListField(child=serializers.CharField())
    unrecorded = serializers.SerializerMethodField()

    def get_unrecorded(self, finding: Finding) -> list[str]:
        """The facts that are not known."""
        return [fact.name_en for fact in finding.unrecorded]
