"""What people do to serve themselves, who stands behind a record, and who may judge a ground."""

from __future__ import annotations

from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.casefile import load
from casework.consent import confirming
from casework.directory.grants import OPERATOR, give_in, take_in
from casework.people import Person
from casework.regie import handing
from casework.signals import tagging
from storage.engine import session_for
from storage.evidence_tables import ExceptionEntry
from tests.casework.leaking.agreeing import Agreeing
from tests.casework.leaking.excepting import Excepting
from tests.casework.leaking.facts import ConsentFact, ExceptionFact, SignalFact
from tests.casework.leaking.people import COORDINATORS, REVIEWERS
from tests.casework.leaking.playing import PICK, WHO
from tests.casework.leaking.sharing import MODES, Sharing
from tests.casework.leaking.watching import Leak


class Serving(Agreeing, Excepting, Sharing):
    """Rules about naming oneself, confirming and reviewing."""

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, tagged=st.sampled_from((True, False, False)), mode=st.sampled_from(MODES))
    def serve_oneself(self, pick: int, tagged: bool, mode: str) -> None:
        """A tagged partner, or a coordinator who takes regie, records a yes to themselves and a ground."""
        signal = self.signal(pick)
        user = COORDINATORS[signal.partnership]
        if tagged:
            others = [self.facts.partners[one].user for one in signal.tags]
            user = next((one for one in others if one), user)
        self._take_part(signal, user, lead=not tagged)
        self._consent(pick, user, "self", 0, ("ouder_1",), True, None, "")
        self._invoke(pick, user, 0, "whole", 0, True, None)
        before = len(self.facts.disclosures)
        for sharer, plan in ((user, "all"), (user, "self"), ("author", "all")):
            self._share(pick, sharer, mode, plan, looks=True)
        self.show(mode)
        for number in list(self.facts.disclosures)[before:]:
            self.open_as(user, number)

    def _take_part(self, signal: SignalFact, user: str, *, lead: bool) -> None:
        me = self.facts.number_of(user)
        if me != signal.author_partner and self.done(
            signal.author,
            "view:signal.partners",
            lambda author: tagging.tag(self.office, author, signal.number, {me}, self.key()),
        ):
            self.took_in(signal, me)
        if lead and self.done(
            user,
            "view:signal.lead",
            lambda who: handing.hand_over(self.office, who, signal.number, user, self.key()),
        ):
            signal.lead = user

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, yes=st.sampled_from((True, True, False)), mode=st.sampled_from(MODES))
    def confirm(self, pick: int, who: str, yes: bool, mode: str) -> None:
        """Somebody stands behind what was recorded, or says that it should not count; then it is shared."""
        signal = self.signal(pick)
        user = self.someone(who, signal)
        act = confirming.CONFIRM if yes else confirming.DENY
        for record, fact in self._records_by_name(signal).items():
            answer = partial(self._answer, signal.number, record, act)
            if fact.confirmed or not self.done(user, act, answer):
                continue
            if fact.recorder == self.facts.number_of(user):
                raise Leak(f"{user} stands behind their own record")
            self.tally.saw(act)
            self.deed(act, user, f"S-{signal.number}")
            if yes:
                fact.confirmed = True
            elif isinstance(fact, ConsentFact):
                signal.consents.remove(fact)
            else:
                self.facts.change_exception(fact.number, revoked=True)
        self._share(pick, "author", mode, "as offered", looks=True)

    def _answer(self, number: int, record: str, act: str, person: Person) -> None:
        confirming.answer(self.office, person, number, record, act, self.key())

    def _records_by_name(self, signal: SignalFact) -> dict[str, ConsentFact | ExceptionFact]:
        """The records of a signal as buttons name them."""
        if signal.state == "erased":
            return {}
        with self.office.store.reading() as session:
            names = [str(one.id) for one in load(session, signal.number).consents]
        found: dict[str, ConsentFact | ExceptionFact] = dict(zip(names, signal.consents, strict=True))
        return found | {
            f"X-{one.number}": one for one in self.facts.exceptions.values() if one.signal == signal.number
        }

    @rule(back=st.booleans(), pick=PICK)
    def grants(self, back: bool, pick: int) -> None:
        """All reviewers lose their grant, or get it back; who was asked looks at what waits, and judges."""
        for user in REVIEWERS:
            with self.office.job() as unit:
                if back and user not in self.facts.reviewers:
                    give_in(unit, user, "reviewer", OPERATOR)
                    self.facts.reviewers.add(user)
                elif not back and user in self.facts.reviewers:
                    take_in(unit, user, "reviewer", OPERATOR)
                    self.facts.reviewers.discard(user)
        with session_for(self.house.engine, write=False) as session:
            for fact in self.facts.exceptions.values():
                fact.reviewer = session.get_one(ExceptionEntry, fact.number).reviewer
        if self.facts.exceptions:
            self._judge(pick, "reviewer", "show")
            self._judge(pick, "reviewer", "approve")
