"""What people do about consent: record it well or badly, refuse, take it back."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.consent import asking, objecting, recording
from casework.consent.asking import ConsentQuestions
from casework.consent.recording import ConsentForm
from handlers.consent import views
from handlers.consent.form import consent_form
from handlers.consent.objection import refused_form, withdrawn_form
from rules.model import Consent, OtherHolder, YouthVoice
from rules.moments import start_of
from tests.casework.leaking.facts import ConsentFact, SignalFact
from tests.casework.leaking.playing import PICK, WHO, Player
from tests.casework.leaking.watching import Leak

PLANS = ("whole",) * 20 + (
    "partial",
    "wrong person",
    "not explicit",
    "no talk",
    "objects",
    "other objects",
    "few",
    "self",
)
DAYS_AGO = (0, 0, 0, 0, 1, 20, 170, 182, 183, 184)
HOLDERS = (("ouder_1",), ("ouder_1", "ouder_2"), ("voogd_gi",))


CONSENT: Any = {
    "pick": PICK,
    "who": WHO,
    "plan": st.sampled_from(PLANS),
    "ago": st.sampled_from(DAYS_AGO),
    "held": st.sampled_from(HOLDERS),
    "verified": st.sampled_from((True, True, True, False)),
    "until": st.sampled_from((None, None, 0, 3, 200)),
    "purpose": st.sampled_from(("", "", "", "kindveiligheid")),
}


class Agreeing(Player):
    """Rules about consent."""

    @precondition(lambda self: self.facts.signals)
    @rule(**CONSENT)
    def consent(self, **said: Any) -> None:
        """Somebody fills in the form as it was shown, more or less well."""
        self._consent(**said)

    @precondition(lambda self: self.facts.signals)
    @rule(**CONSENT)
    def consent_too(self, **said: Any) -> None:
        """That happens often."""
        self._consent(**said)

    def keep_consent(self, signal: SignalFact, user: str, record: Consent) -> None:
        """What was recorded, by whom and when."""
        signal.consents.append(ConsentFact(record, self.facts.number_of(user), self.clock.now()))

    def _consent(
        self,
        pick: int,
        who: str,
        plan: str,
        ago: int,
        held: tuple[str, ...],
        verified: bool,
        until: int | None,
        purpose: str,
        second: int = 0,
    ) -> None:
        signal = self.signal(pick)
        user = self.someone(who, signal)
        asked = self.attempt(
            user, "consent.record", lambda me: asking.questions(self.office, me, signal.number)
        )
        if asked is None:
            return
        shown = consent_form(self.house.labels, asked, more=True)
        self.watch.view(user, shown)
        leads = self.facts.leads(user, signal.number)
        if not leads:
            tagged = [(one, self.facts.partners[one]) for one in sorted(signal.tags)]
            itself = asked.asks_second and self.facts.organisation_of(user)  # a guardian's form is its own
            self.watch.same_form(f"{self.today} S-{signal.partnership} {tagged} {itself}", shown)
        form = self._filled(signal, asked, plan, held, verified)
        form = ConsentForm(
            **{name: getattr(form, name) for name in ConsentForm.__dataclass_fields__}
            | {
                "given_on": (self.today - timedelta(days=ago)).isoformat(),
                "until": "" if until is None else (self.today + timedelta(days=until)).isoformat(),
                "purpose": purpose,
                "second": str(second or ""),
            }
        )
        done = self.attempt(
            user,
            "view:consent.record",
            lambda me: recording.record(self.office, me, signal.number, form, self.key()),
        )
        if done is None:
            return
        self.watch.view(user, views.recorded(self.house.labels, done))
        self._must_be_two(user, signal, form, asked.second_before or second)
        self._keep_consent(signal, user, asked, form)
        self.deed("consent.record", user, f"S-{signal.number}")
        self.tally.saw(f"consent {plan}")

    def _filled(
        self, signal: SignalFact, asked: ConsentQuestions, plan: str, held: tuple[str, ...], verified: bool
    ) -> ConsentForm:
        holders = held if asked.ask_holders else signal.holders
        givers = [one for one in asked.givers if one == "jongere" or one in holders] or list(asked.givers)[:1]
        statements = list(asked.statements)
        match plan:
            case "partial":
                givers = givers[:1]
            case "wrong person":
                givers = ["curator"]
            case "not explicit":
                statements = [one for one in statements if one != "explicit"]
            case "no talk":
                statements.remove("conversation")
            case "itself":
                givers = [one for one in asked.givers if one == "jongere"] + list(held)
                statements = [one for one in statements if one != "ap_indicaties"]
        first = asked.continues is None
        categories = asked.categories[:1] if plan == "few" else asked.categories
        partners = [str(one.id) for one in asked.recipients]
        if plan == "self":
            partners = [one for one in partners if int(one) == self.acting] or partners
        return ConsentForm(
            holders=held if self._says_holders(asked, plan) else (),
            gezag_verified=("yes" if verified else "no") if self._says_holders(asked, plan) else "",
            given_by=givers if asked.givers else (),
            youth_voice="bezwaar" if plan == "objects" else "instemmend" if asked.ask_youth_voice else "",
            other_holder="bezwaar"
            if plan == "other objects"
            else "instemt"
            if asked.ask_other_holder
            else "",
            recipients=(partners[:1] if plan == "few" else partners) if first else (),
            categories=categories if first else (),
            statements=statements if first else (),
        )

    def _says_holders(self, asked: ConsentQuestions, plan: str) -> bool:
        """Whether it is said who has gezag: where that is asked, and by who puts it right."""
        return asked.ask_holders or (plan == "itself" and asked.holders is not None)

    def _must_be_two(self, user: str, signal: SignalFact, form: ConsentForm, second: int) -> None:
        """An institution that says yes for its own ward does so with a colleague of whoever records it."""
        mine, also = self.facts.partner_of(user), self.facts.partners.get(second)
        role = self.facts.book.roles.get(mine.role) if mine else None
        if role is None or not role.guardian or "voogd_gi" not in form.given_by:
            return
        if also is None or mine is None or also is mine or also.organisation != mine.organisation:
            raise Leak(f"{user} decides alone for the guardian in S-{signal.number}")
        self.tally.saw("guardian decided")

    def _keep_gezag(self, signal: SignalFact, user: str, holders: tuple[str, ...], verified: bool) -> None:
        """Blindly, nobody overrules what somebody else recorded; the same again may say it was verified."""
        leads = user in (signal.author, signal.lead)
        if leads or not signal.holders or signal.holders_by == user:
            signal.holders, signal.verified, signal.holders_by = holders, verified, user
        elif verified and set(holders) == set(signal.holders):
            signal.verified = True

    def _keep_consent(
        self, signal: SignalFact, user: str, asked: ConsentQuestions, form: ConsentForm
    ) -> None:
        """The record as the person meant it; a second signature repeats the first record (rulebook 5c)."""
        earlier = signal.consents[-1].record if asked.continues else None
        if form.holders:
            self._keep_gezag(signal, user, tuple(form.holders), form.gezag_verified == "yes")
        day = self.today.fromisoformat(form.given_on)
        givers = form.given_by if asked.givers else ("jongere",)
        said = set(form.statements)
        talked = earlier.active if earlier else "conversation" in said
        partner = self.facts.partner_of(user)
        self.keep_consent(
            signal,
            user,
            Consent(
                given={**(earlier.given if earlier else {}), **dict.fromkeys(givers, day)},
                asked_by=partner.role if partner else None,
                purpose=form.purpose or (earlier.purpose if earlier else asked.purpose),
                recipients=earlier.recipients
                if earlier
                else self.facts.addressees(int(one) for one in form.recipients),
                categories=earlier.categories if earlier else frozenset(form.categories),
                active=talked,
                free=talked,
                informed=talked,
                explicit=earlier.explicit if earlier else "explicit" in said,
                ap_indicaties=earlier.ap_indicaties if earlier else "ap_indicaties" in said,
                consequences_explained=earlier.consequences_explained
                if earlier
                else "consequences_explained" in said,
                other_holder=OtherHolder(form.other_holder)
                if form.other_holder
                else (earlier.other_holder if earlier else OtherHolder.NOT_RECORDED),
                youth_voice=YouthVoice(form.youth_voice)
                if form.youth_voice
                else (earlier.youth_voice if earlier else YouthVoice.NOT_HEARD),
                until=self.today.fromisoformat(form.until) if form.until else None,
            ),
        )

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, person=PICK, ago=st.sampled_from((0, 0, 1, 30)), taken_back=st.booleans())
    def object(self, pick: int, who: str, person: int, ago: int, taken_back: bool) -> None:
        """Somebody says no, or takes a yes back."""
        self._object(pick, who, person, ago, taken_back)

    def _object(self, pick: int, who: str, person: int, ago: int, taken_back: bool) -> None:
        signal = self.signal(pick)
        user = self.someone(who, signal)
        act = "consent.withdraw" if taken_back else "consent.refused"
        asked = self.attempt(user, act, lambda me: objecting.questions(self.office, me, signal.number, act))
        if asked is None:
            return
        form = withdrawn_form if taken_back else refused_form
        self.watch.view(user, form(self.house.labels, asked))
        says = (asked.signed or asked.persons)[person % len(asked.signed or asked.persons)]
        day = self.today - timedelta(days=ago)
        work = objecting.withdraw if taken_back else objecting.refuse
        done = self.attempt(
            user,
            f"view:{act}",
            lambda me: work(self.office, me, signal.number, says, day.isoformat(), self.key()),
        )
        if done is None:
            return
        self.watch.view(user, views.closed(self.house.labels, done, withdrawn=taken_back))
        partner = self.facts.partner_of(user)
        asked_by = partner.role if partner else None
        at = self.clock.now() if ago == 0 else start_of(day).astimezone(UTC)
        self.keep_consent(
            signal,
            user,
            Consent(withdrawn={says: at}, asked_by=asked_by)
            if taken_back
            else Consent(refused=frozenset({says}), refused_on=day, asked_by=asked_by),
        )
        self.deed(act, user, f"S-{signal.number}")
