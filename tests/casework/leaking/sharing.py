"""What people do to share: in the three ways, and anybody pressing the button."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.errors import OwnSignal
from casework.ports import RoomUnknown
from casework.sharing import choosing, deciding, on_demand
from casework.sharing.deciding import ShareForm
from handlers.disclosure import views
from tests.casework.leaking.facts import DisclosureFact, SignalFact
from tests.casework.leaking.people import USERS
from tests.casework.leaking.playing import PICK, WHO, Player
from tests.casework.leaking.watching import Leak

MODES = ("on_demand",) * 3 + ("thread",) * 3 + ("outside",)
# Refusals that come before anything was decided about anybody.
UNDECIDED = frozenset({"NOT_FOR_YOU", "SIGNAL_CLOSED", "SIGNAL_DRAFT", "NOTHING_TO_SHARE", "NOBODY_TAGGED"})


READER = st.sampled_from(("named",) * 24 + ("tagged",) * 24 + USERS)
SHARE: Any = {
    "pick": PICK,
    "who": WHO,
    "mode": st.sampled_from(MODES),
    "plan": st.sampled_from(("as offered",) * 5 + ("all",) + ("one",) * 3),
    "looks": st.sampled_from((True, True, False)),
    "necessary": st.booleans(),
}


class Sharing(Player):
    """Rules about sharing and reading."""

    @precondition(lambda self: self.facts.signals)
    @rule(**SHARE)
    def share(self, **chosen: Any) -> None:
        """Somebody shares what the form offers, or everything with everybody."""
        self._share(**chosen)

    @precondition(lambda self: self.facts.signals)
    @rule(**SHARE)
    def share_too(self, **chosen: Any) -> None:
        """That happens often."""
        self._share(**chosen)

    @precondition(lambda self: self.facts.signals)
    @rule(**SHARE, reader=READER)
    def share_and_open(self, reader: str, **chosen: Any) -> None:
        """The worker is quick, and so is somebody who reads."""
        before = len(self.facts.disclosures)
        self._share(**chosen)
        self.show(chosen["mode"])
        if len(self.facts.disclosures) > before:
            self._open(0, reader)

    def show(self, mode: str) -> None:
        """The worker brings what was shared where it is to be read; a button works before its message."""
        if mode == "thread":
            self.house.deliver(fresh=True)

    def _share(self, pick: int, who: str, mode: str, plan: str, looks: bool, necessary: bool = True) -> None:
        signal = self.signal(pick)
        user = self.someone(who, signal)
        offered = self.attempt(
            user, "signal.share", lambda me: choosing.share_options(self.office, me, signal.number)
        )
        if offered is None:
            return
        self.watch.view(user, views.share_form(self.house.labels, offered))
        if looks and offered.channel is not None:
            with suppress(RoomUnknown):
                self.office.rooms.look(offered.channel)
        everybody = plan == "all" or not offered.covered
        ids = sorted(one.id for one in offered.recipients) if everybody else sorted(offered.covered)
        ids = [self.facts.number_of(user)] if plan == "self" else ids[:1] if plan == "one" else ids
        categories = offered.categories if plan == "all" else offered.open_categories
        if mode == "thread" and plan != "all":
            categories = tuple(one for one in categories if one not in self.facts.policy.never_in_thread)
        form = ShareForm(tuple(str(one) for one in ids), categories, mode, offered.purpose, necessary)
        done = self.attempt(
            user,
            "view:signal.share",
            lambda me: deciding.share(self.office, me, signal.number, form, self.key()),
        )
        if done is not None:
            self._shared(signal, user, form, done.number)
        elif self._was_decided():
            assert self.refused is not None
            self.ledger.decided("signal.share", user, f"S-{signal.number}", self.refused.decision)

    def _shared(self, signal: SignalFact, user: str, form: ShareForm, number: int) -> None:
        chosen = tuple(one for one in signal.in_force if set(one.categories) <= set(form.categories))
        named = tuple(int(one) for one in form.recipients)
        fact = DisclosureFact(
            number,
            signal.number,
            form.mode,
            form.purpose,
            named,
            chosen,
            user,
            self.facts.number_of(user),
            form.necessary,
        )
        self.facts.disclosures[number] = fact
        self.ledger.decided("signal.share", user, f"S-{signal.number}", "ALLOW")
        self.tally.saw(f"shared {form.mode}")
        readers = [self.facts.partners[one] for one in named]
        now = self.clock.now()
        if self.facts.number_of(user) in named:
            raise Leak(f"{user} shares S-{signal.number} with themselves")
        verdicts = self.facts.verdicts(
            signal, user, readers, chosen, form.purpose, now, necessary=form.necessary
        )
        for verdict in verdicts:
            if not verdict.allowed:
                raise Leak(f"{user} may share S-{signal.number} {form.mode}: {verdict.reason}")

    def _was_decided(self) -> bool:
        return self.refused is not None and self.refused.code not in UNDECIDED

    @precondition(lambda self: self.facts.disclosures)
    @rule(pick=PICK, who=READER)
    def open(self, pick: int, who: str) -> None:
        """Anybody presses the button."""
        self._open(pick, who)

    def _open(self, pick: int, who: str) -> None:
        fact = list(self.facts.disclosures.values())[-1 - pick // 3 % len(self.facts.disclosures)]
        groups = {"named": fact.named, "tagged": tuple(self.facts.signals[fact.signal].tags) or fact.named}
        user = self.facts.partners[groups[who][pick % len(groups[who])]].user if who in groups else who
        self.watch.about = fact.signal
        if not user:  # in the list by name only
            return
        self.open_as(user, fact.number)

    def open_as(self, user: str, number: int) -> None:
        """This account presses the button of a disclosure."""
        fact = self.facts.disclosures[number]
        self.watch.about = fact.signal
        opened = self.attempt(
            user,
            "disclosure.open",
            lambda me: on_demand.open_disclosure(self.office, me, fact.number, self.key()),
        )
        if opened is not None:
            self.watch.view(user, views.details(self.house.labels, opened), disclosure=fact.number)
            self.ledger.decided("disclosure.open", user, f"S-{fact.signal}", "ALLOW")
            self.ledger.decided("disclosure.read", user, f"D-{fact.number}", "ALLOW")
        elif isinstance(self.refused, OwnSignal) or self._was_decided():
            assert self.refused is not None
            self.ledger.decided("disclosure.open", user, f"S-{fact.signal}", self.refused.decision)

    @precondition(lambda self: self.facts.disclosures)
    @rule(pick=PICK, who=READER)
    def open_too(self, pick: int, who: str) -> None:
        """That happens often."""
        self._open(pick, who)
