"""Which names go over the wire, and which of them `docs/wire.md` does not give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from casework.permissions import TABLE
from rules.book import load_rulebook

HOUSE = Path(__file__).parents[2]
WIRE = HOUSE / "docs" / "wire.md"
REASONS = HOUSE / "handlers" / "reasons.py"
SAID = re.compile(r'"([A-Z][A-Z_0-9]+)": lambda')
RAISED = re.compile(r'(?:Refused\(\s*|hint=)"([A-Z][A-Z_0-9]+)"')
ASKED = re.compile(r'\b(select|multi_select|checkboxes|user|channel|date|time)_field\(\s*"([a-z_]+)"')
VIEW = re.compile(r'modal\(\s*"([a-z_.]+)"')
CONSTANT = re.compile(r'^(?!POST)[A-Z_]+ = "([a-z_]+(?:\.[a-z_]+)+)"', re.MULTILINE)
# How a field's element is called at the left of the table of section 1.
ELEMENTS = {
    "select": "static select",
    "multi_select": "multi static select",
    "checkboxes": "checkboxes",
    "user": "users select",
    "channel": "conversations select",
    "date": "date picker",
    "time": "time picker",
}
QUOTED = re.compile(r"`([^`]+)`")


def section(number: int) -> str:
    """One section of the document."""
    text = WIRE.read_text(encoding="utf-8")
    return text.partition(f"\n## {number}. ")[2].partition("\n## ")[0]


def named(text: str) -> frozenset[str]:
    """The words between backticks, one by one; a field with a star at its begin or end stands as it is."""
    return frozenset(word for found in QUOTED.findall(text) for word in found.split())


def product_codes() -> frozenset[str]:
    """Codes and hints of refusals that are the product's own: not of the procedure of rulebook 5."""
    book = load_rulebook()
    found = set(SAID.findall(REASONS.read_text(encoding="utf-8")))
    for path in (HOUSE / "casework").rglob("*.py"):
        found.update(RAISED.findall(path.read_text(encoding="utf-8")))
    return frozenset(found - book.codes.keys() - book.hints.keys())


def acts() -> frozenset[str]:
    """Views and buttons by the name that goes over the wire; events of Slack itself have no dot."""
    bare = {key.partition(":")[2] or key for key in TABLE if not key.startswith("/")}
    return frozenset(one for one in bare | set(_views()) if "." in one)


def _views() -> Iterator[str]:
    """Views that only tell something: no row of the permission table is about them."""
    for path in (HOUSE / "handlers").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        yield from VIEW.findall(text)
        if path.name == "ids.py":
            yield from CONSTANT.findall(text)


def fields() -> Iterator[tuple[str, str]]:
    """Each field of a form with the kind of its element; plain text is what is left."""
    for path in (HOUSE / "handlers").rglob("*.py"):
        yield from ASKED.findall(path.read_text(encoding="utf-8"))


def unnamed() -> list[str]:
    """What goes over the wire and is not in the document, with where it should be."""
    refusals, names = named(section(3)), named(section(2))
    missing = [f"3: {one}" for one in sorted(product_codes() - refusals)]
    missing += [f"2: {one}" for one in sorted(acts() - names)]
    rows = {row.split("|")[1].strip(): named(row) for row in section(1).splitlines() if row.startswith("|")}
    for kind, field in sorted(set(fields())):
        given = next((words for head, words in rows.items() if head.startswith(ELEMENTS[kind])), frozenset())
        if field not in given:
            missing.append(f"1: {field} ({ELEMENTS[kind]})")
    return missing


def stale() -> list[str]:
    """What the document gives as a refusal or an act and nothing sends any more."""
    book = load_rulebook()
    known = product_codes() | book.codes.keys() | book.hints.keys()
    codes = {one for one in named(section(3)) if re.fullmatch(r"[A-Z][A-Z_0-9]+", one)}
    also = {"page.next", "page.previous"}
    names = {one for one in named(section(2)) if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", one)}
    return sorted(codes - known) + sorted(names - acts() - also)
