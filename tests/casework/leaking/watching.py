"""Watches everything anybody gets to see, and calls it a leak when the rules do not cover that person."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casework.consent.anybody import EVERYBODY
from casework.errors import ForReader
from casework.ports import Standing
from casework.refs import number
from rules.codes import Hint, Reason
from rules.vocabulary import Asker
from tests.casework.leaking.facts import DisclosureFact, ItemFact, SignalFact
from tests.casework.leaking.hearsay import too_much
from tests.casework.leaking.model import Facts
from tests.casework.leaking.world import Clock, Message, Rooms, Slack

STUB = re.compile(r"stub(\d{5})")
OPEN = {one.value for one in ForReader}
CLOSED_CODES = {
    one.value for one in (*Reason, *Hint) if not one.value.startswith("OK_") and one.value not in OPEN
}
CLOSED = re.compile(rf"\b({'|'.join(sorted(CLOSED_CODES))})\b")
# These go to who judges or watches a ground, who need not sit in its partnership.
FOR_JUDGES = frozenset({"exception.review", "exception.told", "exception.overdue"})
MAY_READ = (Standing.MEMBER, Standing.GUEST)
TOKEN = re.compile(r"Kanarie\d{5}|\b(?:19|20)\d\d-\d\d-\d\d\b")


class Leak(AssertionError):
    """Somebody got to see what the rules do not allow at that second, or it lies about unsealed."""


@dataclass(slots=True)
class Tally:
    """How much was done and seen, so that a silent machine cannot pass for a safe house."""

    steps: int = 0
    examples: int = 0
    seen: dict[str, int] = field(default_factory=dict)
    refusals: dict[str, int] = field(default_factory=dict)

    def saw(self, what: str) -> None:
        """One more of this kind of seeing."""
        self.seen[what] = self.seen.get(what, 0) + 1

    def refused(self, code: str) -> None:
        """One more refusal with this code."""
        self.refusals[code] = self.refusals.get(code, 0) + 1


@dataclass(slots=True)
class Watch:
    """Judges each seeing on the facts as they are at that second.

    `sentences` are those for what only author and lead hear, each with its code; `about` is the signal that
    people are busy with.
    """

    facts: Facts
    clock: Clock
    rooms: Rooms
    tally: Tally
    sentences: Mapping[str, str]
    showings: list[str] = field(default_factory=list)
    about: int = 0
    forms: dict[str, str] = field(default_factory=dict)

    def found(self, text: str) -> list[str]:
        """What in a text belongs to somebody."""
        known = self.facts.items.keys() | self.facts.reasons.keys()
        return [one for one in dict.fromkeys(TOKEN.findall(text)) if one in known]

    def view(self, user: str, shown: Any, *, disclosure: int = 0, review: int = 0) -> None:
        """An answer that one person gets; a disclosure or exception may be what it was opened for."""
        text = json.dumps(shown.to_dict() if hasattr(shown, "to_dict") else shown, ensure_ascii=False)
        self.text(user, text, disclosure=disclosure, review=review)
        self.stubs(user, text)
        if not review:
            self.told(user, text, self.about)

    def told(self, user: str, text: str, number: int) -> None:
        """Nothing in a payload says to anybody but author and lead what is missing, and for whom."""
        if number in self.facts.signals and not self.facts.leads(user, number):
            self._closed(text, f"{user} about S-{number}", self._about_oneself(user))

    def told_nobody(self, text: str, who: str) -> None:
        """The same for what everybody in a channel reads."""
        self._closed(text, who, frozenset())

    def _closed(self, text: str, who: str, known: Collection[str]) -> None:
        for found in CLOSED.finditer(text):
            if found[0] not in known:
                raise Leak(f"{who} gets the code {found[0]}")
        for sentence, code in self.sentences.items():
            if code not in known and sentence in text:
                raise Leak(f"{who} gets the sentence of {code}")

    def _about_oneself(self, user: str) -> Collection[str]:
        """That they may not judge, or that consent asked from their role never counts, is not of a case."""
        partner = self.facts.partner_of(user)
        never = self.facts.policy.asker(partner.role if partner else "") is Asker.NEVER
        return {"EXC_REVIEW_SELF", *(("CONSENT_NOT_USABLE",) if never else ())}

    def stubs(self, user: str, text: str) -> None:
        """A stub is for who is present in its partnership."""
        for found in STUB.finditer(text):
            number = int(found[1])
            if number not in self.facts.signals:
                continue
            signal = self.facts.signals[number]
            mine = signal.state != "draft" or self.facts.leads(user, number)
            if not (mine and self.facts.present(user, number)):
                raise Leak(f"{user} sees the stub of S-{number} and is nothing there")

    def same_form(self, key: str, shown: Any) -> None:
        """Who neither reported nor leads gets one form, whatever is in the case; `key` is all it may tell."""
        text = re.sub(r"S-\d+", "S-", json.dumps(shown.to_dict(), ensure_ascii=False))
        if left_out := [one for one in EVERYBODY if f'"{one}"' not in text]:
            raise Leak(f"a form says that {left_out} cannot consent in this case ({key})")
        if self.forms.setdefault(key, text) != text:
            raise Leak(f"a form tells one case from another ({key})")

    def text(self, user: str, text: str, *, disclosure: int = 0, review: int = 0) -> None:
        """The same for bare text."""
        for token in self.found(text):
            self._one(user, token, disclosure, review)

    def _one(self, user: str, token: str, disclosure: int, review: int) -> None:
        if token in self.facts.reasons and self._may_reason(user, token, review):
            return
        if token not in self.facts.items:
            readers = ", ".join(self.facts.reasons[token].readers)
            raise Leak(f"{user} reads a reasoning of {readers} ({token})")
        number, item = self._item(token, self.facts.disclosures.get(disclosure))
        if self.facts.wrote(user, item) and self._reads_own(user, number):
            self.tally.saw("own item")
        elif review and self.reviews(user, review) and self._alive(number):
            fact = self.facts.exceptions[review]
            if fact.signal != number or not set(item.categories) <= fact.record.categories:
                raise Leak(f"{user} reviews X-{review} and reads more than was asked ({token})")
            self.tally.saw("item reviewed")
        else:
            self._disclosed(user, number, item, disclosure)

    def _item(self, token: str, fact: DisclosureFact | None) -> tuple[int, ItemFact]:
        """Whose text this is; a birth date may stand in an older record of the same person too."""
        found = self.facts.items[token]
        return next((one for one in found if fact is not None and one[1] in fact.items), found[-1])

    def _may_reason(self, user: str, token: str, review: int) -> bool:
        """Whether this reasoning is for them; that of acute danger is a detail too, for others to read."""
        fact = self.facts.reasons[token]
        if user in fact.readers and self._reads_own(user, fact.signal):
            self.tally.saw("own reasoning")
            return True
        if fact.about is not None and fact.about == review and self.reviews(user, review):
            self.tally.saw("reasoning reviewed")
            return True
        return False

    def _reads_own(self, user: str, signal: int) -> bool:
        if self.facts.signals[signal].state == "restricted":
            return False
        return self.facts.present(user, signal) and self.rooms.standings[user] in MAY_READ

    def reviews(self, user: str, number: int) -> bool:
        """Whether this account is to judge this ground now: named, on the list, and no party in it.

        Also when its signal was taken back: what was shared on the ground until then is to be accounted for.
        """
        fact = self.facts.exceptions[number]
        named = fact.pending and fact.reviewer == user != fact.record.invoker
        mine = str(self.facts.number_of(user))
        party = any(one.partner == mine for one in fact.record.recipients)
        known = self.facts.signals[fact.signal].state not in ("erased", "restricted")
        return named and not party and user in self.facts.reviewers and known

    def _alive(self, signal: int) -> bool:
        return self.facts.signals[signal].state in ("open", "closed")

    def _disclosed(self, user: str, number: int, item: ItemFact, disclosure: int) -> None:
        fact = self.facts.disclosures.get(disclosure)
        if fact is None or fact.signal != number or item not in fact.items:
            raise Leak(f"{user} reads an item of S-{number} that was not shared here")
        partner = self.facts.partner_of(user)
        if fact.mode != "on_demand" or partner is None or partner.id not in fact.named:
            raise Leak(f"{user} reads D-{disclosure} without being named in it")
        self.must_cover(fact, [user], [item])
        self.tally.saw("item on demand")

    def decision(self, user: str, signal: SignalFact, item: ItemFact, purpose: str) -> None:
        """What was decided about somebody is read by who wrote it, and by whom it may be told now."""
        if self.facts.wrote(user, item) and self._reads_own(user, signal.number):
            self.tally.saw("own decision")
            return
        told = DisclosureFact(0, signal.number, "decision", purpose, (), (item,), item.author, item.writer)
        self.must_cover(told, [user], [item])
        self.tally.saw("decision read")

    def must_cover(self, fact: DisclosureFact, users: Iterable[str], shown: list[ItemFact]) -> None:
        """The rules allow these people together what was shared, now; raises `Leak` otherwise."""
        signal = self.facts.signals[fact.signal]
        items = [one for one in fact.items if one.in_force or one in shown]
        if self.facts.number_of(fact.sharer) != fact.sharer_id or not self.facts.sits(
            fact.sharer, signal.partnership
        ):
            raise Leak(f"D-{fact.number} is read while {fact.sharer}, who shared it, is nothing here")
        if signal.state != "open":
            raise Leak(f"D-{fact.number} is read while S-{signal.number} is {signal.state}")
        readers = [self._reader(fact, signal, user) for user in users]
        verdicts = self.facts.verdicts(
            signal,
            fact.sharer,
            readers,
            items,
            fact.purpose,
            self.clock.now(),
            closed=fact.mode != "thread" or self.rooms.closed[signal.channel],
            necessary=fact.necessary,
        )
        for verdict in verdicts:
            if not verdict.allowed:
                who = ", ".join(one.user for one in readers)
                raise Leak(f"D-{fact.number} ({fact.mode}) reaches {who}: {verdict.reason}")

    def _reader(self, fact: DisclosureFact, signal: SignalFact, user: str) -> Any:
        partner = self.facts.partner_of(user)
        standing = self.rooms.standings[user]
        if partner is None or signal.partnership not in partner.partnerships:
            raise Leak(f"D-{fact.number} ({fact.mode}) reaches {user}, who is no partner here")
        if standing not in MAY_READ:
            raise Leak(f"D-{fact.number} ({fact.mode}) reaches {user}, a {standing}")
        return partner

    # --- messages -----------------------------------------------------------------------------

    def message(self, message: Message, *, present: Iterable[str] | None = None) -> None:
        """A message that stands: every member of its channel reads it now, a person's own only theirs."""
        tokens = self.found(message.text)
        if not tokens:
            return
        if message.channel not in self.rooms.members:
            for token in tokens:
                self._one(message.channel, token, 0, 0)
            return
        if any(token not in self.facts.items for token in tokens):
            raise Leak(f"a reasoning stands in {message.channel}")
        number = int(message.post_ref.removeprefix("D-")) if message.post_ref.startswith("D-") else 0
        fact = self.facts.disclosures.get(number)
        shown = [self._item(token, fact)[1] for token in tokens]
        if fact is None or fact.mode != "thread" or any(one not in fact.items for one in shown):
            raise Leak(f"{message.kind} shows in {message.channel} what was not shared in this thread")
        here = sorted(self.rooms.members[message.channel]) if present is None else list(present)
        readers = [one for one in here if any(not self.facts.wrote(one, item) for item in shown)]
        if readers:
            self.must_cover(fact, readers, shown)

    def drawn(self, message: Message) -> None:
        """A message was drawn: with details in it, the gate said so a moment ago."""
        if self.found(message.text) and message.post_ref.startswith("D-"):
            self.showings.append(f"S-{self.facts.disclosures[int(message.post_ref[2:])].signal}")
            self.tally.saw("item in thread")

    def posted(self, message: Message) -> None:
        """A message was put there or changed; who slips in unseen is judged once it was looked at again."""
        if message.channel in self.rooms.members:
            self.told_nobody(message.text, message.channel)
        else:
            self._direct(message)
        room = self.rooms.remembered(message.channel) if message.channel in self.rooms.members else None
        self.message(message, present=[one.user_id for one in room.occupants] if room is not None else None)

    def _direct(self, message: Message) -> None:
        """A direct message as it is drawn: the stub for who is present, what is missing for who leads."""
        if message.kind not in FOR_JUDGES:
            self.stubs(message.channel, message.text)
        signal = self._signal_of(message.post_ref)
        if signal and message.kind not in FOR_JUDGES:
            self.told(message.channel, message.text, signal)
        if said := too_much(self.facts, message, signal):
            raise Leak(said)

    def _signal_of(self, reference: str) -> int:
        if (found := number("S", reference)) is not None:
            return found
        if (found := number("D", reference)) in self.facts.disclosures:
            return self.facts.disclosures[found].signal
        return 0

    def everything(self, slack: Slack) -> None:
        """Look at all that stands now, with whoever is there now."""
        for message in slack.standing.values():
            self.message(message)
