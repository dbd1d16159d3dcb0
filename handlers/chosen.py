"""With whom somebody wanted to share, carried from a refusal to the form that follows on it (wire 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.limits import BLOCK_ID

_WITH = "with:"


def with_whom(chosen: Sequence[int]) -> str | None:
    """With whom somebody wanted to share, for the block of the way on; None for nobody, or too many."""
    named = _WITH + ",".join(map(str, chosen))
    return named if chosen and len(named) <= BLOCK_ID else None


def chosen_in(view: Mapping[str, Any] | None) -> frozenset[int]:
    """Whom a refusal names so (`with_whom`); empty for any other view."""
    named = (str(block.get("block_id") or "") for block in (view or {}).get("blocks", ()))
    listed = next((one.removeprefix(_WITH) for one in named if one.startswith(_WITH)), "")
    return frozenset(int(one) for one in listed.split(",") if one.isdecimal())
