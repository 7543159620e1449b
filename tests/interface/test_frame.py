"""The frame of every page: no inline script or style, and it stands without a request."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource import context
from egov_outsource.charts import Chart, Series
from egov_outsource.context import Place
from egov_outsource.errors import NotAllowed
from egov_outsource.templatetags.display import STAGE_STATES, TONES
from tests.build.projects import Cast

TEMPLATES = Path(settings.BASE_DIR, "templates")


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_no_template_has_inline_script_style_or_handler(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|\shx-on", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or "application/json" in script
    assert text.count("\n") < 150


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "413", "500"])
def test_an_error_page_needs_no_context_and_leads_on(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert "<h1>" in page
    assert 'href="/"' in page


def test_an_address_of_a_deed_that_is_opened_by_a_sign_in_on_the_way_leads_on(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.officer)
    answer = client.get(reverse("bundles:request", args=[cast.project.pk]))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert 'href="/"' in answer.content.decode()


def test_a_refusal_says_what_by_which_rule_and_who_can_help() -> None:
    refusal = NotAllowed("duty.self_approval", "Not your own request", helper="Another leader")
    page = render_to_string("refusal.html", {"refusal": refusal})
    for expected in ("Not your own request", "duty.self_approval", "Another leader"):
        assert expected in page


def test_a_plot_carries_its_numbers_as_json_and_as_a_table() -> None:
    chart = Chart(
        slug="history",
        kind="line",
        title="Score",
        caption="It rose.",
        categories=["May", "</script>"],
        series=[Series("Score", [41.25, None])],
    )
    page = render_to_string("components/chart.html", {"chart": chart})
    assert '<script id="chart-history-data" type="application/json">' in page
    assert page.count("</script>") == 1
    assert '<td class="number">41.3</td>' in page or '<td class="number">41.2</td>' in page
    assert '<td class="number">–</td>' in page


@pytest.mark.parametrize("level", ["low", "watch", "elevated", "high", "critical", ""])
def test_a_risk_band_is_never_colour_alone(level: str) -> None:
    page = render_to_string("components/risk_badge.html", {"level": level, "score": 12})
    assert "risk__shape" in page
    assert re.search(r'risk__word">\w+', page)


def test_the_navigation_marks_the_nearest_place_only() -> None:
    places = (Place(_("Password"), "account_change_password"), Place(_("E-mail"), "account_email"))
    links = context.links(places, reverse("account_email"))
    assert [link["current"] for link in links] == [False, True]
    nowhere = context.links((Place(_("Nowhere"), "no_such_address"),), "/")
    assert nowhere == []


def test_nobody_in_particular_gets_no_navigation(rf: RequestFactory) -> None:
    assert context.navigation(rf.get("/")) == []


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    """An empty state with an icon that is not there begins with a hole."""
    found = finders.find("uswds/img/sprite.svg")
    assert isinstance(found, str)
    there = set(re.findall(r'<symbol[^>]*\bid="([^"]+)"', Path(found).read_text(encoding="utf-8")))
    named = {*(icon for _word, icon in STAGE_STATES.values()), *TONES.values()}
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for pair in re.findall(r'icon\.html" with name="([^"]+)"|\bicon="([^"]+)"', text):
            named.update(pair)
    assert named - there == {""}
