"""Opens the database for one deployment: stamped with its workspace at the first start, then held to it."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from storage import audit
from storage.directory_tables import Deployment
from storage.engine import session_for
from storage.errors import ForeignDatabase, NoDeployment, SealBroken, WrongKey
from storage.keys import KEY_BYTES, KeyRing, unwrap, wrap
from storage.sealing import Place, Purpose
from storage.vault import Vault

ROOT_PLACE = Place(0, "deployment", "1", "root_secret", Purpose.WRAP)

_FOREIGN = (
    "Deze database hoort bij werkruimte {stamped}, maar de bot draait voor {team}. "
    "Gebruik de database van {team}."
)
_WRONG = (
    "De sleutels in SCHAKEL_KEYS passen niet op deze database. Gebruik de sleutels waarmee zij is gemaakt."
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
    return _vault(found, ring)


def open_existing(engine: Engine, ring: KeyRing) -> Vault:
    """The vault of a database that was opened before, whatever its workspace; for the command line.

    Raises `NoDeployment` when it never was, `WrongKey` when no key in the ring fits.
    """
    found = _stamped(engine)
    if found is None:
        raise NoDeployment(_NEVER)
    return _vault(found, ring)


def _stamped(engine: Engine) -> Deployment | None:
    with session_for(engine, write=False) as session:
        return session.get(Deployment, 1)


def _stamp(engine: Engine, ring: KeyRing, team_id: str, now: datetime) -> None:
    root = secrets.token_bytes(KEY_BYTES)
    wrapped = wrap(ring, team_id, ROOT_PLACE, root)
    with session_for(engine) as session:
        session.add(Deployment(id=1, team_id=team_id, root_secret=wrapped, created_at=now))
        audit.start(session, Vault(team_id, ring, root).audit_key)
        with suppress(IntegrityError):  # another replica stamped it first; its rows count
            session.commit()


def _vault(found: Deployment, ring: KeyRing) -> Vault:
    try:
        root = unwrap(ring, found.team_id, ROOT_PLACE, found.root_secret)
    except (WrongKey, SealBroken):
        raise WrongKey(_WRONG) from None
    return Vault(found.team_id, ring, root)
