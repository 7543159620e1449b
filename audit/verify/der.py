"""As much of DER (X.690) as a time-stamp token needs, read strictly."""

from dataclasses import dataclass

SEQUENCE, SET, INTEGER, OCTETS, OID, TIME = 0x30, 0x31, 0x02, 0x04, 0x06, 0x18
LONG, HIGH_TAG = 0x80, 0x1F
LONGEST_LENGTH = 4


class DerError(ValueError):
    """The bytes are not what they should be."""


@dataclass(frozen=True)
class Value:
    """A tag with its content, and the bytes as they stood."""

    tag: int
    content: bytes
    raw: bytes

    def items(self) -> list["Value"]:
        """What it is made of."""
        found, rest = [], self.content
        while rest:
            item, rest = _first(rest)
            found.append(item)
        return found

    def inner(self) -> "Value":
        """The only thing in it."""
        items = self.items()
        if len(items) != 1:
            raise DerError("one value was expected")
        return items[0]

    def require(self, tag: int) -> "Value":
        """Itself, when it is of this kind."""
        if self.tag != tag:
            raise DerError(f"tag {tag:#x} was expected, not {self.tag:#x}")
        return self

    @property
    def oid(self) -> str:
        """As dotted numbers."""
        content = self.require(OID).content
        if not content or content[-1] & LONG:
            raise DerError("no object identifier")
        numbers, number = [], 0
        for byte in content:
            number = number << 7 | byte & 0x7F
            if not byte & LONG:
                numbers.append(number)
                number = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))

    @property
    def integer(self) -> int:
        """As a number."""
        return int.from_bytes(self.require(INTEGER).content, signed=True)


def parse(data: bytes) -> Value:
    """The one value that the bytes are.

    Raises:
        DerError: when they are not exactly one.

    """
    value, rest = _first(data)
    if rest:
        raise DerError("bytes after the end")
    return value


def _first(data: bytes) -> tuple[Value, bytes]:
    if len(data) < 2 or data[0] & HIGH_TAG == HIGH_TAG:  # noqa: PLR2004 - tag and length
        raise DerError("cut off, or a tag that is not read here")
    length, start = data[1], 2
    if length & LONG:
        count = length & ~LONG
        start += count
        length = int.from_bytes(data[2:start])
        if not 0 < count <= LONGEST_LENGTH or length < LONG or data[2:3] == b"\0":
            raise DerError("a length that is not written the one way")
    if start + length > len(data):
        raise DerError("cut off")
    return Value(data[0], data[start : start + length], data[: start + length]), data[
        start + length :
    ]
