"""Keyed hashes of an identity, so that two signals about one person find each other unread."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from enum import StrEnum

from storage.sound import plain, sound

# Tussenvoegsels: often left out, or sorted behind a comma.
_DUTCH = "van", "de", "der", "den", "het", "t", "te", "ten", "ter", "in", "op", "aan", "bij", "uit", "voor"
_OTHER = "s", "v", "d", "la", "le", "du", "des", "von", "vom", "zu", "zum", "di", "da", "do", "dos"
_DROPPED = frozenset(_DUTCH + _OTHER)
# Parts that are written apart, with a hyphen or joined: El Amrani, El-Amrani, Elamrani.
JOINED_PARTS = frozenset(["el", "al", "ben", "bin", "ait", "bou", "abou", "abu", "ou", "oulad", "ouled"])


class MatchKind(StrEnum):
    """How two identities are alike; each together with the same date of birth."""

    EXACT = "exact"
    INITIALS = "initials"
    SOUND = "sound"


def digests(index_key: bytes, name: str, birth_date: date) -> dict[MatchKind, bytes]:
    """The 32-byte keyed hash of this identity per kind of likeness; empty for a name without letters.

    `name` as people write it: "Noor van den Berg", "Berg, Noor van den", "N. van den Berg".
    `index_key` is `vault.index_key`: without it nobody can find out a name by trying.
    """
    first, surname, whole = parts(name)
    if not whole:
        return {}
    normal = {
        MatchKind.EXACT: whole,
        MatchKind.INITIALS: first[:1] + surname[:1],
        MatchKind.SOUND: sound(surname),
    }
    return {kind: _digest(index_key, kind, text, birth_date) for kind, text in normal.items()}


def parts(name: str) -> tuple[str, str, str]:
    """First name, surname without tussenvoegsels, and the whole name, all normalised."""
    before, comma, after = name.partition(",")
    words = plain(f"{after} {before}" if comma and plain(after) else name).split()
    if not words:
        return "", "", ""
    rest = words[1:]
    cut = max((index for index, word in enumerate(rest) if word in _DROPPED), default=-1)
    if rest and cut == len(rest) - 1:  # "Noor Berg van den"
        while rest and rest[-1] in _DROPPED:
            rest.pop()
        cut = -1
    surname = rest[cut + 1 :] if cut >= 0 else _last_name(rest)
    return words[0], _glue(surname) or words[0], " ".join(words)


def _last_name(rest: list[str]) -> list[str]:
    """Without a tussenvoegsel: the last word, with the parts that are joined to it."""
    start = len(rest) - 1
    while start > 0 and rest[start - 1] in JOINED_PARTS:
        start -= 1
    return rest[max(start, 0) :]


def _glue(words: list[str]) -> str:
    return "".join("el" if word == "al" else word for word in words)


def _digest(key: bytes, kind: MatchKind, text: str, birth_date: date) -> bytes:
    said = f"match\x00{kind}\x00{text}\x00{birth_date.isoformat()}"
    return hmac.new(key, said.encode(), hashlib.sha256).digest()
