"""What rests on a ground that the privacy officer opened, and what is left of it once it is closed again."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.casework.leaking.opening import Opening
from tests.casework.leaking.people import FG
from tests.casework.leaking.playing import PICK
from tests.casework.leaking.serving import Serving

GROUND = "E15"


class Leaning(Opening, Serving):
    """Rules about sharing on an opened ground."""

    @precondition(lambda self: self.facts.signals)
    @rule(
        pick=PICK,
        person=PICK,
        reviewer=st.integers(0, 1),
        mode=st.sampled_from(("on_demand", "thread")),
        closes=st.sampled_from((True, True, False)),
    )
    def lean_on_opened(self, pick: int, person: int, reviewer: int, mode: str, closes: bool) -> None:
        """Without a yes it is shared on a ground that was opened; that is closed again, and people look."""
        self._object(pick, "author", person, 0, taken_back=False)
        if GROUND not in self.facts.opened:
            self._ask(FG, GROUND)
            self._settle("agree", "officer", GROUND, pick)
        self._invoke(pick, "author", 0, "whole", reviewer, True, None, wanted=GROUND)
        if self.facts.exceptions:
            self._judge(0, "reviewer", "approve")
        if mode == "thread":
            self._only_who_may_hear(pick)
        before = len(self.facts.disclosures)
        self._share(pick, "author", mode, "as offered", looks=True)
        self.show(mode)
        if len(self.facts.disclosures) > before:
            self.tally.saw("shared on an opened ground")
            if mode == "on_demand":
                self._open(0, "named")
        self.house.deliver(fresh=False)
        if closes:
            self._close(FG, GROUND)

    def _only_who_may_hear(self, pick: int) -> None:
        """Whom the ground is not for leaves the channel before anything is put in its thread."""
        signal, may_hear = self.signal(pick), self.facts.book.grounds[GROUND].recipients
        for user in set(self.rooms.members[signal.channel]) - {signal.author}:
            partner = self.facts.partner_of(user)
            if partner is None or not self.facts.policy.has(may_hear, partner.role):
                self.rooms.members[signal.channel].discard(user)
