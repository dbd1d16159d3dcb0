"""What a young person can ask about what is kept, within how many days, and why it may not be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.reading import Shelf
from rules.vocabulary import Regime

ACCESS, RESTRICT, OBJECT, CORRECT, ERASE = "access", "restrict", "object", "correct", "erase"
RIGHTS = (ACCESS, RESTRICT, OBJECT, CORRECT, ERASE)


@dataclass(frozen=True, slots=True)
class Right:
    """One right: `days` to answer in; `second`: the coordinator must agree; `hides`: closed meanwhile."""

    id: str
    name: str
    article: str
    days: int
    second: bool
    hides: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """Why a signal `closes` for a while, or why what was asked is not done; `text` as a letter says it."""

    id: str
    text: str
    article: str
    closes: bool
    rights: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rights:
    """All of it; `withheld` are the regimes of sources that do not go into a copy by themselves."""

    rights: Mapping[str, Right]
    because: Mapping[str, Because]
    withheld: tuple[str, ...]

    def closing(self) -> tuple[Because, ...]:
        """Why a signal can be closed for a while."""
        return tuple(one for one in self.because.values() if one.closes)

    def refusing(self, right: str) -> tuple[Because, ...]:
        """Why this right can be refused."""
        return tuple(one for one in self.because.values() if not one.closes and right in one.rights)


def read_rights(shelf: Shelf, regimes: Mapping[str, Regime]) -> Rights:
    """The table of the rights; every right of the wire needs its row, and a reason to refuse it."""
    file = shelf.table("rights")
    rights: dict[str, Right] = {}
    for row in shelf.rows("rights", file.get("right"), "right"):
        rights[row.id] = Right(
            id=row.id,
            name=row.text("name"),
            article=row.text("article"),
            days=row.required_number("days"),
            second=row.flag("second"),
            hides=row.flag("hides"),
            source=row.source(),
        )
        row.done()
    shelf.flaws.extend(f"rights.toml: [right.{one}] is missing" for one in RIGHTS if one not in rights)
    because: dict[str, Because] = {}
    for row in shelf.rows("rights", file.get("because"), "because"):
        because[row.id] = Because(
            id=row.id,
            text=row.text("text"),
            article=row.text("article"),
            closes=row.flag("closes"),
            rights=row.ids("rights", rights),
            source=row.source(),
        )
        row.done()
    named = file.get("withheld")
    withheld = tuple(str(one) for one in named) if isinstance(named, list) else ()
    shelf.flaws.extend(f"rights.toml: withheld names '{one}'" for one in withheld if one not in regimes)
    return Rights(rights, because, withheld)
