"""Files are judged by their content."""

from pathlib import Path

import pytest

from audit.evidence import archives
from audit.evidence.kinds import FILE_KINDS, media_type_of
from egov_outsource.errors import Invalid
from tests.build.evidence import PNG, archive, docx, json_bytes, pdf

ODT = "application/vnd.oasis.opendocument.text"
GOOD = {
    "a.pdf": pdf(),
    "a.docx": docx(),
    "a.xlsx": archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}),
    "a.pptx": archive({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}),
    "a.odt": archive({"mimetype": ODT.encode(), "content.xml": b"<x/>"}),
    "a.png": PNG,
    "A.JPEG": b"\xff\xd8\xff\xe0" + bytes(40),
    "a.txt": "检查验收 accepted\n".encode(),
    "old.txt": "检查验收".encode("gb18030"),
    "a.csv": b"a;b\n1;2\n",
    "a.md": b"# Minutes\n",
    "a.json": json_bytes({"a": [1, 2.5, None]}),
    "a.xml": b"<?xml version='1.0'?><a><b/></a>",
    "a.zip": archive({"one.pdf": pdf(), "folder/two.txt": b"two"}),
}


def judge(folder: Path, name: str, content: bytes) -> str:
    path = folder / "content"
    path.write_bytes(content)
    return media_type_of(path, name)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_it_says_is_taken(name: str, tmp_path: Path) -> None:
    kinds = {kind.media_type for kind in FILE_KINDS.values()}
    assert judge(tmp_path, name, GOOD[name]) in kinds


BAD = {
    "text as pdf": ("a.pdf", b"hello"),
    "png as pdf": ("a.pdf", PNG),
    "pdf as word": ("a.docx", pdf()),
    "zip as word": ("a.docx", archive({"a.txt": b"a"})),
    "excel as word": ("a.docx", archive({"[Content_Types].xml": b"", "xl/w.xml": b"x"})),
    "macros": ("a.docx", docx({"word/vbaProject.bin": b"x"})),
    "odt of another type": ("a.odt", archive({"mimetype": b"text/plain"})),
    "odt without type": ("a.odt", archive({"content.xml": b"x"})),
    "binary as text": ("a.txt", b"MZ\x00\x01"),
    "not text at all": ("a.csv", b"\xff\xff\xff"),
    "broken json": ("a.json", b'{"a": '),
    "json that goes on": ("a.json", b"{} {}"),
    "deep json": ("a.json", b"[" * 500 + b"]" * 500),
    "broken xml": ("a.xml", b"<a><b></a>"),
    "xml with entities": ("a.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'),
    "damaged zip": ("a.zip", archive({"a": b"abc"})[:-12]),
    "empty zip": ("a.zip", archive({})),
    "zip in zip": ("a.zip", archive({"b.zip": b"PK"})),
    "program in zip": ("a.zip", archive({"setup.exe": b"MZ"})),
    "path out of zip": ("a.zip", archive({"../../etc/passwd": b"x"})),
    "bomb": ("a.zip", archive({"zeros.txt": bytes(20_000_000)})),
    "bomb as word": ("a.docx", docx({"word/x.xml": bytes(20_000_000)})),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_whose_content_is_not_its_extension_is_refused(case: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        judge(tmp_path, *BAD[case])
    assert refusal.value.code == "FILE-CONTENT"
    assert refusal.value.fields["file"]


def test_the_refusal_says_what_the_file_looks_like(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"It looks like a \.png file"):
        judge(tmp_path, "a.pdf", PNG)


@pytest.mark.parametrize("name", ["a.exe", "a", "a.html", "a.svg", "a.pdf.js", ".pdf"])
def test_other_types_are_refused_with_those_that_are_taken(name: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="pdf, docx") as refusal:
        judge(tmp_path, name, pdf())
    assert refusal.value.code == "FILE-TYPE"


def test_an_archive_of_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    with pytest.raises(Invalid, match="too many files"):
        judge(tmp_path, "a.zip", archive({f"{n}.txt": b"x" for n in range(4)}))


def test_an_archive_too_large_when_unpacked_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 10)
    with pytest.raises(Invalid, match="too large when unpacked"):
        judge(tmp_path, "a.zip", archive({"a.txt": b"x" * 11}))
