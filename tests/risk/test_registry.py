"""Registry, folder, documentation and translations say the same; an indicator more needs a file
and a line, nothing else."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from egov_outsource.accounts.models import User
from risk import indicators as registry
from risk import measurement
from risk.actions.recompute_projects import recompute_projects
from risk.catalogue import Indicator, Steps, Values, catalogue_hash
from risk.definitions import wording
from risk.definitions.documentation import document
from risk.definitions.facts_read import facts_read
from risk.facts import GROUPS, Facts
from risk.facts.groups import columns_of
from risk.indicators import BY_CODE, CATALOGUE, LIVE
from risk.measuring import values
from risk.modelling import in_force
from risk.models import RiskResult
from risk.scoring.matrix import in_order
from tests.build.risk import AS_OF, rich_project

FOLDER = Path(registry.__file__).parent
ROOMS = {"P": "planning", "M": "selection", "S": "supervision", "A": "acceptance"}
ROOMS["X"] = "prosecution"
CHINESE = re.compile("[\u4e00-\u9fff]")


def test_every_file_holds_the_indicator_of_its_line_in_the_room_of_its_dimension() -> None:
    written = (FOLDER / "__init__.py").read_text(encoding="utf-8")
    found = {}
    for path in FOLDER.glob("*/*.py"):
        if path.name == "__init__.py":
            continue
        code = re.search(r'^    code="([PMSAX]-\d\d)",$', path.read_text(encoding="utf-8"), re.M)
        assert code is not None, path
        assert path.parent.name == ROOMS[code[1][0]]
        assert f"    {path.stem}.INDICATOR,\n" in written
        found[code[1]] = path
    assert found.keys() == BY_CODE.keys()


def test_the_documentation_is_what_the_registry_says() -> None:
    path = Path(settings.BASE_DIR) / "docs" / "indicators.md"
    assert path.read_text(encoding="utf-8") == document(), "run manage.py document_indicators"


@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.code)
def test_everything_that_is_shown_has_both_languages(one: Indicator) -> None:
    pairs = [(one.name_en, one.name_zh), (one.caveat_en, one.caveat_zh)]
    pairs.append((one.facet.name_en, one.facet.name_zh))
    if isinstance(one.mapping, Steps):
        pairs += [(case.name_en, case.name_zh) for case in one.mapping.cases]
    if one.measure is None:
        pairs.append((one.awaits_en, one.awaits_zh))
    for english, chinese in pairs:
        assert english
        assert not CHINESE.search(english)
        assert CHINESE.search(chinese)
    assert one.grain in wording.GRAINS
    assert one.due in wording.DUES
    assert one.concerns
    assert all(party in wording.PARTIES for party in one.concerns)
    assert bool(one.awaits_en) == (one.measure is None)
    assert one.error.relative >= 0 <= one.error.absolute


def test_every_fact_is_read_and_dated_by_a_day_of_its_own_group() -> None:
    read = {(group, column) for one in LIVE for group, column, _about in facts_read(one)}
    for name, group in GROUPS.items():
        about = columns_of(group)
        for column, one in about.items():
            assert one.meaning
            if one.since:
                assert about[one.since].kind == "day", f"{name}.{column}"
    assert len(read) > 90


@pytest.mark.django_db
def test_an_indicator_more_scores_and_is_stored_without_a_migration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def measure(facts: Facts) -> Values:
        count = len(facts)
        return values(np.full(count, 0.3), due=np.ones(count, dtype=bool))

    added = replace(BY_CODE["P-01"], code="P-99", measure=measure, freezes=None)
    order = in_order([*LIVE, added])
    monkeypatch.setattr(measurement, "ORDER", order)
    monkeypatch.setattr(in_force, "CODES", tuple(one.code for one in order))
    monkeypatch.setattr(in_force, "CATALOGUE", (*CATALOGUE, added))
    monkeypatch.setattr(in_force, "CATALOGUE_HASH", catalogue_hash((*CATALOGUE, added)))
    project = rich_project()
    recompute_projects([project.pk], actor=User.objects.system(), as_of=AS_OF)
    result = RiskResult.objects.select_related("model").get(project=project)
    place = list(result.codes).index("P-99")
    assert (result.inputs[place], result.scores[place]) == (0.3, 70)
    assert result.contributions[place] > 0
