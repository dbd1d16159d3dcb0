"""Keyed hashes of an identity, so that two signals about one person find each other unread."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from enum import StrEnum

from rules.identifiers.lexicon import first_names
from storage.sound import plain, sound

# Tussenvoegsels: often left out, or sorted behind a comma.
_DUTCH = "van", "de", "der", "den", "het", "t", "te", "ten", "ter", "in", "op", "aan", "bij", "uit", "voor"
_OTHER = "s", "v", "d", "la", "le", "du", "des", "von", "vom", "zu", "zum", "di", "da", "do", "dos"
_DROPPED = frozenset(_DUTCH + _OTHER)
_SUFFIXES = frozenset(["jr", "sr", "jnr", "snr", "junior", "senior"])
SHORTEST, MOST_WORDS = 3, 6
# Parts that are written apart, with a hyphen or joined: El Amrani, El-Amrani, Elamrani.
JOINED_PARTS = frozenset(["el", "al", "ben", "bin", "ait", "bou", "abou", "abu", "ou", "oulad", "ouled"])


class MatchKind(StrEnum):
    """How two identities are alike; each together with the same date of birth."""

    EXACT = "exact"
    INITIALS = "initials"
    SOUND = "sound"


def digests(index_key: bytes, name: str, birth_date: date) -> dict[str, bytes]:
    """The 32-byte keyed hashes of this identity, named by kind of likeness: `sound`, `sound.2` and so on.

    Empty for a name without letters. `name` as people write it: "Noor van den Berg", "Berg, Noor van den",
    "N. van den Berg", "Noor Berg-Bakker". Two hashes meet only when they are of one kind (`kind_of`).
    `index_key` is `vault.index_key`: without it nobody can find out a name by trying.
    """
    first, surname, whole = parts(name)
    if not whole:
        return {}
    said = sorted({sound(surname), *_sounds(name, first, surname)}, key=lambda one: one != sound(surname))
    texts = {str(MatchKind.EXACT): whole, str(MatchKind.INITIALS): first[:1] + surname[:1]}
    texts |= {
        str(MatchKind.SOUND) if number == 1 else f"{MatchKind.SOUND}.{number}": text
        for number, text in enumerate(said, 1)
    }
    return {stored: _digest(index_key, kind_of(stored), text, birth_date) for stored, text in texts.items()}


def kind_of(stored: str) -> MatchKind:
    """The kind of likeness behind the name under which a hash is stored."""
    return MatchKind(stored.partition(".")[0])


def _sounds(name: str, first: str, surname: str) -> set[str]:
    """What a part of the name sounds like when somebody writes the rest otherwise or leaves it out.

    Half of a double surname, a surname with its tussenvoegsel written as one word, and first name and surname
    in the other order; a hash of the last stands for both orders.
    """
    before, comma, after = name.partition(",")
    words = plain(f"{after} {before}" if comma and plain(after) else name).split()[:MOST_WORDS]
    rest = [one for one in words[1:] if one not in _SUFFIXES]
    found: set[str] = set()
    for start in range(len(rest)):
        for end in range(start + 1, len(rest) + 1):
            run = rest[start:end]
            second_name = len(run) == 1 and end < len(rest) and run[0] in first_names()
            if run[-1] not in _DROPPED | JOINED_PARTS and len("".join(run)) >= SHORTEST and not second_name:
                found.add(sound(_glue(run)))
    swapped = {one for one in (*rest, surname) if one not in _DROPPED and len(one) >= SHORTEST}
    found |= {"+".join(sorted((sound(first), sound(one)))) for one in swapped if one != first}
    found.add("=" + sound(_glue([one for one in words if one not in _SUFFIXES])))
    return found


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
