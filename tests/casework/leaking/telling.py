"""What people do to signals: report, tag, answer, add, replace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.people import Person
from casework.signals import answering, registering, supplementing, tagging, unposted
from casework.signals.drafting import SignalForm
from handlers.signal import posting
from rules.moments import birthday
from tests.casework.leaking.facts import ItemFact, SignalFact
from tests.casework.leaking.people import REPORTERS
from tests.casework.leaking.playing import PICK, WHO, Player

BIRTHDAYS = (12, 16, 18, 23)
TOLD = (
    ("signaal",),
    ("signaal",),
    ("signaal",),
    ("school", "gezin"),
    ("school",),
    ("gezondheid",),
    ("strafrecht",),
    ("derden",),
    ("betrokkenheid",),
    ("politiegegeven",),
)
SUMMARY = "Jongen mist vaak de eerste uren en heeft ineens dure kleding"


REPORT: Any = {
    "user": st.sampled_from((*REPORTERS[:2], *REPORTERS)),
    "where": st.integers(0, 1),
    "years": st.sampled_from(BIRTHDAYS),
    "days": st.integers(-3, 60),
    "about": st.sampled_from(TOLD),
    "known": st.sampled_from(("all",) * 8 + ("date", "name", "nothing")),
    "tagged": st.sets(PICK, max_size=2).map(lambda some: {0, 1, *some}),
}
REPORT_FIRST = REPORT | {
    "user": st.sampled_from(REPORTERS[:2]),
    "about": st.sampled_from(TOLD[:5]),
    "known": st.just("all"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A form as somebody filled it in, and by what each part of it is known again."""

    form: SignalForm
    name: str
    born: date | None
    text: str


class Telling(Player):
    """Rules about signals."""

    @precondition(lambda self: len(self.facts.signals) < 4)
    @rule(**REPORT)
    def report(self, **told: Any) -> None:
        """Somebody reports, and tags a few partners."""
        self._report(**told)

    @precondition(lambda self: len(self.facts.signals) < 4)
    @rule(**REPORT)
    def report_not_yet(self, **told: Any) -> None:
        """Somebody writes down what they saw and does not post it."""
        before = set(self.facts.signals)
        self._report(**told | {"tagged": set()})
        for number in self.facts.signals.keys() - before:
            signal = self.facts.signals[number]
            if self.done(
                signal.author,
                "signal.keep",
                partial(self._keep, number),
            ):
                signal.state = "draft"
                self.deed("signal.keep", signal.author, f"S-{number}")

    @precondition(lambda self: any(one.state == "draft" for one in self.facts.signals.values()))
    @rule(pick=PICK, who=WHO, tagged=st.sets(PICK, min_size=1, max_size=3))
    def post_at_last(self, pick: int, who: str, tagged: set[int]) -> None:
        """A draft is posted, or somebody else tries."""
        drafts = [one for one in self.facts.signals.values() if one.state == "draft"]
        signal = drafts[pick % len(drafts)]
        self.watch.about = signal.number
        self._tag(signal, self.someone(who, signal), tagged)

    def _report(
        self,
        user: str,
        where: int,
        years: int,
        days: int,
        about: tuple[str, ...],
        known: str,
        tagged: set[int],
    ) -> None:
        told = self._told(user, where, years, days, about, known)
        if told is None:
            return
        done = self.attempt(
            user, "view:signal.new", lambda who: registering.register(self.office, who, told.form, self.key())
        )
        if done is not None:
            self._tag(self._keep_signal(user, done.number, told), user, tagged)

    def _told(
        self, user: str, where: int, years: int, days: int, about: tuple[str, ...], known: str
    ) -> Told | None:
        """What this person fills in about a young person whom nobody else knows."""
        me = self.facts.partner_of(user)
        if me is None:
            return None
        name = self.token() if known in ("all", "name") else ""
        born = self._birth_date(years, days) if known in ("all", "date") else None
        text = self.token()
        form = SignalForm(
            partnership=str(me.partnerships[where % len(me.partnerships)]),
            level="N2",
            place="school",
            summary=f"{SUMMARY}, stub{len(self.facts.signals) + 1:05}",
            subject_name=name,
            subject_birthdate=born.isoformat() if born else "",
            details=f"{text} bracht pakketjes weg",
            categories=about,
        )
        return Told(form, name, born, text)

    def _keep_signal(self, user: str, number: int, told: Told) -> SignalFact:
        partnership, me = int(told.form.partnership), self.facts.number_of(user)
        channel = self.channels[partnership]
        signal = SignalFact(number, partnership, channel, user, me, self.clock.now(), lead=user)
        self.facts.signals[number] = signal
        self.watch.about = number
        if told.name or told.born:
            self.facts.add_item(signal, self._identity(user, told.name, told.born))
        about = tuple(told.form.categories)
        self.facts.add_item(signal, ItemFact((told.text,), about, self.regime(user), user))
        self.deed("signal.register", user, f"S-{number}")
        return signal

    def _keep(self, number: int, who: Person) -> None:
        unposted.keep(self.office, who, number, self.key())

    def _identity(self, user: str, name: str, born: date | None) -> ItemFact:
        tokens = tuple(one for one in (name, born.isoformat() if born else "") if one)
        return ItemFact(tokens, ("identiteit",), self.regime(user), user, born=born, identity=True)

    def _birth_date(self, years: int, days: int) -> date:
        """Somebody about to have a birthday (or just had it), born on a day that nobody else was."""
        turns = self.today + timedelta(days=days)
        if years == 23:
            turns = max(turns, self.today + timedelta(days=1))
        born = birthday(turns, -years)
        while born.isoformat() in self.facts.items:
            born += timedelta(days=1)
        return born

    def _tag(self, signal: SignalFact, user: str, picks: set[int]) -> None:
        others = [one for one in self.facts.members(signal.partnership) if one.id != signal.author_partner]
        here = self.rooms.members[signal.channel]
        free = [one.id for one in sorted(others, key=lambda one: one.user not in here)]
        ids = {free[one % len(free)] for one in picks} if free else set()
        proposal = self.attempt(
            user, "signal.partners", lambda who: tagging.propose(self.office, who, signal.number)
        )
        if proposal is None or not ids:
            return
        self.watch.view(user, posting.choose_partners(self.house.labels, f"S-{signal.number}", proposal))
        if self.done(
            user,
            "view:signal.partners",
            lambda who: tagging.tag(self.office, who, signal.number, ids, self.key()),
        ):
            self.took_in(signal, *ids)
            self.deed("signal.tag", user, f"S-{signal.number}")

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, tagged=st.sets(PICK, min_size=1, max_size=3))
    def tag_more(self, pick: int, who: str, tagged: set[int]) -> None:
        """More partners are tagged."""
        signal = self.signal(pick)
        self._tag(signal, self.someone(who, signal), tagged)

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, tagged=PICK, act=st.sampled_from(sorted(answering.REACTIONS)))
    def react(self, pick: int, tagged: int, act: str) -> None:
        """A tagged partner answers, or somebody who was not tagged tries."""
        signal = self.signal(pick)
        ids = list(signal.tags) or list(self.facts.partners)
        partner = self.facts.partners[ids[tagged % len(ids)]]
        if not partner.user:
            return
        if self.done(
            partner.user, act, lambda who: answering.react(self.office, who, signal.number, act, self.key())
        ):
            signal.tags[partner.id] = answering.REACTIONS[act]
            self.deed(act, partner.user, f"S-{signal.number}")

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, about=st.sampled_from(TOLD))
    def add_detail(self, pick: int, who: str, about: tuple[str, ...]) -> None:
        """Something more is told."""
        signal = self.signal(pick)
        user, text = self.someone(who, signal), self.token()
        if self.done(
            user,
            "view:detail.add",
            lambda who: supplementing.add_detail(
                self.office, who, signal.number, f"{text} was erbij", about, self.key()
            ),
        ):
            self.facts.add_item(signal, ItemFact((text,), about, self.regime(user), user))
            self.deed("detail.add", user, f"S-{signal.number}")

    @precondition(lambda self: self.facts.signals)
    @rule(
        pick=PICK,
        who=WHO,
        years=st.sampled_from(BIRTHDAYS),
        days=st.integers(-3, 60),
        name=st.booleans(),
        day=st.booleans(),
    )
    def supersede(self, pick: int, who: str, years: int, days: int, name: bool, day: bool) -> None:
        """Who it is about turns out otherwise."""
        signal = self.signal(pick)
        user = self.someone(who, signal)
        fresh = self.token() if name else ""
        born = self._birth_date(years, days) if day else None
        if self.done(
            user,
            "view:subject.add",
            lambda who: supplementing.add_subject(
                self.office, who, signal.number, fresh, born.isoformat() if born else "", self.key()
            ),
        ):
            old = next((one for one in signal.in_force if one.identity), None)
            known = next((one for one in old.tokens if one.startswith("Kanarie")), "") if old else ""
            before = signal.born
            new = self._identity(user, fresh or known, born or before)
            if old is not None:
                self.facts.replace_item(signal, old, new)
            else:
                self.facts.add_item(signal, new)
            self.deed("subject.add", user, f"S-{signal.number}")
