"""The usual complete case of each ground, for tests of section 6."""

from __future__ import annotations

from typing import Any

from rules.book import Rulebook
from tests.rules.making import excepted, outcome

# ground: who invokes, for which recipient, which categories, at which age.
USUAL: dict[str, tuple[str, str, tuple[str, ...], int]] = {
    "E01": ("jongerenwerker", "wijkagent", ("identiteit", "signaal"), 14),
    "E02": ("ggz", "wijkagent", ("identiteit", "gezondheid"), 17),
    "E03": ("mentor", "veilig_thuis", ("identiteit", "gezin"), 11),
    "E04": ("mentor", "gi", ("identiteit", "school"), 13),
    "E05": ("mentor", "rvdk", ("identiteit", "school"), 13),
    "E06": ("jongerenwerker", "verwijsindex", ("identiteit", "betrokkenheid"), 17),
    "E07": ("mentor", "om", ("identiteit", "derden"), 17),
    "E08": ("jongerenwerker", "procesregisseur_pga", ("identiteit", "strafrecht"), 16),
    "E09": ("wijkteam", "zvh_procesregisseur", ("identiteit", "gezondheid"), 17),
    "E10": ("jeugdagent", "procesregisseur_pga", ("identiteit", "politiegegeven"), 17),
    "E12": ("schoolleiding", "wijkagent", ("identiteit", "strafrecht"), 16),
    "E13": ("jeugdhulp", "mentor", ("identiteit", "gezondheid"), 14),
    "E14": ("mentor", "jongerenwerker", ("identiteit", "gezin"), 14),
}


def usual(book: Rulebook, which: str, changes: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    """The usual complete case of a ground, with changes to the record or the facts."""
    sender, to, what, age = USUAL[which]
    set_out: dict[str, Any] = {"age": age, "sender": sender, "to": (to,), "what": what, **facts}
    return excepted(book, which, changes, **set_out)


def reason(raw: dict[str, Any], book: Rulebook) -> str:
    """The code the case comes out with."""
    return outcome(raw, book).reason
