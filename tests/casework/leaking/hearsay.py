"""What others hear of somebody whose account was closed: what waits for a successor, what did not arrive."""

from __future__ import annotations

import re

from casework.deliveries import ALARMS
from casework.partners.closed import CLOSED
from tests.casework.leaking.model import Facts
from tests.casework.leaking.people import ACTORS, COORDINATORS
from tests.casework.leaking.world import Message

SIGNAL = re.compile(r"\bS-(\d+)")


def too_much(facts: Facts, message: Message, signal: int) -> str:
    """What this direct message about `signal` (0: another thing) says and should not; empty when nothing."""
    if message.kind == CLOSED:
        return _held_elsewhere(facts, message)
    if message.kind in ALARMS and not message.post_ref.startswith(("O-", "P-")):
        return _not_on_card(facts, message, signal)
    return ""


def _held_elsewhere(facts: Facts, message: Message) -> str:
    """A coordinator hears what somebody leaves in their own partnership alone."""
    numbers = (int(found[1]) for found in SIGNAL.finditer(message.text))
    elsewhere = (one for one in numbers if COORDINATORS[facts.signals[one].partnership] != message.channel)
    return next((f"{message.channel} hears of S-{one} by {message.post_ref}" for one in elsewhere), "")


def _not_on_card(facts: Facts, message: Message, signal: int) -> str:
    """Whom something did not reach is named where they stand on the card: not who judges or was asked."""
    fact = facts.signals.get(signal)
    on_card = {facts.partners[one].user for one in fact.tags} | {fact.author, fact.lead} if fact else set()
    named = (one.user for one in ACTORS if one.name in message.text and one.user not in on_card)
    return next((f"{message.channel} hears that {message.post_ref} is for {one}" for one in named), "")
