"""Keeps outside the database which signals were erased, so that a restored backup can lose them again.

A line is a number and an instant; it says nothing of anybody, and may go wherever the anchors go.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlmodel import col, select

from bot.failing import Stop
from casework.office import Office
from storage.engine import session_for
from storage.signal_tables import Signal, SignalState

_NEVER = datetime.min.replace(tzinfo=UTC)

log = structlog.get_logger(__name__)


def keep_erased(office: Office, file: Path) -> bool:
    """Add what was erased since; True when the list is whole. One that cannot be written is only logged."""
    try:
        known = read_erased(file) if file.exists() else {}
        with session_for(office.store.engine, write=False) as session:
            rows = session.exec(select(Signal).where(col(Signal.state) == SignalState.ERASED)).all()
        # a number may come again after a restore: then it is another signal
        new = [one.id for one in rows if one.id and known.get(one.id, _NEVER) < one.created_at]
        if new:
            at = office.clock.now().isoformat()
            _add(file, [json.dumps({"erased": number, "at": at}) for number in new])
    except (OSError, Stop) as error:
        log.warning("list of erased signals not written", error_type=type(error).__name__)
        return False
    return True


def read_erased(file: Path) -> Mapping[int, datetime]:
    """When each number was last written down as erased; raises `Stop` for a file that is no such list."""
    found: dict[int, datetime] = {}
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                said = json.loads(line)
                found[int(said["erased"])] = datetime.fromisoformat(said["at"])
    except OSError:
        raise Stop(f"{file} is niet te lezen. Noem bij --erased de lijst van gewiste signalen.") from None
    except (ValueError, KeyError, TypeError):
        raise Stop(f"{file} is geen lijst van gewiste signalen. Noem een andere kopie.") from None
    return found


def _add(file: Path, lines: list[str]) -> None:
    number = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(number, "a", encoding="utf-8") as out:
        out.write("".join(f"{line}\n" for line in lines))
        out.flush()
        os.fsync(out.fileno())
