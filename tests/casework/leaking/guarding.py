"""What an institution that is itself the guardian does: decide itself, with a second person of its own."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.regie import handing
from tests.casework.leaking.people import COLLEAGUE, GUARDIAN
from tests.casework.leaking.playing import PICK
from tests.casework.leaking.serving import Serving
from tests.casework.leaking.sharing import MODES

SECONDS = ("colleague", "colleague", "outsider", "outsider", "self", "")


class Guarding(Serving):
    """Rules about the guardian's own decision."""

    @precondition(lambda self: self.facts.signals)
    @rule(
        pick=PICK,
        leads=st.booleans(),
        second=st.sampled_from(SECONDS),
        tagged=PICK,
        mode=st.sampled_from(MODES),
    )
    def decide_itself(self, pick: int, leads: bool, second: str, tagged: int, mode: str) -> None:
        """It decides about its own ward, with a colleague, with somebody else or alone; then it is shared."""
        signal = self.signal(pick)
        self._take_part(signal, GUARDIAN, lead=False)
        if leads and self.done(
            signal.author,
            "view:signal.lead",
            lambda me: handing.hand_over(self.office, me, signal.number, GUARDIAN, self.key()),
        ):
            signal.lead = GUARDIAN
        others = [one for one in signal.tags if self.facts.partners[one].user != GUARDIAN]
        who = {
            "colleague": self.facts.number_of(COLLEAGUE),
            "outsider": others[tagged % len(others)] if others else 0,
            "self": self.facts.number_of(GUARDIAN),
        }
        self._consent(pick, GUARDIAN, "itself", 0, ("voogd_gi",), True, None, "", second=who.get(second, 0))
        before = len(self.facts.disclosures)
        for sharer in ("author", "lead"):
            self._share(pick, sharer, mode, "as offered", looks=True)
        self.show(mode)
        for number in list(self.facts.disclosures)[before:]:
            self.open_as(GUARDIAN, number)
            self._open(0, "named")
