"""What many projects are drawn against: how others of their stage were scored, how finished ones
came out, and the draws that all share. Read once for a whole night."""

from collections.abc import Mapping
from functools import cached_property

from risk.columns import Floats
from risk.draws.cases import case_of
from risk.gather.finished import read_finished
from risk.gather.likely import read_likely
from risk.models import RiskModel, RiskResult
from risk.uncertainty import Case
from risk.uncertainty.classes import Finished
from risk.uncertainty.study import Method, method


class Population:
    """Each part is read when it is first asked for, and stays as it was then."""

    def __init__(self) -> None:
        self._likely: dict[tuple[int, str], Mapping[str, Floats]] = {}
        self._methods: dict[int, Method] = {}

    @cached_property
    def finished(self) -> Finished:
        """Every finished project."""
        return read_finished()

    def method(self, model: RiskModel) -> Method:
        """The draws that all projects under a model share."""
        if model.pk not in self._methods:
            self._methods[model.pk] = method(model.as_model(), model.catalogue_hash)
        return self._methods[model.pk]

    def case(self, result: RiskResult) -> Case:
        """The case of a result, with the scores that are likely for what it lacks."""
        case = case_of(result)
        return case_of(result, self._of(result.model, result.stage)) if case.absent else case

    def _of(self, model: RiskModel, stage: str) -> Mapping[str, Floats]:
        key = (model.pk, stage)
        if key not in self._likely:
            self._likely[key] = read_likely(model.pk, list(model.codes), stage)
        return self._likely[key]
