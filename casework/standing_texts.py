"""Checked texts as they may be shown now: not those that hold a name which was told after the check.

What members type for an overleg or a goal is checked against the names behind the signals that are open then.
Who a signal is about may be told later, so every such text is checked again whenever it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import Session

from casework.office import Office
from rules.identifiers import holds_name
from storage import occasions
from storage.errors import SealBroken, WrongKey
from storage.occasions import Said
from storage.overleg_tables import Overleg
from storage.repositories import signals
from storage.signal_tables import SignalState

# Stands for a text that is held back, and for one that cannot be read; the same in every language.
HELD = "[…]"


@dataclass(slots=True)
class StandingTexts:
    """Reads the texts of this transaction; the names that may not stand in them are asked for once."""

    office: Office
    session: Session
    _names: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def names(self, partnership_id: int) -> tuple[str, ...]:
        """The names behind the open signals of a partnership; for checking only, never for showing."""
        if partnership_id not in self._names:
            known = signals.identities(self.session, partnership_id)
            self._names[partnership_id] = self.office.gate.names_behind(known)
        return self._names[partnership_id]

    def shown(self, text: str, partnership_id: int) -> str:
        """The text, or `HELD` when somebody's name stands in it."""
        return HELD if holds_name(text, self.names(partnership_id)) else text

    def maybe(self, text: str | None, partnership_id: int) -> str | None:
        """The same for a text that may be left empty."""
        return None if text is None else self.shown(text, partnership_id)

    def said(self, row: Said) -> str:
        """An agenda item or action point, or `HELD` also when it was changed in the database."""
        series = self.session.get(Overleg, row.overleg_id)
        text = self.typed(row)
        return HELD if text is None or series is None else self.shown(text, series.partnership_id)

    def typed(self, row: Said) -> str | None:
        """What its author typed; None when that cannot be read (any more) or names what is closed now."""
        if any(self._restricted(number) for number in row.signals):
            return None
        try:
            return occasions.read(self.session, self.office.store.vault, row)
        except (SealBroken, WrongKey):
            return None

    def _restricted(self, number: int) -> bool:
        found = signals.signal(self.session, number)
        return found is not None and found.state == SignalState.RESTRICTED
