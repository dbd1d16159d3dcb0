"""What happens to a signal after it went out: reactions, undo, closing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from casework.casefile import NOT_MINE, load
from casework.errors import Flaw, NotForYou, Refused
from casework.office import Office
from casework.people import Person
from casework.permissions import require
from casework.refs import ref
from casework.regie.ending import let_go
from casework.retention.terms import Calendar, keep_day
from casework.sharing.closing import end_all, end_with_the_signal, recheck
from casework.signals.drafting import Findings
from casework.signals.stub import drop_stub, write_stub
from casework.signals.telling import ANSWER, tell_author
from casework.signals.word_back import RESULTS, Closing, hearers, send
from casework.texts import required_text
from storage.erasure_tables import Why
from storage.repositories import signals
from storage.signal_tables import SignalState
from storage.vault import forget

UNDO_WITHIN = timedelta(minutes=15)
OUTCOME_LIMIT = 300
REACTIONS = {"signal.pickup": "pickup", "signal.call": "call", "signal.not_mine": "not_mine"}


def react(office: Office, person: Person, number: int, act: str, key: str) -> bool:
    """A tagged partner answers with one press, in place of an earlier answer; False when it is the same.

    Whoever says 'niet voor mij' has no part in the case from then on: what was shared is judged again.
    """
    with office.act(key, person, about=number) as unit:
        file = load(unit.session, number)
        require(act, person, file.signal, file.tagged)
        file.must_be_open()
        tag = signals.tag(unit.session, number, person.partner.id) if person.partner else None
        if tag is None:
            raise NotForYou
        is_new = tag.reaction != REACTIONS[act]
        tag.reaction = REACTIONS[act]
        tag.reacted_at = unit.now
        file.signal.active_at = unit.now
        unit.session.add(tag)
        unit.session.add(file.signal)
        unit.session.flush()
        recheck(office, unit, file)
        unit.redraw(ref("S", number))
        if REACTIONS[act] != NOT_MINE:
            tell_author(unit, file, ANSWER, person.user_id, REACTIONS[act])
        unit.note(person.user_id, act, ref=ref("S", number))
    return is_new


def undo(office: Office, person: Person, number: int, key: str) -> None:
    """Within fifteen minutes the author takes a signal back: its content is erased, its posts replaced.

    What was not posted is thrown away whenever they like. Raises `Refused` UNDO_TOO_LATE afterwards.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("signal.undo", person, file.signal, file.tagged)
        if file.is_draft:
            unit.withdraw(ref=ref("S", number), shown=False)
        else:
            file.must_be_open()
            if unit.now - file.signal.created_at > UNDO_WITHIN:
                raise Refused("UNDO_TOO_LATE", ref=ref("S", number))
        file.signal.state = SignalState.UNDONE
        file.signal.closed_at = unit.now
        keep_day(unit, Calendar(office.gate, office.policy, office.zone), file)
        drop_stub(file.signal)
        unit.session.add(file.signal)
        forget(unit.session, number)
        end_all(unit, file, "SIGNAL_UNDONE")
        unit.clear_traces(Why.UNDONE, ref("S", number))
        let_go(unit, number, closed=False)
        for one in file.refs:
            unit.redraw(one)
        unit.note(person.user_id, "signal.undo", ref=ref("S", number))


def may_close(office: Office, person: Person, number: int) -> Closing:
    """A signal that this person may close, and who hears of it; raises `Refused`, `NotForYou`."""
    with office.store.reading() as session:
        file = load(session, number)
        require("signal.close", person, file.signal, file.tagged)
        file.must_be_open()
        return Closing(ref("S", number), hearers(file, person.user_id))


def close(
    office: Office,
    person: Person,
    number: int,
    outcome: str,
    key: str,
    already_asked: Collection[str] = (),
    *,
    result: str = "",
) -> None:
    """Close a signal with its outcome, in checked text, and `result`, one of `RESULTS` or empty.

    Details can no longer be shared or opened; who took part gets the outcome as a message of their own.
    Raises `Invalid` or `AskFirst` for the field `outcome`, `NotForYou`, `Refused` and `AlreadyDone`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("signal.close", person, file.signal, file.tagged)
        file.must_be_open()
        names = office.gate.subject_names(file)
        found = Findings()
        checked = required_text(outcome, OUTCOME_LIMIT, names, file.words, office.today)
        text = found.take("outcome", checked)
        if result and result not in RESULTS:
            found.flaws["result"] = Flaw("unknown_choice")
        found.settle(already_asked)
        file.signal.state = SignalState.CLOSED
        file.signal.closed_at = unit.now
        write_stub(unit.vault, file.signal, file.keys, outcome=text, result=result or None)
        unit.session.add(file.signal)
        end_with_the_signal(unit, file, "SIGNAL_CLOSED")
        let_go(unit, number, closed=True)
        send(unit, file, person.user_id)
        for one in file.refs:
            unit.redraw(one)
        unit.note(person.user_id, "signal.close", ref=ref("S", number))
