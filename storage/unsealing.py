"""The only module that turns sealed content back into text; imported by `casework.gate` alone."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import SealBroken
from storage.keys import key_id
from storage.sealing import Sealed, binding
from storage.signal_tables import SignalKeys
from storage.vault import FORMAT, NONCE_BYTES, Vault, format_of

_START = len(FORMAT) + NONCE_BYTES


class Opener:
    """Opens what the vault of this deployment sealed; decides nothing, so ask the gate first."""

    __slots__ = ("_vault",)

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def open(self, sealed: Sealed, keys: SignalKeys | None) -> str:
        """The text of a `Sealed` that knows its place, with the key row of its signal.

        Raises `ContentErased` when the key is gone, `SealBroken` when the ciphertext was changed,
        moved or sealed by another key, `WrongKey` when the ring cannot unwrap the key, and
        ValueError for a `Sealed` without a place (`sealed.at`, `sealed_field`).
        """
        place = sealed.place
        if place is None:
            raise ValueError("a sealed value needs its place; use sealed_field(row, name)")
        key = self._vault.key_for(keys, place)
        blob = sealed.blob
        if blob[: len(FORMAT)] != format_of(place) or len(blob) <= _START:
            raise SealBroken("Een verzegelde tekst is beschadigd.")
        bound = binding(self._vault.team_id, place, key_id(key))
        try:
            plain = AESGCM(key).decrypt(blob[len(FORMAT) : _START], blob[_START:], bound)
        except InvalidTag:
            raise SealBroken("Een verzegelde tekst is veranderd of verplaatst.") from None
        return plain.decode("utf-8", "surrogatepass")
