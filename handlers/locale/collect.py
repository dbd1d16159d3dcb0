"""`python -m handlers.locale.collect`: brings every catalogue in line with the source.

The source language is Dutch, so the Dutch catalogue repeats each sentence, ready to be overridden by a
region; other languages keep what was translated and get the new sentences untranslated. With `--check`
nothing is written and the exit status is 1 when a catalogue is behind.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
HOUSE = HERE.parent.parent
KEYWORDS = {"_": None, "say": None, "language": None, "plural": (1, 2)}
# The tables whose names people read; the law's own texts (articles, sources) are not translated.
SPOKEN = (
    ("roles.toml", "name"),
    ("roles.toml", "short"),
    ("categories.toml", "name"),
    ("purposes.toml", "name"),
    ("signals.toml", "name"),
    ("suggestions.toml", "reason"),
    ("grounds.toml", "name"),
    ("grounds.toml", "remark"),
    ("grounds.toml", "question"),
    ("not_told.toml", "name"),
    ("codes.toml", "text"),
    ("procedure.toml", "passed"),
    ("conditions.toml", "text"),
    ("reminders.toml", "name"),
    ("meetings.toml", "name"),
    ("meetings.toml", "title"),
    ("meetings.toml", "organiser_text"),
    ("meetings.toml", "rhythm_text"),
    ("meetings.toml", "content"),
    ("rights.toml", "name"),
    ("rights.toml", "text"),
)


def main() -> int:
    """Write or check every catalogue; returns the exit status."""
    checking = "--check" in sys.argv[1:]
    found = _collect()
    # a copy each: an updated catalogue takes over the messages themselves, translations and all
    behind = [one for one in ("nl", "en") if not _bring_in_line(one, deepcopy(found), checking)]
    for locale in behind:
        sys.stderr.write(f"catalogue {locale} is behind the source: run make messages\n")
    return 1 if checking and behind else 0


def _collect() -> Catalog:
    found = Catalog()
    options: dict[str, dict[str, str]] = {"**.py": {}}
    for name, line, message, _comments, _context in extract_from_dir(
        HOUSE / "handlers", [("**.py", "python")], options, KEYWORDS
    ):
        found.add(message, locations=[(f"handlers/{name}", line)])
    for sentence in sorted(set(_spoken_terms())):
        found.add(sentence)
    return found


def _spoken_terms() -> Iterator[str]:
    for file, key in SPOKEN:
        with (HOUSE / "rules" / "tables" / file).open("rb") as source:
            yield from _texts(tomllib.load(source), key)


def _texts(node: object, key: str) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get(key), str):
            yield node[key]
        for one in node.values():
            yield from _texts(one, key)
    elif isinstance(node, list):
        for one in node:
            yield from _texts(one, key)


def _bring_in_line(locale: str, found: Catalog, checking: bool) -> bool:
    path = HERE / locale / "LC_MESSAGES" / "schakel.po"
    before = path.read_bytes() if path.exists() else b""
    catalogue = read_po(BytesIO(before), locale=locale) if before else Catalog(locale=locale)
    catalogue.fuzzy = False
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if locale == "nl":
        for message in catalogue:
            if message.id and not (message.string and all(message.string)):
                message.string = message.id
    after = BytesIO()
    write_po(after, catalogue, sort_output=True, no_location=True, omit_header=False, width=100)
    body = _without_dates(after.getvalue())
    if body == _without_dates(before):
        return True
    if not checking:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return False


def _without_dates(po: bytes) -> bytes:
    return b"\n".join(line for line in po.split(b"\n") if b"-Date:" not in line)


if __name__ == "__main__":
    sys.exit(main())
