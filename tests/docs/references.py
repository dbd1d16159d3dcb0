"""Where the code and its documents refer to a document, and whether what they name is there.

A reference is a document of `docs/` by name with a section: `rulebook 5c`, `rulebook section 5`, `slack 4.1`,
`architecture 3`, `wire 2`. Beside those: policy choices (`P25`) and sources (`S12`) in a table's `source`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

HOUSE = Path(__file__).parents[2]
DOCUMENTS = ("rulebook", "architecture", "slack", "wire")
NAMED = re.compile(
    rf"(?<![\w/])({'|'.join(DOCUMENTS)})(?:\.md)?,? (?:section |chapter |hoofdstuk |§ ?)?"
    r"(\d+[a-z]?(?:\.\d+)?)\b(?:(?:, | and | en | to )(\d+[a-z]?(?:\.\d+)?)\b)*"
)
HEADING = re.compile(r"^#{2,4} (\d+[a-z]?(?:\.\d+)?)\.? ", re.MULTILINE)
ALSO = re.compile(r"^- (\d+\.\d+) ", re.MULTILINE)  # a fact of a list with a number of its own
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
SHOWN = re.compile(r'<img [^>]*\bsrc="([^"]+)"')
QUOTED = re.compile(r"(?<!\*)\*([^*\s][^*]*)\*(?!\*)")
MADE = re.compile(r"(?:`|^    )make ([a-z]+)", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
ABROAD = re.compile(r"\b(?:design|platform|style|public-cases)\.md\b|\b(?:design|platform) (?:section )?\d")
READ = {".py", ".toml", ".md", ".yml", ".yaml", ".js", ".css", ".po"}
LEFT_OUT = {".venv", ".git", "data", "node_modules"}


def files() -> Iterator[Path]:
    """Every text of the repository that can refer to something."""
    for path in sorted(HOUSE.rglob("*")):
        inside = path.relative_to(HOUSE)
        if path.suffix in READ and path.is_file() and not LEFT_OUT & set(inside.parts):
            yield path


def headings(document: str) -> frozenset[str]:
    """The numbers of the sections of a document of `docs/`."""
    text = (HOUSE / "docs" / f"{document}.md").read_text(encoding="utf-8")
    return frozenset(HEADING.findall(text)) | frozenset(ALSO.findall(text))


def lost() -> list[str]:
    """Every reference that leads nowhere, as `file:line: what it says`."""
    known = {document: headings(document) for document in DOCUMENTS}
    found = []
    for path in files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for match in NAMED.finditer(line):
                sections = re.findall(r"\d+[a-z]?(?:\.\d+)?", match[0])
                if not known[match[1]].issuperset(sections):
                    found.append(f"{path.relative_to(HOUSE)}:{number}: {match[0]}")
            if path != Path(__file__) and (abroad := ABROAD.search(line)):
                found.append(f"{path.relative_to(HOUSE)}:{number}: {abroad[0]}")
    return found


def broken_links() -> list[str]:
    """Links of the documents to files that are not there."""
    return [
        f"{path.relative_to(HOUSE)}: {target}"
        for path in files()
        if path.suffix == ".md"
        for target in _targets(path)
        if not (path.parent / target).exists()
    ]


def unused() -> list[str]:
    """Files of `docs/` that no other document leads to; a link to a folder leads to all in it."""
    led_to: set[Path] = set()
    for path in files():
        if path.suffix == ".md":
            there = {(path.parent / target).resolve() for target in _targets(path)}
            inside = {one for folder in there if folder.is_dir() for one in folder.iterdir()}
            led_to |= (there | inside) - {path}
    found = (one for one in (HOUSE / "docs").rglob("*") if one.is_file())
    return sorted(str(one.relative_to(HOUSE)) for one in found if one not in led_to)


def unmade() -> list[str]:
    """Commands of `make` that a document names and the Makefile does not have."""
    known = set(TARGET.findall((HOUSE / "Makefile").read_text(encoding="utf-8")))
    return [
        f"{path.relative_to(HOUSE)}: make {named}"
        for path in files()
        if path.suffix == ".md"
        for named in MADE.findall(path.read_text(encoding="utf-8"))
        if named not in known
    ]


def unsaid() -> list[str]:
    """What a handbook quotes as a word of Schakel's (between asterisks) and Schakel says nowhere."""
    with (HOUSE / "handlers" / "locale" / "nl" / "LC_MESSAGES" / "schakel.po").open("rb") as source:
        ids = (one.id for one in read_po(source, locale="nl") if one.id)
        said = {text for one in ids for text in (one if isinstance(one, tuple) else (one,))}
    shortcuts = (HOUSE / "manifest.yml").read_text(encoding="utf-8")
    found = []
    for path in sorted((HOUSE / "docs" / "handboek").glob("*.md")):
        for quoted in QUOTED.findall(path.read_text(encoding="utf-8")):
            word = " ".join(quoted.split())
            if not {word, f"*{word}*"} & said and word not in shortcuts:
                found.append(f"{path.name}: {word}")
    return found


def _targets(path: Path) -> list[str]:
    """The files that a document links to or shows."""
    text = path.read_text(encoding="utf-8")
    return [one for one in (*LINK.findall(text), *SHOWN.findall(text)) if "://" not in one]


def unknown_sources() -> list[str]:
    """Sources in the tables of the law that are neither a source, a choice, `own` nor a section."""
    tables = HOUSE / "rules" / "tables"
    known = {"own", *tomllib.loads((tables / "sources.toml").read_text(encoding="utf-8"))}
    known |= set(tomllib.loads((tables / "policy.toml").read_text(encoding="utf-8")))
    known |= {one.partition("_")[0] for one in known} | {
        f"rulebook {section}" for section in headings("rulebook")
    }
    found = []
    for path in sorted(tables.glob("*.toml")):
        for quoted in re.findall(r"^source = \[(.*)\]", path.read_text(encoding="utf-8"), re.MULTILINE):
            found += [f"{path.name}: {one}" for one in re.findall(r'"([^"]+)"', quoted) if one not in known]
    return found
