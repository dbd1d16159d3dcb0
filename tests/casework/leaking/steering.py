"""What people do to a case as a whole: hand it over, say who can decide, who helps too, put things right."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.consent import correcting
from casework.regie import handing
from casework.signals import amending
from casework.subject import capacity, helping
from casework.subject.capacity import CapacityForm
from rules.model import Capacity
from rules.moments import age_on
from tests.casework.leaking.facts import ItemFact
from tests.casework.leaking.playing import PICK, WHO
from tests.casework.leaking.sharing import MODES, Sharing
from tests.casework.leaking.telling import TOLD


class Steering(Sharing):
    """Rules about regie, capacity and corrections."""

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, to=PICK, mode=st.sampled_from(MODES))
    def hand_over(self, pick: int, who: str, to: int, mode: str) -> None:
        """Somebody else takes the lead, and shares at once what the form offers."""
        signal = self.signal(pick)
        members = [one for one in self.facts.members(signal.partnership) if one.user]
        if not members:
            return
        user = members[to % len(members)].user
        if self.done(
            self.someone(who, signal),
            "view:signal.lead",
            lambda me: handing.hand_over(self.office, me, signal.number, user, self.key()),
        ):
            signal.lead = user
            self._share(pick, "lead", mode, "as offered", looks=True)

    @precondition(lambda self: self.facts.signals)
    @rule(
        pick=PICK,
        who=WHO,
        can=st.sampled_from(tuple(Capacity)),
        by=st.sets(st.sampled_from(("curator", "wettelijk_mentor", "partner"))),
    )
    def settle_capacity(self, pick: int, who: str, can: Capacity, by: set[str]) -> None:
        """A professional established whether this young person can decide, and who does otherwise."""
        signal = self.signal(pick)
        user, token = self.someone(who, signal), self.token()
        self.keep_reason(token, user)
        day = self.today.isoformat()
        form = CapacityForm(can, f"{token} arts", day, tuple(sorted(by)))
        if self.done(
            user,
            "view:subject.capacity",
            lambda me: capacity.record(self.office, me, signal.number, form, self.key()),
        ):
            adult = signal.born is not None and age_on(signal.born, self.today) >= 18
            signal.capacity = can
            incapable = can is Capacity.INCAPABLE and adult
            signal.representatives = tuple(form.representatives) if incapable else ()
            self.deed("subject.capacity", user, f"S-{signal.number}")

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, chosen=st.booleans())
    def same_help(self, pick: int, who: str, chosen: bool) -> None:
        """Who carries out the same help may know without more (rulebook 5, row 8)."""
        signal = self.signal(pick)
        user = self.someone(who, signal)
        asked = self.attempt(
            user, "signal.direct", lambda me: helping.questions(self.office, me, signal.number)
        )
        if asked is None:
            return
        offered = frozenset(one.id for one in asked.partners)
        ticked = offered if chosen else frozenset()
        if self.done(
            user,
            "view:signal.direct",
            lambda me: helping.record(
                self.office, me, signal.number, [str(one) for one in ticked], self.key()
            ),
        ):
            signal.same_help = (signal.same_help - offered) | ticked
            self.deed("signal.direct", user, f"S-{signal.number}")

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, which=PICK)
    def void_consent(self, pick: int, who: str, which: int) -> None:
        """A record is taken away that should never have been made."""
        signal = self.signal(pick)
        user = self.someone(who, signal)
        if user not in (signal.author, signal.lead) or not signal.consents:
            return
        listed = self.attempt(
            user, "consent.records", lambda me: correcting.records(self.office, me, signal.number)
        )
        if listed is None or len(listed.lines) != len(signal.consents):
            return
        place = which % len(listed.lines)
        if self.done(
            user,
            "consent.void",
            lambda me: correcting.void(self.office, me, signal.number, listed.lines[place].id, self.key()),
        ):
            del signal.consents[-1 - place]
            self.deed("consent.void", user, f"S-{signal.number}")

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, which=PICK, about=st.sampled_from(("as it was", *TOLD)))
    def correct_detail(self, pick: int, which: int, about: str | tuple[str, ...]) -> None:
        """The author reads a detail back and puts another in its place, of the same kinds or not."""
        signal = self.signal(pick)
        user, text = signal.author, self.token()
        mine = self.attempt(user, "detail.own", lambda me: amending.own(self.office, me, signal.number))
        if mine is None:
            return
        self.watch.text(user, " ".join(one.text for one in mine.details))
        chosen = mine.details[which % len(mine.details)]
        old = next(one for one in signal.items if one.tokens[0] in chosen.text)
        kinds = old.categories if isinstance(about, str) else about
        if self.done(
            user,
            "view:detail.correct",
            lambda me: amending.correct(
                self.office, me, signal.number, chosen.id, f"{text} was het", kinds, self.key()
            ),
        ):
            self.facts.replace_item(signal, old, ItemFact((text,), kinds, self.regime(user), user))
            self.deed("detail.correct", user, f"S-{signal.number}")
