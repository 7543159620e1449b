"""Every object of a project as JSON and as CSV, with a table that says what each field is."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.translation import override

from audit.bundles.bag import IN_MEMORY, BagWriter
from audit.bundles.models import Bundle
from audit.bundles.nouns import REGISTERS, lists_of, nouns, rows_of, target_of
from egov_outsource.export import MARK, safe_cell
from egov_outsource.redaction import withheld_fields

AT_ONCE = 500
FOLDER = "data/objects"
NAMES = {"accounts.organisation": ("name", "name_zh", "kind"), "accounts.user": ("name",)}
WITHHELD = "withheld"


@dataclass
class Objects:
    """Writes the tables one after the other, and remembers who is named in them."""

    bag: BagWriter
    bundle: Bundle
    reached: Callable[[], None]
    named: dict[type[Model], set[int]] = field(default_factory=dict)
    counts: dict[type[Model], int] = field(default_factory=dict)

    def add(self) -> int:
        """All of them; how many objects."""
        for noun in nouns():
            self._add(noun, list(_columns(noun)), self._rows(noun))
        total = sum(self.counts.values())
        for noun in REGISTERS:
            columns = ["id", *NAMES[noun._meta.label_lower]]
            found = noun._default_manager.filter(pk__in=self.named.get(noun, ())).order_by("pk")
            self._add(noun, columns, found.values(*columns).iterator(AT_ONCE))
        self.bag.add(f"{FOLDER}/fields.csv", self._fields())
        return total

    def _rows(self, noun: type[Model]) -> Iterator[dict[str, Any]]:
        user, project = self.bundle.requested_by, self.bundle.project
        fields = {one.attname: one for one in noun._meta.concrete_fields}
        for row in rows_of(noun, project, user).iterator(AT_ONCE):
            hidden = withheld_fields(row, user)
            told: dict[str, Any] = {}
            for name, one in fields.items():
                told[name] = None if one.name in hidden else _plain(getattr(row, name))
                self._note(one, [told[name]])
            for one in lists_of(noun):
                told[one.name] = [other.pk for other in getattr(row, one.name).all()]
                self._note(one, told[one.name])
            told[WITHHELD] = sorted(hidden)
            yield told
            self.reached()

    def _note(self, one: Any, keys: list[Any]) -> None:
        above = target_of(one)
        if above in REGISTERS:
            self.named.setdefault(above, set()).update(key for key in keys if key is not None)

    def _add(self, noun: type[Model], columns: list[str], rows: Iterator[dict[str, Any]]) -> None:
        name = f"{FOLDER}/{noun._meta.label_lower}"
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as table:
            self.bag.add(f"{name}.json", self._both(noun, columns, rows, table))
            table.seek(0)
            self.bag.add(f"{name}.csv", iter(lambda: table.read(1 << 16), b""))

    def _both(
        self,
        noun: type[Model],
        columns: list[str],
        rows: Iterator[dict[str, Any]],
        table: IO[bytes],
    ) -> Iterator[bytes]:
        """The rows as JSON, written into `table` as CSV in the same reading."""
        table.write(MARK.encode() + _line(columns))
        number = 0
        for number, row in enumerate(rows, start=1):
            encoded = json.dumps(row, ensure_ascii=False, cls=DjangoJSONEncoder)
            plain = json.loads(encoded)
            table.write(_line([_cell(plain[column]) for column in columns]))
            yield f"{',' if number > 1 else '['}\n{encoded}".encode()
        yield b"\n]\n" if number else b"[]\n"
        self.counts[noun] = number

    def _fields(self) -> Iterator[bytes]:
        """What each column is called and means, in both languages."""
        header = ("table", "rows", "field", "type", "names", "en", "zh", "values")
        yield MARK.encode() + _line(list(header))
        for noun, number in self.counts.items():
            wanted = NAMES.get(noun._meta.label_lower)
            label = noun._meta.label_lower
            yield _line(
                [
                    label,
                    str(number),
                    "",
                    "",
                    "",
                    *_both_words(noun._meta, "verbose_name_plural"),
                    "",
                ]
            )
            for one in (*noun._meta.concrete_fields, *lists_of(noun)):
                if wanted is None or one.name in {"id", *wanted}:
                    yield _line([label, "", *_described(one)])


def _columns(noun: type[Model]) -> Iterator[str]:
    yield from (one.attname for one in noun._meta.concrete_fields)
    yield from (one.name for one in lists_of(noun))
    yield WITHHELD


def _described(one: Any) -> list[str]:
    above = target_of(one)
    name = one.name if one.many_to_many else one.attname
    values = " ".join(str(value) for value, _label in one.flatchoices or ())
    names = above._meta.label_lower if above is not None else ""
    return [name, one.get_internal_type(), names, *_both_words(one, "verbose_name"), values]


def _both_words(thing: Any, name: str) -> list[str]:
    words = []
    for language in ("en", "zh-hans"):
        with override(language):
            words.append(str(getattr(thing, name)))
    return words


def _plain(value: Any) -> Any:
    """Bytes as hexadecimal digits; all else is known to JSON."""
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _line(cells: list[str]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerow([safe_cell(cell) for cell in cells])
    return written.getvalue().encode()
