"""The vault of one deployment: makes and unwraps keys and seals text; it never opens text."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlmodel import Session

from storage.errors import ContentErased, SealBroken
from storage.keys import KEY_BYTES, KeyRing, derive, key_id, unwrap, wrap
from storage.overleg_tables import OccasionKey
from storage.sealing import Place, Purpose, Sealed, binding
from storage.signal_tables import SignalKeys
from storage.vouching import Voucher

FORMAT = b"\x01"
BOUND = b"\x02"  # bound to columns of its row as well
NONCE_BYTES = 12


class Vault:
    """The keys of one deployment; made by `storage.deployment`, kept in memory, never written."""

    __slots__ = ("_ring", "audit_key", "index_key", "team_id", "voucher")

    def __init__(self, team_id: str, ring: KeyRing, root_secret: bytes) -> None:
        self.team_id = team_id
        self._ring = ring
        self.index_key = derive(root_secret, "index")
        self.audit_key = derive(root_secret, "audit")
        self.voucher = Voucher(derive(root_secret, "rows"))

    def __repr__(self) -> str:
        return f"<Vault of {self.team_id}>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a vault stays in its process")

    def new_keys(self, signal_id: int) -> SignalKeys:
        """A row with two fresh keys for a stored signal; the caller adds it to the session."""
        return SignalKeys(
            signal_id=signal_id,
            content_key=self._fresh(signal_id, Purpose.CONTENT),
            accountability_key=self._fresh(signal_id, Purpose.ACCOUNTABILITY),
        )

    def seal(self, keys: SignalKeys | None, place: Place, text: str) -> Sealed:
        """Encrypt `text` for this one place; the result knows the place.

        Raises `ContentErased` when the signal's key is gone, `SealBroken` when the row of keys is
        another signal's or was changed, `WrongKey` when the ring cannot unwrap it.
        """
        key = self.key_for(keys, place)
        nonce = secrets.token_bytes(NONCE_BYTES)
        # surrogatepass: Slack's JSON may carry half a surrogate pair, and what came in must come out
        plain = text.encode("utf-8", "surrogatepass")
        blob = AESGCM(key).encrypt(nonce, plain, binding(self.team_id, place, key_id(key)))
        return Sealed(format_of(place) + nonce + blob, place)

    def rebind(self, keys: SignalKeys, place: Place, sealed: Sealed) -> Sealed:
        """The same text bound to the columns of its row, from before that was done; for the one-time step."""
        key = self.key_for(keys, place)
        blob = sealed.blob[len(FORMAT) :]
        bound = binding(self.team_id, replace(place, bound=b""), key_id(key))
        try:
            plain = AESGCM(key).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], bound)
        except InvalidTag:
            raise SealBroken("Een verzegelde tekst is veranderd of verplaatst.") from None
        return self.seal(keys, place, plain.decode("utf-8", "surrogatepass"))

    def key_for(self, keys: SignalKeys | None, place: Place) -> bytes:
        """The unwrapped key that seals this place; for `seal` and the opener only."""
        wrapped = None if keys is None else _column(keys, place.purpose)
        if keys is None or wrapped is None:
            raise ContentErased("De inhoud van dit signaal is gewist.")
        if keys.signal_id != place.signal_id:
            raise SealBroken("Deze verzegelde tekst hoort bij een ander signaal.")
        return unwrap(self._ring, self.team_id, wrap_place(keys.signal_id, place.purpose), wrapped)

    def content_key(self, keys: SignalKeys | None) -> bytes | None:
        """The unwrapped key that erasing this signal destroys, or None; for `storage.erasable` only."""
        if keys is None or keys.content_key is None:
            return None
        return unwrap(self._ring, self.team_id, wrap_place(keys.signal_id, Purpose.CONTENT), keys.content_key)

    def new_occasion_key(self, overleg_id: int, planned: date) -> bytes:
        """A fresh wrapped key for what people type for one planned time."""
        return self._wrapped(occasion_place(overleg_id, planned))

    def occasion_key(self, held: OccasionKey) -> bytes:
        """The unwrapped key of one planned time; for `storage.occasions` only."""
        return unwrap(self._ring, self.team_id, occasion_place(held.overleg_id, held.planned), held.key)

    def _fresh(self, signal_id: int, purpose: Purpose) -> bytes:
        return self._wrapped(wrap_place(signal_id, purpose))

    def _wrapped(self, place: Place) -> bytes:
        return wrap(self._ring, self.team_id, place, secrets.token_bytes(KEY_BYTES))


def format_of(place: Place) -> bytes:
    """The first byte of what is sealed for this place."""
    return BOUND if place.bound else FORMAT


def wrap_place(signal_id: int, purpose: Purpose) -> Place:
    """Where the wrapped key of one signal and purpose belongs."""
    return Place(signal_id, "signal_keys", str(signal_id), f"{purpose}_key", Purpose.WRAP)


def occasion_place(overleg_id: int, planned: date) -> Place:
    """Where the wrapped key of one planned time belongs."""
    return Place(0, "occasion_key", f"{overleg_id}/{planned.isoformat()}", "key", Purpose.WRAP)


def forget(session: Session, signal_id: int) -> bool:
    """Delete the content key of a signal, so that its content is unreadable; False when it was gone.

    The accountability key stays. What the files of the database still hold of the key goes by
    `unit.clear_traces`, soon after the commit.
    """
    keys = session.get(SignalKeys, signal_id, with_for_update=True, populate_existing=True)
    if keys is None or keys.content_key is None:
        return False
    keys.content_key = None
    session.add(keys)
    session.flush()
    return True


def _column(keys: SignalKeys, purpose: Purpose) -> bytes | None:
    match purpose:
        case Purpose.CONTENT:
            return keys.content_key
        case Purpose.ACCOUNTABILITY:
            return keys.accountability_key
        case Purpose.WRAP | Purpose.ERASABLE:
            raise ValueError("neither a wrap nor what is only to be erased is sealed for the gate")
