"""Text that has to be gone once its signal is erased: sealed for that alone, read without a permit.

Details are sealed for the gate (`storage.unsealing`). What is here, such as the summary on the card, may be
read by everybody the house shows it to; it is sealed so that destroying one small key takes it away from the
database, its journal and every copy at once. The key is derived from the content key and the purpose is bound
into the ciphertext, so neither kind can ever be opened as the other.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlmodel import SQLModel

from storage.errors import ContentErased, SealBroken
from storage.keys import derive
from storage.sealing import Erasable, Place, Purpose, binding, row_key
from storage.signal_tables import SignalKeys
from storage.vault import FORMAT, NONCE_BYTES, Vault

_START = len(FORMAT) + NONCE_BYTES
_ERASED = "Wat hierover was geschreven, is gewist."


@dataclass(frozen=True, slots=True)
class ErasableKey:
    """Seals and reads what dies with some key; held for the length of an act, and never stored."""

    team_id: str
    _cipher: AESGCM = field(repr=False)

    def seal(self, row: SQLModel, name: str, text: str) -> Erasable:
        """Encrypt `text` for this one field of this one row; the row needs its primary key: flush first."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        plain = text.encode("utf-8", "surrogatepass")
        return Erasable(FORMAT + nonce + self._cipher.encrypt(nonce, plain, self._bound(row, name)))

    def read(self, row: SQLModel, name: str) -> str | None:
        """The text of `row.<name>`, None when it is empty.

        Raises `SealBroken` when it was changed, moved, or sealed by another key.
        """
        value = getattr(row, name)
        if value is None:
            return None
        if not isinstance(value, Erasable):
            raise TypeError(f"{name} is no erasable text")
        blob = value.blob
        try:
            plain = self._cipher.decrypt(blob[len(FORMAT) : _START], blob[_START:], self._bound(row, name))
        except (InvalidTag, ValueError):
            raise SealBroken("Een verzegelde tekst is veranderd of verplaatst.") from None
        return plain.decode("utf-8", "surrogatepass")

    def _bound(self, row: SQLModel, name: str) -> bytes:
        # which signal it is about is in the key; the place only says where it stands
        place = Place(0, str(row.__tablename__), row_key(row), name, Purpose.ERASABLE)
        return binding(self.team_id, place, b"")


def key_of(vault: Vault, keys: SignalKeys | None) -> ErasableKey | None:
    """The key for what is said about a signal, None once it is erased; raises `WrongKey`, `SealBroken`."""
    content = vault.content_key(keys)
    return None if content is None else made_from(vault, (content,), "erasable")


def made_from(vault: Vault, parts: Sequence[bytes], use: str) -> ErasableKey:
    """The key that is gone as soon as one of these is, each of `KEY_BYTES` bytes; `use` is no other's."""
    return ErasableKey(vault.team_id, AESGCM(derive(b"".join(parts), use)))


def must_have(key: ErasableKey | None) -> ErasableKey:
    """The key, for who is about to seal; raises `ContentErased` when there is none any more."""
    if key is None:
        raise ContentErased(_ERASED)
    return key
