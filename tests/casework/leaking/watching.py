"""Watches everything anybody gets to see, and calls it a leak when the rules do not cover that person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from casework.ports import Standing
from tests.casework.leaking.model import DisclosureFact, Facts, ItemFact, SignalFact
from tests.casework.leaking.world import Clock, Message, Rooms, Slack

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
    """Judges each seeing on the facts as they are at that second."""

    facts: Facts
    clock: Clock
    rooms: Rooms
    tally: Tally
    showings: list[str] = field(default_factory=list)

    def found(self, text: str) -> list[str]:
        """What in a text belongs to somebody."""
        known = self.facts.items.keys() | self.facts.reasons.keys()
        return [one for one in dict.fromkeys(TOKEN.findall(text)) if one in known]

    def view(self, user: str, shown: Any, *, disclosure: int = 0, review: int = 0) -> None:
        """An answer that one person gets; a disclosure or exception may be what it was opened for."""
        text = json.dumps(shown.to_dict() if hasattr(shown, "to_dict") else shown, ensure_ascii=False)
        self.text(user, text, disclosure=disclosure, review=review)

    def text(self, user: str, text: str, *, disclosure: int = 0, review: int = 0) -> None:
        """The same for bare text."""
        for token in self.found(text):
            self._one(user, token, disclosure, review)

    def _one(self, user: str, token: str, disclosure: int, review: int) -> None:
        if token in self.facts.reasons:
            self._reasoning(user, token, review)
            return
        number, item = self._item(token, self.facts.disclosures.get(disclosure))
        if user == item.author:
            self.tally.saw("own item")
        elif review and self._reviews(user, review):
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

    def _reasoning(self, user: str, token: str, review: int) -> None:
        fact = self.facts.reasons[token]
        if user in fact.readers:
            self.tally.saw("own reasoning")
        elif fact.about is not None and fact.about == review and self._reviews(user, review):
            self.tally.saw("reasoning reviewed")
        else:
            raise Leak(f"{user} reads a reasoning of {', '.join(fact.readers)} ({token})")

    def _reviews(self, user: str, number: int) -> bool:
        fact = self.facts.exceptions[number]
        invoker = fact.record.invoker
        return fact.pending and fact.reviewer == user != invoker and self._alive(fact.signal)

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

    def must_cover(self, fact: DisclosureFact, users: Iterable[str], shown: list[ItemFact]) -> None:
        """The rules allow these people together what was shared, now; raises `Leak` otherwise."""
        signal = self.facts.signals[fact.signal]
        items = [one for one in fact.items if one.in_force or one in shown]
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
        if standing not in (Standing.MEMBER, Standing.GUEST):
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
        if any(token in self.facts.reasons for token in tokens):
            raise Leak(f"a reasoning stands in {message.channel}")
        number = int(message.post_ref.removeprefix("D-")) if message.post_ref.startswith("D-") else 0
        fact = self.facts.disclosures.get(number)
        shown = [self._item(token, fact)[1] for token in tokens]
        if fact is None or fact.mode != "thread" or any(one not in fact.items for one in shown):
            raise Leak(f"{message.kind} shows in {message.channel} what was not shared in this thread")
        here = sorted(self.rooms.members[message.channel]) if present is None else list(present)
        readers = [one for one in here if any(item.author != one for item in shown)]
        if readers:
            self.must_cover(fact, readers, shown)

    def drawn(self, message: Message) -> None:
        """A message was drawn: with details in it, the gate said so a moment ago."""
        if self.found(message.text) and message.post_ref.startswith("D-"):
            self.showings.append(f"S-{self.facts.disclosures[int(message.post_ref[2:])].signal}")
            self.tally.saw("item in thread")

    def posted(self, message: Message) -> None:
        """A message was put there or changed; who slips in unseen is judged once it was looked at again."""
        room = self.rooms.remembered(message.channel) if message.channel in self.rooms.members else None
        self.message(message, present=[one.user_id for one in room.occupants] if room is not None else None)

    def everything(self, slack: Slack) -> None:
        """Look at all that stands now, with whoever is there now."""
        for message in slack.standing.values():
            self.message(message)
