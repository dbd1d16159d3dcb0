"""`schakel import FILE`: brings the directory in line with a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer
from sqlalchemy import Engine

from bot.failing import Stop
from bot.settings import Settings
from casework.directory.importing import Changes, store_directory
from casework.directory.reading import read_directory
from rules.book import Rulebook
from storage import audit
from storage.audit import AuditEntry
from storage.deployment import open_existing
from storage.engine import session_for
from storage.errors import NoDeployment
from storage.keys import KeyRing
from storage.vault import Vault


def import_directory(path: Path, engine: Engine, vault: Vault | None, book: Rulebook) -> Changes:
    """Read and store a directory file in one transaction; twice changes nothing.

    Without a vault (a database that no bot opened yet) there is no audit chain to write in. Raises
    `Stop` and `BadDirectory` with the line of the fault; then nothing of the file is stored.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Stop(f"{path} is niet te lezen.") from None
    found = read_directory(text, book)
    with session_for(engine, write=True) as session:
        changes = store_directory(session, found)
        if vault is not None and (changes.added or changes.changed):
            entry = AuditEntry(
                at=datetime.now(UTC),
                actor="schakel",
                act="directory.import",
                facts={"added": changes.added, "changed": changes.changed},
            )
            audit.append(session, vault.audit_key, [entry], rule_version=book.version)
        session.commit()
    if found.overleggen:
        typer.echo(
            "De overleggen in dit bestand zijn nog niet overgenomen: dat kan deze versie nog niet.", err=True
        )
    return changes


def vault_if_possible(settings: Settings, engine: Engine) -> Vault | None:
    """The vault, when this database has a workspace or Slack can say which; None before either is known."""
    if not settings.schakel_keys.get_secret_value():
        return None
    try:
        return open_existing(engine, KeyRing.parse(settings.schakel_keys.get_secret_value()))
    except NoDeployment:
        return None
