"""What people do about who they are here: leave, come back, take somebody's place, get an account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.consent import same_person
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.signals import tagging
from tests.casework.leaking.agreeing import Agreeing
from tests.casework.leaking.ending import Ending
from tests.casework.leaking.facts import ConsentFact, ExceptionFact, PartnerFact, SignalFact
from tests.casework.leaking.people import ACTORS, COORDINATORS, NEWCOMER, REGIE
from tests.casework.leaking.playing import PICK, WHO
from tests.casework.leaking.sharing import READER, Sharing
from tests.casework.leaking.watching import Leak

IN_BOTH = tuple(number for number, one in enumerate(ACTORS, start=1) if len(one.partnerships) > 1)
IN_ONE = tuple(
    number for number, one in enumerate(ACTORS, start=1) if one.partnerships == (1,) and one.user != REGIE
)
NAMELESS = "Fatima Verzonnen"
ONE = timedelta(seconds=1)


class Belonging(Ending, Agreeing, Sharing):
    """Rules about memberships and accounts."""

    @precondition(lambda self: all(one.since is None for one in self.facts.partners.values()))
    @rule(who=st.sampled_from(IN_BOTH), where=st.sampled_from((1, 1, 2)), pick=PICK, reader=READER)
    def leave(self, who: int, where: int, pick: int, reader: str) -> None:
        """Somebody leaves one partnership and stays in the other, or comes back; then people look."""
        partner, actor = self.facts.partners[who], ACTORS[who - 1]
        if not partner.active:
            return
        host = COORDINATORS[where]
        if where in partner.partnerships and len(partner.partnerships) > 1:
            form, _ = keeping.changeable(self.office, self.office.identify(host), who)
            kept = tuple(one for one in form.partnerships if one != str(where))
            changed = replace(form, partnerships=kept)
            keeping.change(self.office, self.office.identify(host), who, changed, self.key())
            partner.partnerships = tuple(one for one in partner.partnerships if one != where)
        elif where not in partner.partnerships:
            form = PartnerForm(actor.name, actor.organisation, partner.role, actor.user, "", (str(where),))
            keeping.add(self.office, self.office.identify(host), form, self.key())
            partner.partnerships = tuple(sorted({*partner.partnerships, where}))
        self.tally.saw("membership")
        self._try_all(pick, actor.user, reader)

    def _try_all(self, pick: int, user: str, reader: str) -> None:
        """What this account could do or read as what it was."""
        if self.facts.signals:
            self._look_around(pick, user)
        if self.facts.disclosures:
            self._open(pick, reader)

    @precondition(lambda self: all(one.since is None for one in self.facts.partners.values()))
    @rule(who=st.sampled_from(IN_ONE), pick=PICK, reader=READER)
    def take_place(self, who: int, pick: int, reader: str) -> None:
        """Somebody else gets an account: another name in another organisation; then people look."""
        partner = self.facts.partners[who]
        if not partner.active or partner.partnerships != (1,):
            return
        host = self.office.identify(REGIE)
        form, _ = keeping.changeable(self.office, host, who)
        self.clock.at += ONE
        changed = replace(form, name="Iemand Anders", organisation="Elders")
        kept = keeping.change(self.office, host, who, changed, self.key())
        partner.active = False
        new = PartnerFact(kept.partner.id, partner.user, partner.role, (1,), since=self.clock.now())
        self.facts.partners[new.id] = new
        for signal in self.facts.signals.values():
            signal.lead = "" if signal.lead == partner.user else signal.lead
        self.clock.at += ONE
        self.tally.saw("account of another")
        self._try_all(pick, partner.user, reader)

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK)
    def name(self, pick: int) -> None:
        """A partner without an account is put in the list, tagged, and named in a parent's yes."""
        signal = self.signal(pick)
        number = self.nameless
        if not number and any(one.user == NEWCOMER for one in self.facts.partners.values()):
            return  # one of them is enough
        if not number:
            form = PartnerForm(NAMELESS, "Welzijn", "jongerenwerker", partnerships=("1",))
            number = keeping.add(self.office, self.office.identify(REGIE), form, self.key()).partner.id
            self.facts.partners[number] = PartnerFact(number, "", "jongerenwerker", (1,))
        if signal.partnership == 1 and self.done(
            signal.author,
            "view:signal.partners",
            lambda me: tagging.tag(self.office, me, signal.number, {number}, self.key()),
        ):
            self.took_in(signal, number)
            self._consent(pick, "author", "whole", 0, ("ouder_1",), True, None, "")
            self._share(pick, "author", "on_demand", "as offered", looks=False)

    @property
    def nameless(self) -> int:
        """The active partner who was put in the list without an account, 0 when there is none."""
        added = (one for one in self.facts.partners.values() if one.id > len(ACTORS))
        return next((one.id for one in added if one.active and not one.user), 0)

    @precondition(lambda self: self.nameless)
    @rule(pick=PICK)
    def bind(self, pick: int) -> None:
        """They get an account, which opens what it can."""
        number = self.nameless
        form, _ = keeping.changeable(self.office, self.office.identify(REGIE), number)
        changed = replace(form, user=NEWCOMER)
        keeping.change(self.office, self.office.identify(REGIE), number, changed, self.key())
        partner = self.facts.partners[number]
        partner.user, partner.since = NEWCOMER, self.clock.now()
        for signal in self.facts.signals.values():
            signal.same_help -= {number}
        self.clock.at += ONE
        self.tally.saw("account bound")
        for one in list(self.facts.disclosures):
            self.open_as(NEWCOMER, one)

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, reader=READER)
    def say_same(self, pick: int, who: str, reader: str) -> None:
        """Somebody says that it is still the person who was named."""
        signal = self.signal(pick)
        user = self.someone(who, signal)
        number = next((one.id for one in self.facts.partners.values() if one.since), 0)
        if not number or not self.done(
            user,
            "consent.same_person",
            lambda me: same_person.say_same(self.office, me, signal.number, number, self.key()),
        ):
            return
        if self.facts.partners[number].user == user:
            raise Leak(f"{user} says of themselves that they are who was named")
        leads = self.facts.leads(user, signal.number)
        for fact in self._records(signal):
            if leads or fact.recorder == self.facts.number_of(user):
                fact.same[number] = self.clock.now()
        self.tally.saw("same person")
        self._share(pick, "author", "on_demand", "as offered", looks=False)

    def _records(self, signal: SignalFact) -> list[ConsentFact | ExceptionFact]:
        grounds = [one for one in self.facts.exceptions.values() if one.signal == signal.number]
        return [*signal.consents, *grounds]
