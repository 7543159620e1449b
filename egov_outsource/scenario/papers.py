"""Small files that the people of the story hand in."""

from django.core.files.uploadedfile import SimpleUploadedFile

PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
    " /Resources << /Font << /F1 4 0 R >> >> >>"
)
LINE = 76


def pdf(name: str, title: str, *paragraphs: str) -> SimpleUploadedFile:
    """A page of text as a PDF; letters outside Latin-1 cannot be set with the built-in font."""
    lines = [title, "", *(line for text in paragraphs for line in [*_wrapped(text), ""])]
    shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 16 TL 60 780 Td {shown} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    )
    body = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    body += "".join(f"{place:010} 00000 n \n" for place in places)
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return SimpleUploadedFile(name, body.encode("latin-1"), "application/pdf")


def text(name: str, *lines: str) -> SimpleUploadedFile:
    """A text file."""
    return SimpleUploadedFile(name, "\n".join((*lines, "")).encode(), "text/plain")


def _wrapped(paragraph: str) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _escaped(line: str) -> str:
    plain = line.encode("latin-1", "replace").decode("latin-1")
    return plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
