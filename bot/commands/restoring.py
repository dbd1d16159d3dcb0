"""`schakel restore-check`: makes a database that was put back from a backup fit to be worked with again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.commands.access import Access, database
from bot.commands.audit import sentence
from bot.commands.backup import Backup, is_whole, read_backup
from bot.erased import read_erased
from bot.failing import Stop
from casework.casefile import load
from casework.gate import Gate
from casework.refs import ref
from casework.retention.terms import Calendar
from casework.sharing.closing import end_all, redraw_threads
from casework.signals.erasing import UPHELD, drop_content
from rules.book import Rulebook
from rules.policy import Policy
from storage.anchoring import check_line
from storage.audit_verify import Fault, verify
from storage.deployment import open_existing
from storage.engine import session_for
from storage.erasure_tables import Why
from storage.errors import WrongKey
from storage.keys import KeyRing
from storage.restoring import SKIPPED, doubt_waiting, skip_reminders
from storage.row_check import RowFault, check_rows
from storage.signal_tables import Signal, SignalState
from storage.unit_of_work import Unit, in_turn
from storage.vault import Vault

OPERATOR = "schakel"


def check_restored(
    access: Access,
    described: Path,
    erased: Path | None,
    book: Rulebook,
    policy: Policy,
    zone: ZoneInfo,
    now: datetime,
) -> Iterator[str]:
    """Do it, giving a line for each step; a second time finds nothing left to do. `now` is aware.

    Raises `Stop` when this is not that backup, its audit chain is broken, or no key fits; then nothing
    changed.
    """
    made = read_backup(described)
    if not is_whole(described):
        raise Stop(f"{described.with_name(made.file)} ontbreekt of is veranderd. Neem een andere back-up.")
    yield "✓ de kopie is heel"
    gone = read_erased(erased) if erased is not None else {}
    with database(access.database_url) as engine:
        vault = _opened(engine, access, made)
        yield "✓ de sleutels passen"
        _must_be_this(engine, vault, made)
        yield f"✓ het auditlogboek is heel en is dat van {made.made_at:%d-%m-%Y %H:%M} UTC"
        with in_turn(engine) as session:
            unit = Unit(session, vault, now)
            again = _erase_again(unit, Calendar(Gate(vault, book, policy), policy, zone), gone)
            threads = redraw_threads(session, now)
            skipped = _skip(unit)
            doubted = doubt_waiting(session, now)
            if again or skipped:
                facts = {"erased": len(again), "skipped": skipped}
                unit.note(OPERATOR, "database.restored", facts=facts)
                unit.close(book.version)
            session.commit()
    yield f"✓ {len(again)} signalen opnieuw gewist{': ' + ', '.join(again) if again else ''}"
    if erased is None:
        yield "• geen lijst van gewiste signalen genoemd (--erased); wis zelf wat na de back-up is gewist"
    yield f"✓ {threads} draden met gegevens worden opnieuw beoordeeld zodra Schakel draait"
    yield f"✓ {skipped} herinneringen van de tussentijd overgeslagen"
    yield f"✓ {doubted} andere berichten worden eerst in Slack opgezocht voordat zij gaan"


def _opened(engine: Engine, access: Access, made: Backup) -> Vault:
    try:
        vault = open_existing(engine, KeyRing.parse(access.keys))
    except WrongKey:
        names = ", ".join(made.keys)
        raise Stop(
            f"De sleutels in SCHAKEL_KEYS passen niet. Deze back-up hoort bij de sleutel met nummer {names}; "
            "zet de kopie daarvan in SCHAKEL_KEYS."
        ) from None
    if vault.team_id != made.team:
        raise Stop(f"Deze database is van werkruimte {vault.team_id}, de back-up van {made.team}.")
    return vault


def _must_be_this(engine: Engine, vault: Vault, made: Backup) -> None:
    with session_for(engine, write=False) as session:
        rows = check_rows(session)
        report = verify(session, vault.audit_key)
        pinned = check_line(session, vault.audit_key, made.anchor)
    faults: list[Fault | RowFault] = [*report.faults, *pinned, *rows]
    if faults:
        told = "\n".join(sentence(one) for one in faults)
        raise Stop(f"{told}\nDit is niet de back-up die {made.file} beschrijft, of zij is veranderd.")


def _erase_again(unit: Unit, calendar: Calendar, gone: Mapping[int, datetime]) -> list[str]:
    """Erase what was erased since the backup; a number that is another signal by now is left alone."""
    done = []
    for number, at in sorted(gone.items()):
        row = unit.session.get(Signal, number)
        if row is None or row.state == SignalState.ERASED or row.created_at > at:
            continue
        file = load(unit.session, number)
        end_all(unit, file, UPHELD)
        drop_content(unit, calendar, file, Why.ERASED)
        unit.note(OPERATOR, "signal.erase", ref=ref("S", number), code=SKIPPED)
        done.append(ref("S", number))
    return done


def _skip(unit: Unit) -> int:
    found = skip_reminders(unit.session, unit.now)
    for post in found:
        facts = {"kind": post.kind, "post": str(post.id)}
        unit.note(OPERATOR, "post.skip", ref=post.ref, code=SKIPPED, facts=facts)
    return len(found)
