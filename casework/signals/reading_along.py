"""Who reads a signal, changed by who may share it: one fewer, or the whole channel after all.

Taking somebody in is `tagging`. Who is let go has no part in the case from then on, and what was shared with
them is judged again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid, Refused
from casework.office import Office
from casework.overleg.mentions import redraw_agendas
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.readers import choose, everybody
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.registering import CARD_WAITS
from casework.signals.unposted import LATER, is_out
from storage.signal_tables import Readers

OPEN_UP, LET_GO, PREFER = "readers.channel", "readers.remove", "readers.chosen"
CHOICE = "readers.choose"


@dataclass(frozen=True, slots=True)
class ReadersNow:
    """The partners who read a signal because somebody chose them."""

    ref: str
    chosen: tuple[PartnerRef, ...]


def prefer(office: Office, person: Person, number: int, readers: Readers, key: str) -> None:
    """Keep who is to read a signal that is about to be placed, so that it holds however its form ends.

    Of one that was placed nothing changes here. Raises `NotForYou`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require(PREFER, person, file.signal, file.tagged)
        later = LATER if file.is_draft else CARD_WAITS
        if not file.is_draft and (not file.in_force or is_out(unit.session, number)):
            return
        if choose(unit, file.signal, file.partnership, readers, unit.now + later):
            unit.note(person.user_id, CHOICE, ref=ref("S", number), facts={"readers": readers.value})


def open_up(office: Office, person: Person, number: int, key: str) -> None:
    """Let the whole channel read it; raises `Refused` READ_BY_ALL or SIGNAL_CLOSED, and `NotForYou`."""
    with office.act(key, person) as unit:
        file = _mine(OPEN_UP, load(unit.session, number), person)
        choose(unit, file.signal, file.partnership, Readers.CHANNEL)
        file.signal.active_at = unit.now
        unit.session.add(file.signal)
        unit.redraw(ref("S", number))
        redraw_agendas(unit, file.signal.partnership_id)
        unit.note(person.user_id, OPEN_UP, ref=ref("S", number))


def readers_now(office: Office, person: Person, number: int) -> ReadersNow:
    """Whom one can let go; raises like `open_up`, and `Refused` NOBODY_TAGGED."""
    with office.store.reading() as session:
        file = _mine(LET_GO, load(session, number), person)
        found = file.tagged_partners()
        if not found:
            raise Refused("NOBODY_TAGGED", ref=ref("S", number))
        return ReadersNow(ref("S", number), found)


def let_go(office: Office, person: Person, number: int, partner_ids: Collection[int], key: str) -> None:
    """These partners read it no longer. Raises `Invalid` for `partners`, and like `open_up`."""
    with office.act(key, person) as unit:
        file = _mine(LET_GO, load(unit.session, number), person)
        rows = [one for one in file.tags if one.partner_id in partner_ids]
        if not rows or len(rows) != len(set(partner_ids)):
            raise Invalid({"partners": Flaw("required")})
        for one in rows:
            unit.session.delete(one)
        file.signal.active_at = unit.now
        unit.session.add(file.signal)
        unit.session.flush()
        now = load(unit.session, number)
        recheck(office, unit, now)
        for about in now.refs:
            unit.redraw(about)
        redraw_agendas(unit, file.signal.partnership_id)
        gone = sorted(row.partner_id for row in rows)
        unit.note(person.user_id, LET_GO, ref=ref("S", number), facts={"partners": gone})


def _mine(act: str, file: CaseFile, person: Person) -> CaseFile:
    require(act, person, file.signal, file.tagged)
    file.must_be_open()
    if everybody(file.signal):
        raise Refused("READ_BY_ALL", ref=ref("S", file.number))
    return file
