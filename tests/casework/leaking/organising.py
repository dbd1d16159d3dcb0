"""What people do about overleggen: anybody plans one, reads its agenda, and what was decided there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.overleg import agenda, file, outcomes, planning
from casework.overleg.drafting import OverlegForm
from casework.overleg.outcomes import OutcomeForm, ReadDecision
from handlers.overleg import views
from tests.casework.leaking.facts import ItemFact, SignalFact
from tests.casework.leaking.people import COORDINATORS, USERS
from tests.casework.leaking.playing import PICK, Player
from tests.casework.leaking.watching import Leak

ANYBODY = st.sampled_from(USERS)
LEAST = ("betrokkenheid",)
KINDS = {1: "wijkoverleg", 2: "mdo"}


class Organising(Player):
    """Rules about overleggen."""

    @precondition(lambda self: len(self.meetings) < 3)
    @rule(user=ANYBODY, where=PICK, invited=st.sets(PICK, max_size=3))
    def plan(self, user: str, where: int, invited: set[int]) -> None:
        """Somebody makes themselves organiser and chair, and reads the agenda."""
        partner = self.facts.partner_of(user)
        if partner is None:
            return
        partnership = partner.partnerships[where % len(partner.partnerships)]
        members = [one.id for one in self.facts.members(partnership)]
        day = self.today + timedelta(days=1)
        form = OverlegForm(
            partnership=str(partnership),
            title="Overleg",
            first_date=day.isoformat(),
            time="10:00",
            duration="60",
            frequency="weekly",
            organiser=user,
            chair=user,
            participants=tuple(str(one) for one in {members[pick % len(members)] for pick in invited}),
            holidays="keep",
        )
        number = self.attempt(
            user, "view:overleg.new", lambda me: planning.plan(self.office, me, form, self.key())
        )
        if number is not None:
            self.meetings[number] = (partnership, day)
            self.tally.saw("overleg planned")
            self._read(0, user)

    @precondition(lambda self: self.meetings)
    @rule(pick=PICK, user=ANYBODY)
    def read_agenda(self, pick: int, user: str) -> None:
        """Anybody reads an agenda, and what was decided."""
        self._read(pick, user)

    def _read(self, pick: int, user: str) -> None:
        number = list(self.meetings)[-1 - pick % len(self.meetings)]
        partnership, day = self.meetings[number]
        self.watch.about = 0
        shown = self.attempt(
            user, "/overleg agenda", lambda me: agenda.for_person(self.office, me, number, None)
        )
        if shown is not None:
            if not self.facts.sits(user, partnership) and COORDINATORS[partnership] != user:
                raise Leak(f"{user} reads the agenda of O-{number} and is nothing there")
            for one in shown.signals:
                self.watch.about = one.number
                alone = replace(shown, signals=(one,))
                self.watch.view(user, views.agenda(self.house.labels, alone, self.today))
            self.tally.saw("agenda")
        self.watch.about = 0
        found = self.attempt(
            user,
            "overleg.decisions",
            lambda me: outcomes.read_decisions(self.office, me, number, day, self.key()),
        )
        for read in found or ():
            self._decided(user, read)

    def _decided(self, user: str, read: ReadDecision) -> None:
        for token in self.watch.found(read.text or ""):
            number, item = self.facts.items[token][-1]
            signal = self.facts.signals[number]
            purpose = self.facts.book.meetings[KINDS[signal.partnership]].default_purpose
            self.watch.decision(user, signal, item, purpose)

    @precondition(lambda self: self.meetings and self.facts.signals)
    @rule(pick=PICK, user=ANYBODY)
    def decide(self, pick: int, user: str) -> None:
        """Whoever hosts writes down what was decided about a signal; then people read it."""
        number = list(self.meetings)[-1 - pick % len(self.meetings)]
        partnership, day = self.meetings[number]
        signal: SignalFact = self.signal(pick)
        host = user if pick % 3 == 0 else self._organiser(number)
        text = self.token()
        told = OutcomeForm(decisions=f"S-{signal.number}: {text} gaat naar de huisarts")
        if signal.partnership == partnership and self.done(
            host,
            "view:overleg.outcome",
            lambda me: outcomes.record(self.office, me, number, day, told, self.key()),
        ):
            if not self.facts.present(host, signal.number):
                raise Leak(f"{host} decides about S-{signal.number} and is nothing there")
            known = tuple(dict.fromkeys(one for item in signal.in_force for one in item.categories))
            self.facts.add_item(signal, ItemFact((text,), known or LEAST, self._regime(host, number), host))
            self.tally.saw("decision")
            for reader in (host, user, signal.author):
                self._read(pick, reader)

    def _regime(self, host: str, number: int) -> str:
        """The regime of who wrote it down; who sits nowhere speaks for whoever organises."""
        return self.regime(host) or self.regime(self._organiser(number))

    def _organiser(self, number: int) -> str:
        with self.office.store.reading() as session:
            return file.load(session, number).row.organiser
