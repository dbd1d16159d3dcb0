"""What people do in acute danger: share on one screen, and say afterwards why it could not wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.acute import completing, road, sharing
from casework.acute.road import AcuteForm, AcuteOptions
from casework.acute.sharing import SharedAtOnce
from casework.sharing.deciding import ShareForm
from casework.signals.drafting import SignalForm
from handlers.acute.form import acute_form, complete_form
from rules.model import ExceptionRecord, Informed
from tests.casework.leaking.excepting import Excepting
from tests.casework.leaking.facts import ExceptionFact, ItemFact, SignalFact
from tests.casework.leaking.people import USERS
from tests.casework.leaking.playing import PICK, WHO
from tests.casework.leaking.sharing import Sharing
from tests.casework.leaking.telling import REPORT, Telling
from tests.casework.leaking.watching import Leak

REASON = "Inlichten brengt nu iemand in gevaar."  # long enough, as every reason that is stored
DAY_OVER = timedelta(hours=25)
TO_WHOM: Any = {
    "to": st.sets(PICK, min_size=1, max_size=2),
    "informed": st.sampled_from(("yes", "not_safe", "no")),
    "late": st.booleans(),
}


class Hurrying(Telling, Excepting, Sharing):
    """Rules about acute danger."""

    @precondition(lambda self: len(self.facts.signals) < 4)
    @rule(**REPORT | TO_WHOM)
    def share_at_once(self, to: set[int], informed: str, late: bool, tagged: set[int], **told: Any) -> None:
        """Somebody reports and shares in one go; who was chosen reads, a day later too."""
        user = told["user"]
        said = self._told(**told)
        if said is None:
            return
        offered = self.attempt(user, "share.acute", lambda me: road.for_new(self.office, me, said.form))
        if offered is None:
            return
        form = self._hurried(user, offered, to | tagged, informed, said.form)
        self.watch.view(user, acute_form(self.house.labels, offered, form))
        done = self.attempt(
            user, "view:share.acute", lambda me: sharing.share_new(self.office, me, form, self.key())
        )
        if done is not None:
            self._keep_hurried(self._keep_signal(user, done.invoked.number, said), user, form, done, late)

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, **TO_WHOM)
    def share_at_once_on(self, pick: int, who: str, to: set[int], informed: str, late: bool) -> None:
        """The same about a signal that was reported before, by who may, or somebody tries."""
        signal = self.signal(pick)
        user = self.someone(who, signal)
        offered = self.attempt(
            user, "share.acute", lambda me: road.for_signal(self.office, me, signal.number)
        )
        if offered is None:
            return
        form = self._hurried(user, offered, to, informed, SignalForm())
        self.watch.view(user, acute_form(self.house.labels, offered, form))
        done = self.attempt(
            user,
            "view:share.acute",
            lambda me: sharing.share_on(self.office, me, signal.number, form, self.key()),
        )
        if done is not None:
            self._keep_hurried(signal, user, form, done, late)

    def _hurried(
        self, user: str, offered: AcuteOptions, picks: set[int], informed: str, form: SignalForm
    ) -> AcuteForm:
        ids = [str(one.id) for one in offered.recipients]
        return AcuteForm(
            signal=form,
            recipients=tuple({ids[one % len(ids)] for one in picks}) if ids else (),
            reason=f"{self.token()} staat nu met een mes bij de school",
            informed=informed,
            informed_reason=f"{self.token()} kan er niet tegen" if informed == "no" else "",
        )

    def _keep_hurried(
        self, signal: SignalFact, user: str, form: AcuteForm, done: SharedAtOnce, late: bool
    ) -> None:
        """The detail, who is tagged, the ground with that one text as its reasoning, and what was shared."""
        number, ground = done.invoked.exception, done.invoked.ground
        text, at_once = form.reason.split()[0], ground.at_once
        assert at_once is not None
        self.facts.add_item(signal, ItemFact((text,), (at_once.category,), self.regime(user), user))
        for written in filter(None, (form.reason, form.informed_reason)):
            self.keep_reason(written.split()[0], user)
        self.took_in(signal, *(int(one) for one in form.recipients))
        partner = self.facts.partner_of(user)
        known = dict.fromkeys(one for item in signal.in_force for one in item.categories)
        record = ExceptionRecord(
            ground=ground.id,
            invoked_by=partner.role if partner else None,
            invoker=user,
            purpose=ground.purpose,
            recipients=self.facts.addressees(int(one) for one in form.recipients),
            categories=frozenset(known) & frozenset(ground.categories),
            conditions=self.facts.book.conditions_met(
                dict.fromkeys(ground.conditions, form.reason), self.facts.policy
            ),
            granted=self.clock.now(),
            informed=Informed(done=form.informed == "yes", reason=REASON),
        )
        self.facts.exceptions[number] = ExceptionFact(
            number,
            signal.number,
            record,
            done.invoked.reviewer,
            self.facts.number_of(user),
            self.clock.now(),
            to_complete=at_once.afterwards,
        )
        for token in self.watch.found(f"{form.reason} {form.informed_reason}"):
            self.facts.reasons[token].about = number
        self.deed("signal.tag", user, f"S-{signal.number}")
        self.deed("exception.record", user, f"X-{number}")
        self.tally.saw("shared at once" if done.disclosure else "not shared at once")
        if done.disclosure is None:
            return
        categories = tuple(one for one in known if one in ground.categories)
        share = ShareForm(form.recipients, categories, "on_demand", ground.purpose)
        self._shared(signal, user, share, done.disclosure)
        for again in (False, True) if late else (False,):
            self.clock.at += DAY_OVER if again else timedelta()
            for one in form.recipients:
                self.open_as(self.facts.partners[int(one)].user, done.disclosure)

    @precondition(lambda self: any(one.to_complete for one in self.facts.exceptions.values()))
    @rule(
        pick=PICK,
        who=st.sampled_from(("invoker",) * 12 + USERS),
        judged=st.sampled_from(("", "", "approve", "reject")),
        short=st.sampled_from((False, False, False, True)),
    )
    def complete(self, pick: int, who: str, judged: str, short: bool) -> None:
        """The reasons follow in words of their own, from who shared; or after it was judged."""
        hurried = [one for one in self.facts.exceptions.values() if one.to_complete]
        fact = hurried[pick % len(hurried)]
        user = fact.record.invoker or "" if who == "invoker" else who
        self.watch.about = fact.signal
        if judged:
            {"approve": self._approve, "reject": self._reject}[judged](fact, fact.reviewer or user)
        asked = self.attempt(
            user, "exception.complete", lambda me: completing.asked(self.office, me, fact.number)
        )
        if asked is None:
            return
        self.watch.view(user, complete_form(self.house.labels, asked))
        self.deed("read.own", user, f"S-{fact.signal}")
        written = {one: "te kort" if short else self._reason(user) for one in fact.to_complete}
        if not self.done(
            user,
            "view:exception.complete",
            lambda me: completing.complete(self.office, me, fact.number, written, self.key()),
        ):
            return
        if not fact.pending or self.facts.number_of(user) != fact.recorder:
            raise Leak(f"{user} writes the reasons of X-{fact.number} anew, judged or not theirs")
        fact.to_complete = ()
        for token in self.watch.found(" ".join(written.values())):
            self.facts.reasons[token].about = fact.number
        self.deed("exception.complete", user, f"X-{fact.number}")
        self.tally.saw("reasons completed")
