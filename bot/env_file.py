"""Reads `.env` as shells, Docker Compose and systemd write it, saved by any editor.

Lines end in LF, CRLF or CR. A value may stand in quotes; without them a `#` after a space begins a comment.
What cannot be read is told with the name of its setting, never with its value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from bot.files import decode

QUOTES = {'"': '"', "'": "'", "“": "”", "„": "”", "‘": "’"}
# What clings to a value that was copied, marks of direction among it.
_AROUND = (
    " \t\r\n\x0b\x0c\ufeff\u200b\u00a0\u2060"
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_COMMENT = re.compile(r"\s#.*", re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\$])')
_NAME = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*(=?)", re.ASCII)


# `set NAME=`, `$env:NAME=`, `- NAME=`, {"NAME": ...}
_GIVEN = re.compile(r"([A-Z][A-Z0-9_]+)[\"']?\s*[=:]")
_FIRST = "staat niet vooraan; begin de regel met de naam"
ALIKE = 0.9


class Unreadable(Exception):
    """A value that cannot be taken; the message says why, in Dutch, as what follows its name."""


@dataclass(frozen=True, slots=True)
class EnvFile:
    """The values of a file by name, and a line for each known setting that cannot be read."""

    values: Mapping[str, str]
    lines: tuple[str, ...] = ()


def read_env_file(path: Path, known: Collection[str]) -> EnvFile:
    """What stands in the file; empty when there is none. `known` are the names that matter here."""
    try:
        if not path.exists():
            return EnvFile({})
        raw = path.read_bytes()
    except OSError as error:
        what = "is een map" if isinstance(error, IsADirectoryError) else "mag niet worden gelezen"
        return EnvFile({}, (f"{path} {what}; maak er een leesbaar bestand van.",))
    values: dict[str, str] = {}
    lines: list[str] = []
    misspelt: dict[str, str] = {}
    if b"\0" in raw and not _is_text(raw):
        return EnvFile({}, (f"{path} is geen tekst in UTF-8. Bewaar het bestand opnieuw als UTF-8.",))
    for number, line in enumerate(_lines(raw), start=1):
        match = _NAME.match(_readable(line).lstrip(_AROUND))
        name, separator = (match[1], match[2]) if match is not None else ("", "")
        if not separator and name not in known:
            lines += [
                f"{one} in {path} (regel {number}) {_FIRST}." for one in _buried(_readable(line), known)
            ]
            continue
        try:
            value = _value(line, separator)
            if values.get(name, value) != value:
                raise Unreadable("staat er meer dan één keer in")  # noqa: TRY301  # one place makes the line
            values[name] = value
        except Unreadable as why:
            if name in known:
                lines.append(f"{name} in {path} (regel {number}) {why}.")
        if meant := _meant(name, known):
            misspelt[meant] = f"{name} in {path} (regel {number}) is onbekend; bedoelt u {meant}?"
    lines += [line for meant, line in misspelt.items() if meant not in values]
    return EnvFile(values, tuple(dict.fromkeys(lines)))


def _buried(line: str, known: Collection[str]) -> list[str]:
    """The known settings to which a line that begins with something else seems to give a value."""
    if line.lstrip(_AROUND).startswith("#"):
        return []
    return [one for one in _GIVEN.findall(line) if one in known]


def _meant(name: str, known: Collection[str]) -> str | None:
    """The setting that somebody mistyped; one that begins with SCHAKEL_ is told wherever it stands."""
    if name in known or name.upper() in known or name.startswith("SCHAKEL_"):
        return None
    return next(iter(get_close_matches(name, known, n=1, cutoff=ALIKE)), None)


def clean(value: str) -> str:
    """A value without quotes around it, comment behind it and blanks at either end; raises `Unreadable`.

    Docker's --env-file and Kubernetes hand over what stands behind the `=` as it is.
    """
    if value.strip(_AROUND)[:1] not in QUOTES or not value.strip(_AROUND):
        return _COMMENT.sub("", value).strip(_AROUND)
    value = value.strip(_AROUND)
    closing = _closing(value)
    behind = value[closing + 1 :].strip(_AROUND)
    if closing < 0:
        raise Unreadable("begint met een aanhalingsteken dat niet sluit")
    if behind and not behind.startswith("#"):
        raise Unreadable("heeft tekst achter het sluitende aanhalingsteken")
    inside = value[1:closing].strip(_AROUND)
    return _ESCAPED.sub(r"\1", inside) if value[0] == '"' else inside


def _closing(value: str) -> int:
    wanted = QUOTES[value[0]]
    at = 1
    while at < len(value):
        if value[at] == "\\" and wanted == '"':
            at += 1
        elif value[at] == wanted:
            return at
        at += 1
    return -1


def _value(line: str | bytes, separator: str) -> str:
    if isinstance(line, bytes):
        raise Unreadable("is geen UTF-8; bewaar het bestand opnieuw als UTF-8")
    if not separator:
        raise Unreadable("heeft geen =-teken achter de naam")
    return clean(line.partition("=")[2])


def _lines(raw: bytes) -> list[str | bytes]:
    """The lines as text; one that is not UTF-8 stays bytes, so that only it is refused."""
    try:
        return list(re.split(r"\r\n|\r|\n", decode(raw)))
    except UnicodeDecodeError:
        found: list[str | bytes] = []
        for line in re.split(rb"\r\n|\r|\n", raw):
            try:
                found.append(line.decode("utf-8-sig"))
            except UnicodeDecodeError:
                found.append(line)
        return found


def _is_text(raw: bytes) -> bool:
    try:
        return "\0" not in decode(raw)
    except UnicodeDecodeError:
        return False


def _readable(line: str | bytes) -> str:
    return line.decode("latin-1") if isinstance(line, bytes) else line
