"""Turns what a database driver says into one plain Dutch line with a code."""

from __future__ import annotations

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from storage.errors import DatabaseTrouble

# (what the driver's message holds, code, line); the first that fits counts
_SQLITE = (
    (
        ("unable to open database file", "readonly database"),
        "DATABASE_UNWRITABLE",
        "De database {where} kan niet worden geschreven. Kies een map waarin de bot mag schrijven.",
    ),
    (
        ("not a database", "malformed"),
        "DATABASE_NOT_A_DATABASE",
        "Het bestand {where} is geen (hele) database. Kies een ander bestand of zet een back-up terug.",
    ),
    (("locked", "busy"), "DATABASE_BUSY", "De database {where} is bezet door een ander programma."),
    (("full", "disk i/o"), "DATABASE_DISK", "De schijf van database {where} is vol of defect."),
)
_POSTGRESQL = (
    (
        ("password authentication failed", "no password supplied", "28P01", "28000"),
        "DATABASE_PASSWORD",
        "De database {where} weigert deze gebruiker of dit wachtwoord. Controleer DATABASE_URL.",
    ),
    (
        ("does not exist", "3D000"),
        "DATABASE_MISSING",
        "De database {where} of haar gebruiker bestaat niet. Maak haar aan of controleer DATABASE_URL.",
    ),
    (
        ("too many clients", "remaining connection slots", "53300"),
        "DATABASE_BUSY",
        "De database {where} heeft geen verbinding meer vrij.",
    ),
)
# Serialization failure, deadlock, a lock that was not free in time, a key that somebody else just took.
_PASSING = {"40001", "40P01", "55P03", "23505"}
_UNREACHABLE = "De database {where} is niet bereikbaar. Controleer of zij draait en of DATABASE_URL klopt."
_OTHER = "De database {where} werkt niet zoals verwacht."


def explain(error: DBAPIError, url: URL) -> DatabaseTrouble:
    """The plain error behind a driver's error; never repeats the driver's text or the password."""
    sqlite = url.get_backend_name() == "sqlite"
    said = f"{error.orig} {getattr(error.orig, 'sqlstate', None) or ''}".lower()
    where = _where(url, sqlite)
    for marks, code, line in _SQLITE if sqlite else _POSTGRESQL:
        if any(mark.lower() in said for mark in marks):
            return DatabaseTrouble(line.format(where=where), code=code)
    if sqlite:
        return DatabaseTrouble(_OTHER.format(where=where))
    return DatabaseTrouble(_UNREACHABLE.format(where=where), code="DATABASE_UNREACHABLE")


def passes(error: DBAPIError) -> bool:
    """Whether the same act, done once more from its beginning, has a good chance to succeed."""
    if (state := getattr(error.orig, "sqlstate", None)) is not None:
        return state in _PASSING
    said = str(error.orig)
    return "UNIQUE constraint failed" in said or "database is locked" in said


def _where(url: URL, sqlite: bool) -> str:
    if sqlite:
        return str(url.database)
    host = url.host or url.query.get("host") or "localhost"
    return f"{url.database} op {host}"
