"""What people do about grounds: weigh, draft, record, look, approve, reject, revoke."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework import why
from casework.exceptions import asking, drafts, recording, reviewing
from casework.exceptions.asking import ExceptionQuestions
from casework.exceptions.drafts import Typed
from handlers.exception import views
from handlers.exception.form import choose_ground, record_form
from handlers.exception.judging import dossier
from handlers.why.views import shown as why_shown
from rules.model import ExceptionRecord, Informed, Review
from tests.casework.leaking.facts import ExceptionFact, SignalFact
from tests.casework.leaking.people import REVIEWERS, USERS
from tests.casework.leaking.playing import PICK, WHO, Player
from tests.casework.leaking.watching import Leak

PLANS = ("whole",) * 12 + ("draft", "empty reason", "few")


class Excepting(Player):
    """Rules about exceptions."""

    @precondition(lambda self: self.facts.signals)
    @rule(
        pick=PICK,
        who=WHO,
        which=PICK,
        plan=st.sampled_from(PLANS),
        reviewer=st.integers(0, 2),
        told=st.booleans(),
        until=st.sampled_from((None, None, 0, 2)),
    )
    def invoke(
        self, pick: int, who: str, which: int, plan: str, reviewer: int, told: bool, until: int | None
    ) -> None:
        """Somebody chooses a ground that is offered, and records or drafts it."""
        self._invoke(pick, who, which, plan, reviewer, told, until)

    def _invoke(
        self,
        pick: int,
        who: str,
        which: int,
        plan: str,
        reviewer: int,
        told: bool,
        until: int | None,
        wanted: str = "",
    ) -> None:
        """A ground that is offered: the one that is wanted where that is among them."""
        signal = self.signal(pick)
        user = self.someone(who, signal)
        offer = self.attempt(
            user, "exception.record", lambda me: asking.grounds(self.office, me, signal.number)
        )
        if offer is None:
            return
        self.watch.view(user, choose_ground(self.house.labels, offer))
        offered = [one.id for one in offer.all]
        ground = wanted if wanted in offered else offered[which % len(offered)]
        asked = self.attempt(
            user, "view:exception.ground", lambda me: asking.questions(self.office, me, signal.number, ground)
        )
        if asked is None:
            return
        self.watch.view(user, record_form(self.house.labels, asked, asked.typed, ask_why=True))
        typed = self._typed(user, asked, plan, reviewer, told, until)
        if plan == "draft":
            self.done(
                user,
                "typing:exception.record",
                lambda me: drafts.keep_draft(self.office, me, signal.number, ground, typed),
            )
            return
        done = self.attempt(
            user,
            "view:exception.record",
            lambda me: recording.record(self.office, me, signal.number, ground, typed, self.key()),
        )
        if done is None:
            return
        self.watch.view(user, views.recorded(self.house.labels, done))
        self._keep_ground(signal, user, asked, typed, done.exception, done.reviewer)
        self.deed("exception.record", user, f"X-{done.exception}")
        self.tally.saw(f"exception {ground}")

    def _typed(
        self, user: str, asked: ExceptionQuestions, plan: str, reviewer: int, told: bool, until: int | None
    ) -> Typed:
        reasons = {one.id: self._reason(user) for one in asked.texts}
        if plan == "empty reason" and reasons:
            reasons[next(iter(reasons))] = "te kort"
        partners = [str(one.id) for one in asked.recipients]
        few = plan == "few"
        return Typed(
            purpose=asked.purpose,
            recipients=tuple(partners[:1] if few else partners),
            categories=asked.categories[:1] if few and not asked.fast else asked.categories,
            reasons=reasons,
            reviewer=REVIEWERS[reviewer] if asked.asks_reviewer else "",
            informed="yes" if told else "no",
            informed_reason="" if told else self._reason(user),
            until="" if until is None else (self.today + timedelta(days=until)).isoformat(),
        )

    def _reason(self, user: str) -> str:
        token = self.token()
        self.keep_reason(token, user)
        return f"{token} is met de aandachtsfunctionaris besproken"

    def _keep_ground(
        self,
        signal: SignalFact,
        user: str,
        asked: ExceptionQuestions,
        typed: Typed,
        number: int,
        reviewer: str | None,
    ) -> None:
        partner = self.facts.partner_of(user)
        ticks = {key: typed.reasons.get(key) for key in asked.ground.conditions}
        record = ExceptionRecord(
            ground=asked.ground.id,
            invoked_by=partner.role if partner else None,
            invoker=user,
            purpose=typed.purpose,
            recipients=self.facts.addressees(int(one) for one in typed.recipients),
            categories=frozenset(typed.categories),
            conditions=self.facts.book.conditions_met(ticks, self.facts.policy),
            granted=self.clock.now(),
            until=self.today.fromisoformat(typed.until) if typed.until else None,
            informed=Informed(done=typed.informed == "yes", reason=typed.informed_reason),
        )
        self.facts.exceptions[number] = ExceptionFact(
            number, signal.number, record, reviewer, self.facts.number_of(user), self.clock.now()
        )
        for text in (*typed.reasons.values(), typed.informed_reason):
            for token in self.watch.found(text):
                self.facts.reasons[token].about = number

    @precondition(lambda self: self.facts.exceptions)
    @rule(
        pick=PICK,
        user=st.sampled_from(("reviewer",) * 18 + ("invoker",) * 6 + USERS),
        act=st.sampled_from(("show", "show", "why", "approve", "approve", "reject", "revoke")),
    )
    def judge(self, pick: int, user: str, act: str) -> None:
        """The reviewer reads, approves or rejects; others try; somebody takes it back."""
        self._judge(pick, user, act)

    def _judge(self, pick: int, user: str, act: str) -> None:
        fact = list(self.facts.exceptions.values())[-1 - pick % len(self.facts.exceptions)]
        invoker = fact.record.invoker or ""
        who = {"reviewer": fact.reviewer or invoker, "invoker": invoker}.get(user, user)
        self.watch.about = fact.signal
        {
            "show": self._show,
            "why": self._why,
            "approve": self._approve,
            "reject": self._reject,
            "revoke": self._revoke,
        }[act](fact, who)

    def _show(self, fact: ExceptionFact, user: str) -> None:
        shown = self.attempt(user, "exception.show", lambda me: reviewing.show(self.office, me, fact.number))
        if shown is None:
            return
        self.watch.view(user, dossier(self.house.labels, shown), review=fact.number)
        if user == fact.reviewer != fact.record.invoker:
            self.ledger.decided("read.review", user, f"X-{fact.number}", "REVIEW")
        else:
            self.deed("read.own", user, f"S-{fact.signal}")

    def _why(self, fact: ExceptionFact, user: str) -> None:
        """Step by step why it opens something or not: also what the other records of the case say."""
        found = self.attempt(user, "why.exception", lambda me: why.of_exception(self.office, me, fact.number))
        if found is not None:
            judges = self.watch.reviews(user, fact.number)
            self.watch.view(user, why_shown(self.house.labels, found), review=fact.number if judges else 0)

    def _approve(self, fact: ExceptionFact, user: str) -> None:
        if self.done(
            user, "exception.approve", lambda me: reviewing.approve(self.office, me, fact.number, self.key())
        ):
            if not self.watch.reviews(user, fact.number):
                raise Leak(f"{user} approves X-{fact.number} and may not judge it")
            fact.judged = True
            self.facts.change_exception(fact.number, review=Review(user, self.clock.now()))
            self.deed("exception.approve", user, f"X-{fact.number}")

    def _reject(self, fact: ExceptionFact, user: str) -> None:
        token = self.token()
        self.keep_reason(token, user, fact.record.invoker or "")
        if self.done(
            user,
            "view:exception.reject",
            lambda me: reviewing.reject(
                self.office, me, fact.number, f"{token} overtuigt hier nog niet genoeg", self.key()
            ),
        ):
            fact.judged = True
            self.facts.change_exception(fact.number, review=Review(user, self.clock.now()), revoked=True)
            self.deed("exception.reject", user, f"X-{fact.number}")

    def _revoke(self, fact: ExceptionFact, user: str) -> None:
        if self.done(
            user, "exception.revoke", lambda me: recording.revoke(self.office, me, fact.number, self.key())
        ):
            self.facts.change_exception(fact.number, revoked=True)
