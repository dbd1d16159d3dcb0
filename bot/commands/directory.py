"""`schakel import FILE`: brings the directory in line with a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from bot.failing import Stop
from bot.files import read_text
from bot.settings import Settings
from casework.addressees import RELATIONAL
from casework.casefile import load
from casework.directory.changes import Changes, absent
from casework.directory.grants import OPERATOR, take_in, unnamed
from casework.directory.importing import names_of_partnerships, store_directory
from casework.directory.reading import DirectoryFile, read_directory
from casework.directory.schema import clean, nearest
from casework.directory.spreadsheet import read_partners
from casework.errors import Invalid
from casework.gate import Gate
from casework.overleg.changing import replan
from casework.overleg.importing import store_overleggen
from casework.overleg.materialising import HORIZON
from casework.overleg.returning import resume
from casework.partners.welcoming import welcome
from casework.sharing.closing import judge_again, redraw_threads
from rules.book import Rulebook
from rules.moments import ZONE
from rules.policy import Policy
from storage import planned_posts
from storage.deployment import open_existing
from storage.engine import session_for
from storage.errors import NoDeployment
from storage.keys import KeyRing
from storage.repositories import directory, signals
from storage.unit_of_work import Unit, in_turn
from storage.vault import Vault

_SPREADSHEETS = frozenset({".csv", ".tsv", ".txt"})
_WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".numbers"})


def import_directory(
    path: Path,
    engine: Engine,
    vault: Vault | None,
    book: Rulebook,
    zone: ZoneInfo = ZONE,
    now: datetime | None = None,
    *,
    exact: bool = False,
    policy: Policy | None = None,
    dry: bool = False,
    greet: bool = False,
    partnership: str = "",
) -> Changes:
    """Read and store a directory file in one transaction; twice changes nothing.

    With `greet` each partner who joins by it is welcomed in their direct messages, once.

    Who holds a grant that the file does not name is told; with `exact` it is taken from them. What was taken
    by hand is not given back, and that is told too.

    Who has another role may no longer read, and who is no partner any more shared nothing: what was shared is
    judged again (by `policy`, the rulebook's own by default) and what stands in threads is drawn again by the
    running bot. Without a vault (a database that no bot opened yet) there is no audit chain to write in and
    nothing was shared. With `dry` all is done and taken back: the result says what would change. A
    spreadsheet holds partners, of `partnership` when it has no column for that. Raises `Stop` and
    `BadDirectory` with a line for each fault; then nothing of the file is stored.
    """
    with session_for(engine, write=False) as session:
        known = names_of_partnerships(session)
    found = _read(path, book, known, clean(partnership))
    now = now or datetime.now(UTC)
    with in_turn(engine) as session:
        changes = store_directory(session, found, now)
        if changes.added or changes.changed:
            redraw_threads(session, now)
        for account in changes.coordinated_before:
            planned_posts.redraw_to(session, account, RELATIONAL, now)
        unit = bare_unit(session, vault, now)
        if vault is not None and (changes.added or changes.changed):
            _judge_again(unit, Gate(vault, book, policy or book.policy))
        if greet:
            greet_who_joined(unit, changes.joined)
        if found.names_grants:
            changes.unnamed = unnamed(session, found.grants)
            if exact:
                _take(unit, changes)
        for before in store_overleggen(unit, found.overleggen, book, zone, changes):
            replan(unit, before.number, book.reminders, zone, before)
        changes.changed += resume(unit, book.reminders, HORIZON)
        changes.absent = absent(session, found, changes)
        if changes:
            facts = {"added": changes.added, "changed": changes.changed, "taken": changes.taken}
            unit.note("schakel", "directory.import", facts=facts)
        keep_audit(unit, vault, book)
        session.rollback() if dry else session.commit()
    return changes


def greet_who_joined(unit: Unit, joined: Mapping[int, Sequence[int]]) -> None:
    """A welcome to each partner who sits somewhere since this import."""
    for number, partnerships in joined.items():
        row = directory.partner(unit.session, number)
        if row is not None and row.active:
            welcome(unit, row, partnerships)


def _read(path: Path, book: Rulebook, known: Collection[str], partnership: str) -> DirectoryFile:
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        raise Stop(f"{path} is niet te lezen: bewaar de werkmap als CSV UTF-8 (.csv) en neem die over.")
    if suffix in _SPREADSHEETS:
        if partnership and partnership not in known:
            raise Stop(f"Samenwerking '{partnership}' is onbekend{nearest(partnership, sorted(known))}.")
        return read_partners(read_text(path, windows=True), book, known, partnership)
    if partnership:
        raise Stop("--partnership hoort bij een spreadsheet (.csv); in YAML noemt elke partner de eigen.")
    return read_directory(read_text(path), book, known)


def _judge_again(unit: Unit, gate: Gate) -> None:
    """What was shared by or with somebody who is another, or nobody, by now ends, and they hear it."""
    for number in signals.with_live_disclosures(unit.session):
        judge_again(gate, unit, load(unit.session, number))


def _take(unit: Unit, changes: Changes) -> None:
    for user, grant in changes.unnamed:
        try:
            take_in(unit, user, grant, OPERATOR, by_hand=False)
        except Invalid:
            raise Stop(
                f"{user} is de laatste beheerder; noem in het bestand eerst een ander. Er is niets gewijzigd."
            ) from None
        changes.taken += 1


def bare_unit(session: Session, vault: Vault | None, now: datetime) -> Unit:
    """A unit of work of the command line; nothing is sealed here, so it may go without a vault."""
    return Unit(session, vault, now)  # type: ignore[arg-type]  # as the docstring says


def keep_audit(unit: Unit, vault: Vault | None, book: Rulebook) -> None:
    """Write what was noted, when there is a chain to write in."""
    if vault is not None:
        unit.close(book.version)


def vault_if_possible(settings: Settings, engine: Engine) -> Vault | None:
    """The vault, when this database has a workspace or Slack can say which; None before either is known."""
    if not settings.schakel_keys.get_secret_value():
        return None
    try:
        return open_existing(engine, KeyRing.parse(settings.schakel_keys.get_secret_value()))
    except NoDeployment:
        return None
