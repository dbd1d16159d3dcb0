"""What `schakel import` says when it is done, or what it would do."""

from __future__ import annotations

from collections.abc import Iterator

from casework.directory.changes import Changes


def told(changes: Changes, *, exact: bool, dry: bool) -> Iterator[str]:
    """The lines: in numbers, one by one when nothing was stored, and what the file does not name."""
    counted = f"{changes.added} toegevoegd, {changes.changed} gewijzigd"
    if changes.removed:
        counted += f", {changes.removed} weggehaald"
    if dry:
        yield from changes.lines
        yield f"Zo zou het worden: {counted}. Er is niets opgeslagen."
    else:
        yield f"{counted}."
    for user, grant in changes.unnamed:
        done = "zou worden ingetrokken" if dry else "ingetrokken"
        yield f"{user} {grant}: {done if exact else 'staat niet in het bestand (intrekken: --exact)'}."
    for one in changes.absent:
        yield f"{one}: staat niet in het bestand en blijft."
    for one in changes.skipped:
        yield f"{one}."
