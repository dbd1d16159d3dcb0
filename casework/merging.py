"""A form that stood open while somebody else changed the same thing: only what was changed in it counts.

A form carries a short mark of each field as it opened. What comes back with the same mark was left alone,
and keeps what stands now; so nobody puts back what another changed meanwhile without meaning to.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping, Set
from hashlib import sha256


def marks(fields: Mapping[str, str]) -> dict[str, str]:
    """A mark of four characters for each field that is filled in; the texts themselves would not fit."""
    return {name: _mark(text) for name, text in fields.items() if text}


def merged(
    typed: Mapping[str, str], opened: Mapping[str, str] | None, standing: Mapping[str, str]
) -> dict[str, str]:
    """What was typed, with what stands now in every field that was left as it was when the form opened.

    `opened` are the marks of then; without them everything typed counts.
    """
    if opened is None:
        return dict(typed)
    return {
        name: standing.get(name, "") if opened.get(name) == (_mark(text) if text else None) else text
        for name, text in typed.items()
    }


def ticked(typed: Set[int], opened: Collection[int] | None, standing: Set[int]) -> frozenset[int]:
    """The ticks that stand now with those that were set or taken away in the form, option by option.

    `opened` are the ticks as the form opened; without them what was typed counts.
    """
    if opened is None:
        return frozenset(typed)
    before = frozenset(opened)
    return frozenset((standing - (before - typed)) | (typed - before))


def _mark(text: str) -> str:
    return urlsafe_b64encode(sha256(text.encode("utf-8", "surrogatepass")).digest()[:3]).decode()
