"""Opens the database for one deployment: stamped with its workspace at the first start, then held to it."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from storage import audit
from storage.directory_tables import Deployment
from storage.engine import session_for
from storage.errors import ForeignDatabase, NoDeployment, SealBroken, SealsUndone, WrongKey
from storage.guarding import vouch_on
from storage.keys import KEY_BYTES, KeyRing, unwrap, wrap
from storage.sealing import Place, Purpose
from storage.sealing_rows import bind_items, must_be_unsealed, note_sealed, seal_rows
from storage.signal_tables import SignalKeys
from storage.vault import Vault

# A root secret that is wrapped for the second place says that every row that decides was sealed; nobody can
# say so, or take it back, without a master key.
UNSEALED = Place(0, "deployment", "1", "root_secret", Purpose.WRAP)
SEALED = Place(0, "deployment", "1", "root_secret of sealed rows", Purpose.WRAP)

_FOREIGN = (
    "Deze database hoort bij werkruimte {stamped}, maar de bot draait voor {team}. "
    "Gebruik de database van {team}."
)
_WRONG = (
    "De sleutels in SCHAKEL_KEYS passen niet op deze database. Gebruik de sleutels waarmee zij is gemaakt."
)
_UNSTAMPED = (
    "Deze database bevat signalen maar is niet meer gestempeld: de regel in de tabel deployment is weg. "
    "Zet een back-up terug en waarschuw de privacyfunctionaris."
)
_NEVER = "Deze database is nog nooit door Schakel geopend. Start eerst de bot met `schakel run`."


def open_deployment(engine: Engine, ring: KeyRing, team_id: str, now: datetime) -> Vault:
    """The vault of this workspace; the first call stamps the team id and makes the root secret.

    Two replicas that start at once get the same root secret. `now` is aware. Raises
    `ForeignDatabase` for another workspace and `WrongKey` when no key in the ring fits.
    """
    if (found := _stamped(engine)) is None:
        _stamp(engine, ring, team_id, now)
        found = _stamped(engine)
    if found is None:
        raise NoDeployment(_NEVER)
    if found.team_id != team_id:
        raise ForeignDatabase(_FOREIGN.format(stamped=found.team_id, team=team_id))
    return _vault(engine, ring, found, now)


def open_existing(engine: Engine, ring: KeyRing) -> Vault:
    """The vault of a database that was opened before, whatever its workspace; for the command line.

    Raises `NoDeployment` when it never was, `WrongKey` when no key in the ring fits.
    """
    found = _stamped(engine)
    if found is None:
        raise NoDeployment(_NEVER)
    return _vault(engine, ring, found, datetime.now(UTC))


def must_be_free_for(engine: Engine, team_id: str) -> bool:
    """Whether this database is this workspace's already, of whatever version; False when it is nobody's yet.

    Raises `ForeignDatabase` when it is another's. Nothing is changed.
    """
    with session_for(engine, write=False) as session:
        if not inspect(session.connection()).has_table("deployment"):
            return False
        stamped = session.execute(text("SELECT team_id FROM deployment WHERE id = 1")).scalar()
    if stamped is not None and stamped != team_id:
        raise ForeignDatabase(_FOREIGN.format(stamped=stamped, team=team_id))
    return stamped is not None


def _stamped(engine: Engine) -> Deployment | None:
    with session_for(engine, write=False) as session:
        return session.get(Deployment, 1)


def _stamp(engine: Engine, ring: KeyRing, team_id: str, now: datetime) -> None:
    root = secrets.token_bytes(KEY_BYTES)
    wrapped = wrap(ring, team_id, SEALED, root)
    vault = Vault(team_id, ring, root)
    with session_for(engine) as session:
        if session.exec(select(SignalKeys).limit(1)).first() is not None:
            raise SealsUndone(_UNSTAMPED)
        session.add(Deployment(id=1, team_id=team_id, root_secret=wrapped, created_at=now))
        audit.start(session, vault.audit_key)
        with suppress(IntegrityError):  # another replica stamped it first; its rows count
            session.flush()
            seal_rows(session, vault)
            session.commit()


def _vault(engine: Engine, ring: KeyRing, found: Deployment, now: datetime) -> Vault:
    try:
        place = root_place(ring, found)
    except (WrongKey, SealBroken):
        raise WrongKey(_WRONG) from None
    vault = Vault(found.team_id, ring, unwrap(ring, found.team_id, place, found.root_secret))
    if place == UNSEALED:
        _seal_what_exists(engine, ring, vault, now)
    vouch_on(engine, vault.voucher)
    return vault


def root_place(ring: KeyRing, found: Deployment) -> Place:
    """The place that the root secret is wrapped for; raises `WrongKey`, or `SealBroken` for none."""
    try:
        unwrap(ring, found.team_id, SEALED, found.root_secret)
    except SealBroken:
        unwrap(ring, found.team_id, UNSEALED, found.root_secret)
        return UNSEALED
    return SEALED


def _seal_what_exists(engine: Engine, ring: KeyRing, vault: Vault, now: datetime) -> None:
    """Once, for a database of a version before the seals; all of it or nothing."""
    with session_for(engine) as session:
        found = session.get_one(Deployment, 1, with_for_update=True, populate_existing=True)
        if root_place(ring, found) == SEALED:
            return  # another replica was first
        must_be_unsealed(session, vault)
        root = unwrap(ring, found.team_id, UNSEALED, found.root_secret)
        found.root_secret = wrap(ring, found.team_id, SEALED, root)
        session.add(found)
        bind_items(session, vault)
        note_sealed(session, vault, seal_rows(session, vault), now)
        session.commit()
