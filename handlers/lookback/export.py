"""The log as a CSV file that a spreadsheet opens; ids, codes and who people are, never a word of a case."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from casework.lookback.reading import Look

HEADS = (
    "regel",
    "tijd",
    "account",
    "naam",
    "organisatie",
    "wat",
    "handeling",
    "nummer",
    "soorten",
    "ontvangers",
    "code",
)
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(looks: Sequence[Look]) -> str:
    """The whole file: made before anything is sent, so that half of it never is."""
    made = StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    for one in looks:
        writer.writerow([_safe(cell) for cell in _cells(one)])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + made.getvalue()


def _cells(look: Look) -> Sequence[str]:
    who = look.who
    return (
        str(look.seq),
        look.at.isoformat(timespec="seconds"),
        look.account,
        who.name if who else "",
        who.organisation if who else "",
        look.what,
        look.act,
        look.ref,
        ",".join(look.categories),
        ",".join(f"P-{one.id}" for one in look.recipients),
        look.code,
    )


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
