"""What people type for one planned time of an overleg: items of its agenda and action points.

Each text is sealed for erasing only (`storage.erasable`), under the key of its time together with the content
keys of the signals that it names: it is gone once the term of that agenda is over, and once one of those
signals is erased.
"""

from __future__ import annotations

from sqlmodel import Session

from rules.naming import signals_named
from storage.erasable import ErasableKey, made_from
from storage.overleg_tables import ActionPoint, AgendaItem, OccasionKey
from storage.signal_tables import SignalKeys
from storage.upserting import insert_into
from storage.vault import Vault

Said = AgendaItem | ActionPoint

_USE = "said at an overleg"


def seal(session: Session, vault: Vault, row: Said, text: str) -> None:
    """Seal the text of a stored row under the keys of its time and of the signals that it names.

    A signal that was erased, or does not exist, has no key to give. Raises `WrongKey`, `SealBroken`.
    """
    held = {number: session.get(SignalKeys, number) for number in sorted(signals_named(text))}
    row.signals = [number for number, keys in held.items() if keys and keys.content_key is not None]
    _make_key(session, vault, row)
    key = _key(session, vault, row)
    row.text = None if key is None else key.seal(row, "text", text)
    session.add(row)
    session.flush()


def read(session: Session, vault: Vault, row: Said) -> str | None:
    """The text, None when one of its keys is gone; raises `SealBroken` when it was changed, `WrongKey`."""
    key = _key(session, vault, row)
    return None if key is None else key.read(row, "text")


def _make_key(session: Session, vault: Vault, row: Said) -> None:
    fresh = vault.new_occasion_key(row.overleg_id, row.planned)
    made = insert_into(session, OccasionKey).values(overleg_id=row.overleg_id, planned=row.planned, key=fresh)
    session.execute(made.on_conflict_do_nothing())


def _key(session: Session, vault: Vault, row: Said) -> ErasableKey | None:
    held = session.get(OccasionKey, (row.overleg_id, row.planned))
    if held is None:
        return None
    parts = [vault.occasion_key(held)]
    for number in row.signals:
        content = vault.content_key(session.get(SignalKeys, number))
        if content is None:
            return None
        parts.append(content)
    return made_from(vault, parts, _USE)
