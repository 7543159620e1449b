"""What templates link to exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.matrix.routes import every_name

TEMPLATES = Path(settings.BASE_DIR, "templates")
LINK = re.compile(r"""{%\s*url\s+['"]([\w:-]+)['"]""")


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_every_link_of_a_template_leads_to_a_page(path: Path) -> None:
    missing = set(LINK.findall(path.read_text(encoding="utf-8"))) - every_name()
    assert not missing
