"""What the guard recognises a young person by, as keyed hashes: unreadable, yet a message can be held to it.

From an identity come the given name, the surname as it sounds and with one letter less, and the date of
birth; from details every run of four words. A message gives the same kinds of clue; equal hashes count.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.folding import words_of
from rules.identifiers.calendar import days_in
from rules.identifiers.lexicon import common, word_names, words
from rules.identifiers.plain import fold
from storage.matching import JOINED_PARTS, parts
from storage.sound import sound

DIGEST_BYTES = 16
RUN = 4
GIVEN_LETTERS, SURNAME_LETTERS, NEAR_LETTERS, TELLING_LETTERS, LONG = 3, 4, 6, 5, 9
# What a clue weighs where somebody is known by it.
BORN, GIVEN, WRITTEN_AS_NAME, WRITTEN_SMALL, RUN_SAID = 3, 2, 2, 1, 1
_PIECE = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_ENDS = frozenset(".!?:\n")


class ClueKind(StrEnum):
    """What kind of likeness a clue is."""

    GIVEN = "given"
    SURNAME = "surname"
    NEAR = "near"
    BORN = "born"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Clue:
    """One likeness, in the one folding."""

    kind: ClueKind
    text: str


def of_identity(name: str | None, born: date | None) -> frozenset[Clue]:
    """What a young person is recognised by. A given name that is an ordinary word (Roos, Storm) is none."""
    found = {Clue(ClueKind.BORN, born.isoformat())} if born else set()
    if not name:
        return frozenset(found)
    given, surname, _ = parts(name)
    if len(given) >= GIVEN_LETTERS and given not in word_names():
        found.add(Clue(ClueKind.GIVEN, given))
    pieces = {surname} if surname != given else set()
    pieces |= {one for one in words_of(name) if one != given and len(one) > SURNAME_LETTERS} - words(
        "particles"
    )
    found |= {Clue(ClueKind.SURNAME, sound(one)) for one in pieces if len(one) >= SURNAME_LETTERS}
    return frozenset(found | {Clue(ClueKind.NEAR, near) for one in (*pieces, given) for near in _near(one)})


def of_details(text: str) -> frozenset[Clue]:
    """Every run of four words with at least one that tells something."""
    return frozenset(Clue(ClueKind.RUN, run) for run in _runs(fold(text).text))


def in_message(text: str, today: date) -> dict[Clue, int]:
    """Every clue that a message could hold, with its weight if somebody is known by it.

    A short surname that is written small, or at the beginning of a sentence, weighs less: people pass a
    bakker and a visser.
    """
    text = fold(text).text
    found = {Clue(ClueKind.BORN, one.day.isoformat()): BORN for one in days_in(text, today) if one.day}
    found |= {Clue(ClueKind.RUN, run): RUN_SAID for run in _runs(text)}
    before = ""
    for hit in _WORD.finditer(text):
        telling = len(hit[0]) >= LONG or _written_as_name(text, hit)
        named = WRITTEN_AS_NAME if telling else WRITTEN_SMALL
        for word in words_of(hit[0]):
            if len(word) >= GIVEN_LETTERS:
                found[Clue(ClueKind.GIVEN, word)] = GIVEN
            joined = (
                (word, f"{'el' if before == 'al' else before}{word}") if before in JOINED_PARTS else (word,)
            )
            for clue in _surname(joined):
                found[clue] = max(named, found.get(clue, 0))
            before = word
    return found


def digest(index_key: bytes, clue: Clue) -> bytes:
    """The keyed hash of a clue, 16 bytes."""
    said = f"{clue.kind}\x00{clue.text}".encode()
    return hashlib.blake2b(said, key=index_key, digest_size=DIGEST_BYTES, person=b"schakel guard").digest()


def _surname(joined: Iterable[str]) -> Iterator[Clue]:
    for one in joined:
        if len(one) >= SURNAME_LETTERS:
            yield Clue(ClueKind.SURNAME, sound(one))
        yield from (Clue(ClueKind.NEAR, near) for near in _near(one))


def _written_as_name(text: str, hit: re.Match[str]) -> bool:
    """With a capital inside a sentence, in a text that is not all capitals."""
    before = text[: hit.start()].rstrip()
    return hit[0][0].isupper() and bool(before) and before[-1] not in _SENTENCE_ENDS and not text.isupper()


def _near(word: str) -> Iterator[str]:
    """The word, and the word with one letter left out: two that differ by one slip share one of these."""
    if len(word) < NEAR_LETTERS:
        return
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _runs(text: str) -> Iterator[str]:
    """Each run of four words, one of which is long enough to tell something."""
    said = [word for piece in _PIECE.findall(text) for word in (words_of(piece) or [piece])]
    telling = [len(word) >= TELLING_LETTERS and word not in common() for word in said]
    for start in range(len(said) - RUN + 1):
        if any(telling[start : start + RUN]):
            yield " ".join(said[start : start + RUN])
