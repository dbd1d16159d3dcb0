"""`schakel backup`: a copy of the database while the bot runs, and beside it what a restore needs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Engine

from bot.commands.access import Access, database
from bot.env_file import read_env_file
from bot.failing import Stop
from storage.anchoring import take
from storage.deployment import open_existing
from storage.engine import is_sqlite, session_for
from storage.keys import KeyRing

_BESIDE_KEYS = (
    "In {folder} staan ook de sleutels ({file}). Kies voor back-ups een andere map: wie beide "
    "heeft, leest alles."
)
_KEY_FILES = ("SCHAKEL_KEYS", "SCHAKEL_KEYS_FILE")


@dataclass(frozen=True, slots=True)
class Backup:
    """What stands beside the copy: no key and nothing of any case.

    `anchor` is a line of the audit chain as it was just before the copy began; `keys` names the master keys
    by which it can be read.
    """

    team: str
    made_at: datetime
    anchor: str
    keys: tuple[str, ...]
    file: str
    sha256: str

    @property
    def text(self) -> str:
        """As it is stored."""
        told = {
            "team": self.team,
            "made_at": self.made_at.isoformat(),
            "anchor": self.anchor,
            "keys": list(self.keys),
            "file": self.file,
            "sha256": self.sha256,
        }
        return json.dumps(told, indent=1)


def read_backup(path: Path) -> Backup:
    """The description beside a copy; raises `Stop` for what is none."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        made = datetime.fromisoformat(told["made_at"])
        return Backup(told["team"], made, told["anchor"], tuple(told["keys"]), told["file"], told["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Stop(
            f"{path} is geen beschrijving van een back-up; noem het .json-bestand dat ernaast staat."
        ) from None


def make_backup(access: Access, folder: Path, now: datetime) -> Path:
    """Copy the database into the folder and describe it; gives the description. `now` is aware.

    Raises `Stop` when it cannot be written, and where the keys stand as well.
    """
    _must_be_apart(folder)
    ring = KeyRing.parse(access.keys)
    stamp = f"schakel-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    with database(access.database_url) as engine:
        vault = open_existing(engine, ring)
        with session_for(engine, write=False) as session:
            line = take(session, vault.audit_key, now, folder / "none").line
        copy = folder / (f"{stamp}.db" if is_sqlite(engine) else f"{stamp}.dump")
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            _copy(engine, copy)
            keys = tuple(key.id.hex() for key in ring.keys)
            made = Backup(vault.team_id, now, line, keys, copy.name, _digest(copy))
            described = folder / f"{stamp}.json"
            described.write_text(f"{made.text}\n", encoding="utf-8")
        except OSError:
            raise Stop(f"{folder} is niet te schrijven, of de schijf is vol. Kies een andere map.") from None
    return described


def is_whole(described: Path) -> bool:
    """Whether the copy beside its description is the one that was made."""
    made = read_backup(described)
    copy = described.with_name(made.file)
    return copy.is_file() and _digest(copy) == made.sha256


def _must_be_apart(folder: Path) -> None:
    here = folder.resolve()
    env = Path(".env").resolve()
    named = read_env_file(env, _KEY_FILES).values
    where = [env] if "SCHAKEL_KEYS" in named else []
    pointed = os.environ.get("SCHAKEL_KEYS_FILE") or named.get("SCHAKEL_KEYS_FILE")
    where += [Path(pointed).resolve()] if pointed else []
    for file in where:
        if file.parent == here:
            raise Stop(_BESIDE_KEYS.format(folder=folder, file=file.name))


def _copy(engine: Engine, to: Path) -> None:
    if is_sqlite(engine):
        source = f"file:{Path(str(engine.url.database)).absolute()}?mode=ro"
        with closing(sqlite3.connect(source, uri=True)) as old, closing(sqlite3.connect(to)) as new:
            old.backup(new)
        return
    program = shutil.which("pg_dump")
    if program is None:
        raise Stop("pg_dump staat niet op deze machine. Installeer de clientprogramma's van PostgreSQL.")
    command = [
        program,
        "--format=custom",
        "--no-owner",
        f"--file={to}",
        f"--dbname={plain_address(engine.url)}",
    ]
    done = subprocess.run(  # noqa: S603  # a program of the machine, with our own address
        command, env=with_password(engine.url), capture_output=True, check=False
    )
    if done.returncode:
        raise Stop("pg_dump kon de database niet kopiëren. Kijk of haar versie die van de server is.")


def plain_address(url: URL) -> str:
    """The address for PostgreSQL's own programs, without its password: others see what a program is given."""
    bare = URL.create(
        "postgresql",
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query=url.query,
    )
    return bare.render_as_string(hide_password=False)


def with_password(url: URL) -> dict[str, str]:
    """This process's environment, with the password of the address where those programs look for it."""
    return {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}


def _digest(file: Path) -> str:
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()
