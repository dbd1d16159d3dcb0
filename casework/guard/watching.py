"""Looks at a message in a partnership's channel: whether somebody may be recognised in it, and who must hear.

Only its author gets a hint, without a number and without a word of the message: the same for what looks
like a name and for what the house knows. When it still stands after ten minutes, the coordinator hears.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from casework.guard.weighing import SPEAK, SPEAK_HERE, Weights, fitting, speaks, weights
from casework.office import Office
from casework.people import known_words, partner_ref
from casework.refs import ref
from rules.identifiers import Kind, find_identifiers
from storage import outbox
from storage.directory_tables import Partnership
from storage.guard_tables import GuardedMessage
from storage.outbox_tables import Post
from storage.repositories import directory, guard, signals
from storage.signal_tables import SignalState
from storage.unit_of_work import Unit

HINT, STANDING, CARD = "guard.hint", "guard.standing", "signal.card"
STANDS_AFTER = timedelta(minutes=10)
ONE_HINT_PER = timedelta(minutes=1)
KEPT = timedelta(days=90)
# What the guard knows nothing of: what is gone, and what its author did not post.
_UNKNOWN = (SignalState.ERASED, SignalState.DRAFT)
TOGETHER, REMEMBERED = timedelta(minutes=2), 500


@dataclass(frozen=True, slots=True)
class Said:
    """A message as Slack tells of it: `text` is everything in it that people read, titles of files too."""

    channel: str
    ts: str
    thread: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much of somebody is in a text, and the signal that it fits best, if any."""

    speaks: bool
    signal: int | None = None


@dataclass(slots=True)
class Memory:
    """What each author said a moment ago, as weights of hashes: a name can come in two messages.

    Of one process; it holds nobody's words, and the authors of `REMEMBERED` messages at most.
    """

    _last: OrderedDict[tuple[str, str], tuple[datetime, str, Weights]] = field(default_factory=OrderedDict)

    def before(self, said: Said, now: datetime) -> Weights:
        """What this author said in this channel just before this message."""
        at, ts, weights = self._last.get((said.channel, said.author), (now, said.ts, {}))
        return weights if ts != said.ts and now - at <= TOGETHER else {}

    def remember(self, said: Said, now: datetime, weights: Weights) -> None:
        """Keep the last one."""
        self._last[said.channel, said.author] = now, said.ts, weights
        self._last.move_to_end((said.channel, said.author))
        if len(self._last) > REMEMBERED:
            self._last.popitem(last=False)


def look(office: Office, memory: Memory, said: Said) -> None:
    """Note or clear a message; in a channel that belongs to no partnership nothing is looked at."""
    now = office.clock.now()
    said_weights = weights(office.store.vault.index_key, said.text, office.today)
    with office.store.reading() as session:
        partnership = _partnership(session, said.channel)
        if partnership is None:
            return
        standing = guard.message(session, said.channel, said.ts)
        weighed = weigh(office, session, partnership, said, {**memory.before(said, now), **said_weights})
    memory.remember(said, now, said_weights)
    stands = standing is not None and standing.ended_at is None
    if weighed.speaks != stands:
        with office.job() as unit:
            _settle(unit, partnership, said, weighed)


def gone(office: Office, channel: str, ts: str) -> None:
    """A message was taken away."""
    with office.store.reading() as session:
        if guard.message(session, channel, ts) is None:
            return
    with office.job() as unit:
        row = guard.message(unit.session, channel, ts)
        if row is not None:
            _end(unit, row)


def weigh(
    office: Office, session: Session, partnership: Partnership, said: Said, said_weights: Weights
) -> Weighed:
    """Whether somebody may be recognised in a text, by its look or by what is known of signals."""
    here = partnership.id or 0
    members = [partner_ref(one) for one in directory.members(session, here)]
    accepted = known_words([partnership.name], members)
    found = find_identifiers(said.text, known=accepted, today=office.today)
    fits = fitting(session, said_weights)
    told_here = _told_here(session, said)
    lawful = told_here in fits
    looks = any(one.kind is Kind.BSN for one in found) if lawful else speaks(found)
    known = False
    best: tuple[int, int] | None = None
    for number, weight in fits.items():
        signal = signals.signal(session, number)
        if signal is None or signal.state in _UNKNOWN or number == told_here:
            continue
        mine = signal.partnership_id == here
        if weight >= (SPEAK_HERE if mine else SPEAK):
            known = True
            # of another partnership's signal nobody here learns the number
            if mine and (best is None or weight > best[0]):
                best = weight, number
    return Weighed(looks or known, best[1] if best else None)


def let_go(unit: Unit, number: int) -> None:
    """An erased signal is recognised by nothing, and nothing says that a message was about it."""
    guard.forget(unit.session, number)
    for row in guard.standing_about(unit.session, number):
        row.signal_id = None
        unit.session.add(row)


def forget_old(unit: Unit) -> None:
    """Every night: what was noted long ago."""
    guard.forget_before(unit.session, unit.now - KEPT)


def _told_here(session: Session, said: Said) -> int | None:
    """The signal whose details stand lawfully in this thread for everybody present."""
    for number in signals.in_threads_of(session, said.channel):
        disclosure = signals.disclosure(session, number)
        if disclosure is not None and _thread_of(session, disclosure.signal_id) == said.thread:
            return disclosure.signal_id
    return None


def _thread_of(session: Session, number: int) -> str | None:
    card = outbox.find(session, ref=ref("S", number), kind=CARD)
    post = session.get(Post, card) if card is not None else None
    return post.slack_ts if post is not None else None


def _partnership(session: Session, channel: str) -> Partnership | None:
    return next((one for one in directory.partnerships(session) if one.channel == channel), None)


def _settle(unit: Unit, partnership: Partnership, said: Said, weighed: Weighed) -> None:
    row = guard.message(unit.session, said.channel, said.ts)
    if not weighed.speaks:
        if row is not None:
            _end(unit, row)
        return
    quiet = guard.hinted_since(unit.session, said.author, unit.now - ONE_HINT_PER)
    partner = directory.partner_of_user(unit.session, said.author) is not None
    if row is None:
        row = GuardedMessage(
            channel=said.channel, ts=said.ts, author=said.author, at=unit.now, told=partner and not quiet
        )
    elif row.ended_at is None:
        return
    row.ended_at, row.signal_id = None, weighed.signal
    unit.session.add(row)
    unit.session.flush()
    this = ref("G", row.id or 0)
    if row.told:
        unit.post(HINT, target=row.author, ref=this, dedupe=f"{HINT}:{this}:{unit.now.timestamp()}")
    unit.post(
        STANDING,
        target=partnership.coordinator,
        ref=this,
        due_at=unit.now + STANDS_AFTER,
        dedupe=f"{STANDING}:{this}:{unit.now.timestamp()}",
    )
    unit.note("", HINT, ref=this)


def _end(unit: Unit, row: GuardedMessage) -> None:
    if row.ended_at is not None:
        return
    row.ended_at = unit.now
    unit.session.add(row)
    outbox.withdraw(unit.session, now=unit.now, ref=ref("G", row.id or 0))
    unit.posted = True


def noted(office: Office, number: int) -> GuardedMessage | None:
    """What was noted under this number, whether the message still stands or not."""
    with office.store.reading() as session:
        return guard.numbered(session, number)


def for_reader(office: Office, number: int, reader: str) -> GuardedMessage | None:
    """A message that still stands, for its author or the coordinator of its channel; None for others."""
    with office.store.reading() as session:
        row = guard.numbered(session, number)
        if row is None or row.ended_at is not None:
            return None
        partnership = _partnership(session, row.channel)
        coordinates = partnership is not None and partnership.coordinator == reader
        return row if row.author == reader or coordinates else None
