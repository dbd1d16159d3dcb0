"""Reads the files that people hand over, whatever program saved them."""

from __future__ import annotations

import codecs
from pathlib import Path

from bot.failing import Stop

LARGEST = 20 * 1024 * 1024  # bytes; a directory or a year of holidays is a thousandth of it

# What a program writes before its text to say how it is encoded; UTF-8's own is three bytes long.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_text(path: Path, *, windows: bool = False) -> str:
    """The text of a file in UTF-8 or UTF-16; with `windows` also in Windows-1252, as Excel saves it.

    Raises `Stop` with one line that says what is wrong with the file and what to do.
    """
    raw = _read(path)
    try:
        return decode(raw)
    except UnicodeDecodeError:
        if not windows:
            raise Stop(f"{path} is niet te lezen: het is geen UTF-8. Bewaar het opnieuw als UTF-8.") from None
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        raise Stop(f"{path} is niet te lezen: het is geen tekst. Bewaar het bestand als CSV UTF-8.") from None


def decode(raw: bytes) -> str:
    """Text by the mark it begins with, else UTF-8 or UTF-16 without one; raises UnicodeDecodeError."""
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding)
    # Half of what we read is ASCII, whose other byte in UTF-16 is zero; UTF-8 text holds no zero at all.
    if raw[1:2] == b"\0":
        return raw.decode("utf-16-le")
    if raw[:1] == b"\0":
        return raw.decode("utf-16-be")
    return raw.decode("utf-8")


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Stop(f"{path} is niet te lezen: het is een map. Noem een bestand.")
        if not path.exists():
            raise Stop(f"{path} is niet te lezen: het bestaat niet.")
        if not path.is_file():
            raise Stop(f"{path} is niet te lezen: het is geen gewoon bestand.")
        if path.stat().st_size > LARGEST:
            raise Stop(f"{path} is niet te lezen: het is groter dan {LARGEST // 1024 // 1024} MB.")
        return path.read_bytes()
    except PermissionError:
        raise Stop(f"{path} is niet te lezen: wie dit draait, heeft er geen rechten op.") from None
    except (OSError, ValueError):
        raise Stop(f"{path} is niet te lezen.") from None
