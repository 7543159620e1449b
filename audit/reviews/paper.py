"""The report of an audit as a PDF, in both scripts and without a font file."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone
from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from audit.reviews.report import Report, Reported

# every reader of PDF knows these fonts: nothing is embedded; not every one has the Latin letters
# of the first
FONT, LATIN_FONT = "STSong-Light", "Helvetica"
LATIN = re.compile(r"[\x20-\x7e]+")
MARGIN = 20 * mm
GREY = colors.HexColor("#565c65")
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=10, leading=15, wordWrap="CJK")
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=8, leading=11, textColor=GREY)
TITLE = ParagraphStyle("title", parent=TEXT, fontSize=18, leading=25, spaceAfter=6)
HEADING = ParagraphStyle("heading", parent=TEXT, fontSize=13, leading=19, spaceBefore=10)
SUBHEADING = ParagraphStyle("subheading", parent=TEXT, fontSize=11, leading=16, spaceBefore=8)
LABEL = ParagraphStyle("label", parent=TEXT, textColor=GREY, alignment=TA_LEFT)
GRID = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.HexColor("#dfe1e2")),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]
)


class NumberedCanvas(Canvas):
    """Says on each page which it is, and of how many."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab calls it so
        """Keep the page until their number is known."""
        self._pages.append(dict(self.__dict__))
        # the way that reportlab itself shows; its types leave out what begins with an underscore
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Number the pages and write them."""
        for page in self._pages:
            self.__dict__.update(page)
            words = {"page": self.getPageNumber(), "pages": len(self._pages)}
            foot = Paragraph(_text(_("Page %(page)s of %(pages)s") % words), SMALL)
            foot.wrapOn(self, A4[0] - 2 * MARGIN, MARGIN)
            foot.drawOn(self, MARGIN, 10 * mm)
            super().showPage()
        super().save()


def written(report: Report) -> bytes:
    """The file."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=report.review.title,
        author=str(report.review.engagement.organisation),
        lang="zh-CN",
    )
    document.build(list(_parts(report)), canvasmaker=NumberedCanvas)
    return stream.getvalue()


def _parts(report: Report) -> Iterator[Flowable]:
    review = report.review
    yield Paragraph(_text(_("Audit report")), SMALL)
    yield Paragraph(_text(review.title), TITLE)
    yield _facts(
        [
            (_("Project"), f"{review.project.reference} {review.project}"),
            (_("Agency"), review.project.owner.label),
            (_("Auditor"), review.engagement.organisation.label),
            (_("Team"), ", ".join(report.team)),
            (_("Status"), review.get_status_display()),
            (_("Announced"), review.opened_at),
            (_("Concluded"), review.closed_at),
            (_("Drawn up"), report.drawn_up_at),
        ]
    )
    yield Paragraph(_text(_("Audit plan")), HEADING)
    yield _facts(
        [
            (_("Version"), review.plan_version),
            (_("Scope"), review.scope),
            (_("Criteria"), review.criteria),
            (_("Audited period"), f"{_plain(review.period_start)} – {_plain(review.period_end)}"),
            (_("Plan"), review.plan),
        ]
    )
    yield from _questions(report)
    yield Paragraph(_text(_("Audit findings")), HEADING)
    for one in report.findings:
        yield from _finding(one)
    if not report.findings:
        yield Paragraph(_text(_("No finding was issued.")), TEXT)
    yield from _samples(report)
    if review.conclusion:
        yield Paragraph(_text(_("Conclusion")), HEADING)
        yield Paragraph(_text(review.conclusion), TEXT)


def _questions(report: Report) -> Iterator[Flowable]:
    if not report.questions:
        return
    yield Paragraph(_text(_("Questions and answers")), HEADING)
    for question in report.questions:
        yield Paragraph(_text(question), SUBHEADING)
        answered = question.answer or _("not answered")
        yield _facts(
            [
                (_("Addressed to"), question.addressee.label),
                (_("Asked"), question.asked_at),
                (_("Answer due"), question.due),
                (_("Question"), question.text),
                (_("Answer"), answered),
                (_("Answered"), question.answered_at),
            ]
        )


def _finding(one: Reported) -> Iterator[Flowable]:
    finding = one.finding
    yield Paragraph(_text(finding), SUBHEADING)
    yield _facts(
        [
            (_("Category"), finding.get_category_display()),
            (_("Severity"), finding.get_severity_display()),
            (_("Status"), finding.get_status_display()),
            (_("Addressed to"), finding.addressee.label),
            (_("Issued"), finding.issued_at),
            (_("Criterion"), finding.criterion),
            (_("Condition found"), finding.condition),
            (_("Cause"), finding.cause),
            (_("Effect"), finding.effect),
            (_("Recommendation"), finding.recommendation),
            (_("Answer"), finding.response or _("not answered")),
            (_("Position of the audited"), finding.get_agreement_display()),
            (_("Planned measure"), finding.planned_measure),
            (_("Measure due"), finding.measure_due),
            *(
                (_("Elimination report"), f"{_plain(done.done_on)} {done.done}")
                for done in one.eliminations
            ),
            (_("Resolution"), finding.resolution),
            (_("Settled"), finding.resolved_at),
        ]
    )
    for title, digest in one.evidence:
        yield Paragraph(_text(f"{title} · SHA-256 {digest}"), SMALL)


def _samples(report: Report) -> Iterator[Flowable]:
    if not report.samples:
        return
    yield Paragraph(_text(_("Samples")), HEADING)
    for sample in report.samples:
        yield Paragraph(_text(f"S-{sample['number']} {sample['purpose']}"), SUBHEADING)
        results = ", ".join(f"{label}: {number}" for label, number in sample["results"])
        yield _facts(
            [
                (_("Population"), f"{sample['population_label']}: {sample['population_size']}"),
                (_("Total"), sample["population_total"]),
                (_("Method"), sample["method_label"]),
                (_("Drawn records"), sample["size"]),
                (_("Results"), results),
            ]
        )
        words = f"{_('Seed')} {sample['seed']} · SHA-256 {sample['population_sha256']}"
        yield Paragraph(_text(words), SMALL)


def _facts(rows: list[tuple[str, Any]]) -> Flowable:
    """Label and value, without what is not given."""
    shown = [
        [Paragraph(_text(label), LABEL), Paragraph(_text(_plain(value)), TEXT)]
        for label, value in rows
        if value not in (None, "")
    ]
    if not shown:
        return Spacer(1, 1)
    return Table(shown, colWidths=[38 * mm, A4[0] - 2 * MARGIN - 38 * mm], style=GRID, splitInRow=1)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _text(value: Any) -> str:
    """As a paragraph takes it: nothing typed is markup, lines stay lines."""
    marked = LATIN.sub(rf'<font name="{LATIN_FONT}">\g<0></font>', escape(str(value)))
    return marked.replace("\n", "<br/>")
