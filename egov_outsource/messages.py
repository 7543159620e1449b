"""Translations without gettext's programs: found in the sources, compiled, and checked."""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from egov_outsource import env

LANGUAGE = "zh_Hans"
SOURCES = ("audit", "contractors", "egov_outsource", "projects", "risk")
TEMPLATES = ("templates", *SOURCES)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
EMPTY_HEADERS = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*[\d.]*[a-z]|%[sdr]|\{\w*\}")


def po_file() -> Path:
    """The translations that people edit."""
    return env.BASE_DIR / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def _sources() -> Iterator[tuple[Path, str]]:
    """Every file with texts, as Python code."""
    for folder in SOURCES:
        for path in sorted((env.BASE_DIR / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text(encoding="utf-8")
    for folder in TEMPLATES:
        for pattern in ("*.html", "*.txt"):
            for path in sorted((env.BASE_DIR / folder).rglob(pattern)):
                if "static" not in path.parts:
                    text = path.read_text(encoding="utf-8")
                    # in parentheses a template's indentation means nothing to Python
                    yield path, f"(\n{templatize(text, origin=str(path))}\n)"


def in_sources() -> Catalog:
    """All texts of the sources, untranslated."""
    catalog = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    for path, code in _sources():
        found = extract_from("python", BytesIO(code.encode()), keywords=KEYWORDS)
        for line, text, _comments, context in found:
            if text and text != ("", ""):
                catalog.add(text, context=context, locations=[(str(path), line)])
    return catalog


def in_file() -> Catalog:
    """The texts and translations of the .po file."""
    if not po_file().exists():
        return Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    with po_file().open("rb") as source:
        return read_po(source, locale=LANGUAGE)


def write(catalog: Catalog) -> None:
    """Write the .po file: sorted, without line numbers and dates that change nothing."""
    out = BytesIO()
    write_po(out, catalog, no_location=True, sort_output=True, ignore_obsolete=True, width=96)
    lines = out.getvalue().decode().splitlines()
    noise = tuple(f'"{name}' for name in EMPTY_HEADERS)
    kept = [line for line in lines if not line.startswith(noise)]
    start = next(number for number, line in enumerate(kept) if line.startswith("msgid"))
    header = ["# Texts of the platform in Simplified Chinese."]
    po_file().parent.mkdir(parents=True, exist_ok=True)
    po_file().write_text("\n".join([*header, *kept[start:]]).rstrip() + "\n", encoding="utf-8")


def update() -> Catalog:
    """Bring the .po file in step with the sources; what is gone from them is dropped."""
    known, current = in_file(), in_sources()
    for message in current:
        if message.id and (old := known.get(_key(message), message.context)):
            message.string = old.string
            message.flags |= old.flags & {"fuzzy"}
    write(current)
    return current


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def is_translated(message: Message) -> bool:
    """Whether every form has a text that somebody stands for."""
    return bool(message.string) and all(_forms(message.string)) and not message.fuzzy


def problems() -> Iterator[str]:
    """What keeps a page from being complete in Chinese, one sentence each."""
    known = in_file()
    current = in_sources()
    for message in current:
        if not message.id:
            continue
        path, line = message.locations[0]
        where = f"{Path(path).relative_to(env.BASE_DIR)}:{line}: {_key(message)!r}"
        translated = known.get(_key(message), message.context)
        if translated is None or not is_translated(translated):
            yield f"{where} is not translated"
            continue
        allowed = {mark for form in _forms(message.id) for mark in PLACEHOLDER.findall(form)}
        needed = set(PLACEHOLDER.findall(_forms(message.id)[-1]))
        for form in _forms(translated.string):
            if not needed <= set(PLACEHOLDER.findall(form)) <= allowed:
                yield f"{where} has other placeholders in its translation"
    for message in known:
        if message.id and current.get(_key(message), message.context) is None:
            yield f"{_key(message)!r} is translated but used nowhere: run `make messages`"


def compile_all() -> None:
    """Make the .mo file that Django reads, if the .po file is newer."""
    source, target = po_file(), po_file().with_suffix(".mo")
    if not source.exists():
        return
    if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
        return
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as out:
        write_mo(out, in_file())
    fresh.replace(target)


def main(verb: str) -> int:
    """`extract`, `compile` or `check`."""
    if not settings.configured:
        settings.configure()
    if verb == "extract":
        update()
    elif verb == "compile":
        compile_all()
    elif verb == "check":
        found = list(problems())
        sys.stdout.writelines(line + "\n" for line in found)
        sys.stdout.write(f"{len(found)} problems with translations\n" if found else "")
        return 1 if found else 0
    else:
        sys.stdout.write("usage: python -m egov_outsource.messages extract|compile|check\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
