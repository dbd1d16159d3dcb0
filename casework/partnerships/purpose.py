"""What sharing in a partnership is usually for."""

from __future__ import annotations

from rules.book import Rulebook
from storage.directory_tables import Partnership


def usual_purpose(book: Rulebook, partnership: Partnership) -> str:
    """The partnership's own choice while the rulebook knows it, else what its kind says (rulebook 8)."""
    own, kind = partnership.purpose, book.meetings[partnership.kind]
    return own if own is not None and own in book.purposes else kind.default_purpose
