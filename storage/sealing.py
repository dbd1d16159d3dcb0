"""Sealed text: what it is, and how text becomes sealed; turning it back is in `unsealing`."""

from __future__ import annotations


class Sealed:
    """Ciphertext that never prints: `•••` in str, repr, f-strings, JSON and pickles."""

    __slots__ = ("blob",)

    def __init__(self, blob: bytes) -> None:
        self.blob = blob

    def __repr__(self) -> str:
        return "•••"

    __str__ = __repr__
