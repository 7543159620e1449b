"""The table of sign-ins, as the command prints it and the documentation shows it."""

from egov_outsource.accounts.models import Membership
from egov_outsource.scenario.organisations import HEAD, PARTIES
from egov_outsource.scenario.people import OPERATOR, PASSWORD, SECOND_OPERATOR, SIGN_INS

HEADINGS = ("Name", "E-mail address", "Part", "Organisation")


def rows() -> list[tuple[str, str, str, str]]:
    """One row a person."""
    names = {party.key: party.name.removesuffix(" (demo)") for party in (HEAD, *PARTIES)}
    people = [
        (
            sign_in.name,
            sign_in.email,
            ", ".join(str(Membership.Role(role).label) for role in sign_in.parts),
            names[sign_in.organisation],
        )
        for sign_in in SIGN_INS
    ]
    return [*people, ("Operator", OPERATOR, "Operates the platform, decides nothing", "")]


def as_text() -> str:
    """In columns for a terminal, with the password that all of them share."""
    lines = [HEADINGS, *rows()]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(HEADINGS))]
    table = "\n".join(
        "  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    pair = f"Second operator, who approves what the first proposes: {SECOND_OPERATOR}"
    return f"{table}\n\n{pair}\nPassword of all: {PASSWORD}"


def as_markdown() -> str:
    """As a table of a document."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|" + "---|" * len(HEADINGS)]
    lines += ["| " + " | ".join(row) + " |" for row in rows()]
    return "\n".join(lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(1 if letter.isascii() else 2 for letter in text)
