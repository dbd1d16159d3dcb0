"""The key hierarchy: the master key ring, the wrapping of secrets, and derived keys (architecture 5)."""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import MalformedKey, MissingKeys, SealBroken, WrongKey
from storage.sealing import Place, binding

KEY_BYTES = 32
_FORMAT = b"\x01"
_ID_BYTES = 8
_NONCE_BYTES = 12
_HEADER = len(_FORMAT) + _ID_BYTES

_NO_KEYS = "SCHAKEL_KEYS is leeg. Maak een sleutel met `schakel keys generate` en zet hem daarin."
_NOT_A_KEY = (
    "Sleutel {n} in SCHAKEL_KEYS is geen base64 van 32 bytes. Maak er een met `schakel keys generate`."
)
_NOT_IN_RING = (
    "Geen van de sleutels in SCHAKEL_KEYS past op deze database. Zet de sleutel terug waarmee zij is gemaakt."
)


@dataclass(frozen=True, slots=True)
class MasterKey:
    """One key of the ring; its id is derived from it and says nothing about it."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> bytes:
        """Eight bytes that name this key in what it wrapped."""
        return key_id(self.secret)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The master keys, in order; the first wraps, all of them unwrap."""

    keys: tuple[MasterKey, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `SCHAKEL_KEYS`: base64 of 32 bytes each (standard or urlsafe), separated by commas.

        Raises `MissingKeys` when there is none, `MalformedKey` with the position of a bad one.
        """
        entries = [entry for entry in (part.strip() for part in text.split(",")) if entry]
        if not entries:
            raise MissingKeys(_NO_KEYS)
        decoded = [_decode(entry, number) for number, entry in enumerate(entries, start=1)]
        return cls(tuple(MasterKey(secret) for secret in dict.fromkeys(decoded)))

    @property
    def active(self) -> MasterKey:
        """The key that wraps."""
        return self.keys[0]

    def find(self, wanted: bytes) -> MasterKey:
        """The key with this id; raises `WrongKey` when the ring does not hold it."""
        for key in self.keys:
            if key.id == wanted:
                return key
        raise WrongKey(_NOT_IN_RING)


def generate() -> str:
    """A new master key, as `SCHAKEL_KEYS` wants it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def key_id(secret: bytes) -> bytes:
    """Eight bytes derived one-way from a key, to name it."""
    return derive(secret, "key id")[:_ID_BYTES]


def derive(secret: bytes, use: str) -> bytes:
    """A 32-byte key for one use, by HKDF-SHA256 (RFC 5869); other uses cannot be computed from it."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"schakel 1 {use}".encode()).derive(secret)


def wrap(ring: KeyRing, team_id: str, place: Place, secret: bytes) -> bytes:
    """Encrypt a key or root secret with the active master key, bound to its place."""
    master = ring.active
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(master.secret).encrypt(nonce, secret, binding(team_id, place, master.id))
    return _FORMAT + master.id + nonce + sealed


def unwrap(ring: KeyRing, team_id: str, place: Place, wrapped: bytes) -> bytes:
    """The secret inside a wrap; raises `WrongKey` (not in the ring) or `SealBroken` (changed, moved)."""
    if wrapped[:1] != _FORMAT or len(wrapped) <= _HEADER + _NONCE_BYTES:
        raise SealBroken("Een verpakte sleutel in de database is beschadigd.")
    master = ring.find(wrapped[1:_HEADER])
    nonce, sealed = wrapped[_HEADER : _HEADER + _NONCE_BYTES], wrapped[_HEADER + _NONCE_BYTES :]
    try:
        return AESGCM(master.secret).decrypt(nonce, sealed, binding(team_id, place, master.id))
    except InvalidTag:
        raise SealBroken("Een verpakte sleutel in de database is veranderd of verplaatst.") from None


def wrapped_by_active(ring: KeyRing, wrapped: bytes) -> bool:
    """Whether this wrap already belongs to the active master key."""
    return wrapped[:_HEADER] == _FORMAT + ring.active.id


def _decode(entry: str, number: int) -> bytes:
    bare = entry.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        secret = base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise MalformedKey(_NOT_A_KEY.format(n=number)) from None
    if len(secret) != KEY_BYTES:
        raise MalformedKey(_NOT_A_KEY.format(n=number))
    return secret
