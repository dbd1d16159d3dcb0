"""What people do about hidden grounds and parents who cannot be reached: ask, agree, close, seek."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.consent import seeking
from casework.grounds import opening
from handlers.consent.seeking import sought, unreached_form
from handlers.grounds import views
from rules.policy import INTERNAL
from storage.repositories import grounds
from tests.casework.leaking.belonging import Belonging
from tests.casework.leaking.facts import OpeningFact
from tests.casework.leaking.people import FG, REGIE, USERS
from tests.casework.leaking.playing import PICK, WHO
from tests.casework.leaking.watching import Leak

WHY = "Het convenant en de DPIA zijn vastgesteld."
HIDDEN = ("E15", INTERNAL)
SETTLED = {"agree": opening.agree, "decline": opening.decline}
LATELY = 3  # what was shared last rests on what is open
OFFICERS = st.sampled_from(("officer",) * 20 + USERS)


class Opening(Belonging):
    """Rules about what the privacy officer opens, and about seeking a parent in vain."""

    @rule(
        act=st.sampled_from(("ask", "ask", "agree", "agree", "agree", "close", "decline")),
        user=OFFICERS,
        pick=PICK,
    )
    def ground(self, act: str, user: str, pick: int) -> None:
        """The privacy officer asks or closes, the second person answers; others try."""
        self.watch.about = 0
        ground = HIDDEN[pick % len(HIDDEN)]
        if act in SETTLED:
            self._settle(act, user, ground, pick)
        elif act == "ask":
            self._ask(FG if user == "officer" else user, ground)
        else:
            self._close(FG if user == "officer" else user, ground)

    def _ask(self, user: str, ground: str) -> None:
        if not self.done(
            user,
            "view:ground.open",
            lambda me: opening.ask(self.office, me, ground, WHY, REGIE, self.key()),
        ):
            return
        if user != FG:
            raise Leak(f"{user} asks to open {ground} and is no privacy officer")
        with self.office.store.reading() as session:
            row = grounds.running(session)[-1]
        self.facts.openings[row.id or 0] = OpeningFact(ground, REGIE)
        self.deed("ground.open", user, f"G-{row.id}")
        self.watch.view(
            user, views.shown(self.house.labels, opening.standing(self.office, self.office.identify(user)))
        )

    def _settle(self, act: str, user: str, ground: str, pick: int) -> None:
        waiting = [
            number for number, one in self.facts.openings.items() if one.ground == ground and one.waits
        ]
        if not waiting:
            return
        number, settle = waiting[-1], SETTLED[act]
        fact = self.facts.openings[number]
        who = fact.second if user == "officer" else user
        if not self.done(who, f"ground.{act}", lambda me: settle(self.office, me, number, self.key())):
            return
        if who != fact.second:
            raise Leak(f"{who} answers for {fact.second} about G-{number}")
        fact.agreed, fact.closed = act == "agree", act == "decline"
        self.deed(f"ground.{act}", who, f"G-{number}")
        self.tally.saw(f"{ground} {act}")
        if fact.agreed and self.facts.signals:
            self._share(pick, "author", "on_demand", "as offered", looks=True)

    def _close(self, user: str, ground: str) -> None:
        if not self.done(
            user,
            "view:ground.close",
            lambda me: opening.close(self.office, me, ground, WHY, self.key()),
        ):
            return
        if user != FG:
            raise Leak(f"{user} closes {ground} and is no privacy officer")
        for number, one in self.facts.openings.items():
            if one.ground == ground and not one.closed:
                one.closed = True
                self.deed("ground.close", user, f"G-{number}")
        self.tally.saw(f"{ground} close")
        for fact in list(self.facts.disclosures.values())[-LATELY:]:
            for reader in fact.named if fact.mode != "thread" else ():
                self.open_as(self.facts.partners[reader].user, fact.number)

    @precondition(lambda self: self.facts.signals)
    @rule(
        pick=PICK,
        who=WHO,
        way=st.sampled_from(("telefoon", "brief", "postduif")),
        ago=st.sampled_from((0, 0, 3)),
    )
    def seek(self, pick: int, who: str, way: str, ago: int) -> None:
        """Somebody writes down that a parent could not be reached, which opens nothing."""
        signal = self.signal(pick)
        user = self.someone(who, signal)
        asked = self.attempt(
            user, seeking.UNREACHED, lambda me: seeking.questions(self.office, me, signal.number)
        )
        if asked is None:
            return
        self.watch.view(user, unreached_form(self.house.labels, asked))
        day = (self.today - timedelta(days=ago)).isoformat()
        found = self.attempt(
            user,
            f"view:{seeking.UNREACHED}",
            lambda me: seeking.record(self.office, me, signal.number, asked.persons[0], day, way, self.key()),
        )
        if found is not None:
            self.watch.view(user, sought(self.house.labels, found))
            self.deed(seeking.UNREACHED, user, f"S-{signal.number}")
            self.tally.saw("parent sought")
