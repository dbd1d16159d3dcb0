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
    (
        ("locking protocol",),
        "DATABASE_SHARED",
        "De schijf van database {where} houdt sloten niet bij. Zet haar op een schijf van de machine zelf.",
    ),
    (("locked", "busy"), "DATABASE_BUSY", "De database {where} is bezet door een ander programma."),
    (("full", "disk i/o"), "DATABASE_DISK", "De schijf van database {where} is vol of defect."),
)
_POSTGRESQL = (
    (
        ("unsupported startup parameter", "unsupported protocol version"),
        "DATABASE_POOLER",
        "De pooler voor database {where} weigert hoe Schakel verbinding maakt. "
        "Zie docs/beheer.md, PgBouncer.",
    ),
    (
        ("no pg_hba.conf entry", "pg_hba.conf rejects"),
        "DATABASE_REFUSES",
        "De database {where} laat deze gebruiker vanaf hier niet toe. Kijk pg_hba.conf na, of zet achter "
        "DATABASE_URL ?sslmode=require.",
    ),
    (
        ("certificate verify failed", "root certificate file", "server does not support ssl", "ssl error"),
        "DATABASE_TLS",
        "De beveiligde verbinding met database {where} komt niet tot stand. Kijk sslmode en sslrootcert in "
        "DATABASE_URL na.",
    ),
    (
        ("password authentication failed", "no password supplied", "no such user", "28P01", "28000"),
        "DATABASE_PASSWORD",
        "De database {where} weigert deze gebruiker of dit wachtwoord. Controleer DATABASE_URL.",
    ),
    (
        ("could not translate host name", "failed to resolve host"),
        "DATABASE_HOST",
        "De host van database {where} is niet te vinden. Controleer DATABASE_URL.",
    ),
    (
        ("no such database", "does not exist", "3D000"),
        "DATABASE_MISSING",
        "De database {where} of haar gebruiker bestaat niet. Maak haar aan of controleer DATABASE_URL.",
    ),
    (
        ("too many clients", "remaining connection slots", "no more connections allowed", "53300"),
        "DATABASE_BUSY",
        "De database {where} heeft geen verbinding meer vrij.",
    ),
    (
        ("no space left on device", "53100"),
        "DATABASE_DISK",
        "De schijf van database {where} is vol. Er is niets gewijzigd.",
    ),
    (
        ("25006",),
        "DATABASE_UNWRITABLE",
        "De database {where} is alleen te lezen. Noem in DATABASE_URL de server waarin "
        "geschreven mag worden.",
    ),
    (
        ("42501",),
        "DATABASE_RIGHTS",
        "De gebruiker van database {where} mag hier geen tabellen maken of wijzigen. Geef die rechten, of "
        "noem in DATABASE_URL wie ze heeft.",
    ),
)
# Serialization failure, deadlock, a lock that was not free in time, a key that somebody else just took.
_PASSING = {"40001", "40P01", "55P03", "23505"}
_UNREACHABLE = "De database {where} is niet bereikbaar. Controleer of zij draait en of DATABASE_URL klopt."
_OTHER = "De database {where} werkt niet zoals verwacht."


def explain(error: DBAPIError, url: URL | None = None) -> DatabaseTrouble:
    """The plain error behind a driver's error; never repeats the driver's text or the password.

    Without its address the database is called the one of DATABASE_URL.
    """
    state = getattr(error.orig, "sqlstate", None)
    sqlite = type(error.orig).__module__ == "sqlite3"
    said = f"{error.orig}\n{state or ''}".lower()
    where = _where(url, sqlite)
    for marks, code, line in _SQLITE if sqlite else _POSTGRESQL:
        if any(mark.lower() in said for mark in marks):
            return DatabaseTrouble(line.format(where=where), code=code)
    if sqlite or state is not None:
        return DatabaseTrouble(_OTHER.format(where=where))
    return DatabaseTrouble(_UNREACHABLE.format(where=where), code="DATABASE_UNREACHABLE")


def passes(error: DBAPIError) -> bool:
    """Whether the same act, done once more from its beginning, has a good chance to succeed."""
    if (state := getattr(error.orig, "sqlstate", None)) is not None:
        return state in _PASSING
    said = str(error.orig)
    return "UNIQUE constraint failed" in said or "database is locked" in said


def _where(url: URL | None, sqlite: bool) -> str:
    if url is None:
        return "van DATABASE_URL"
    if sqlite:
        return str(url.database)
    host = url.host or url.query.get("host") or "localhost"
    return f"{url.database} op {host}"
