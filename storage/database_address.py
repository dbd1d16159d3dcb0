"""Reads DATABASE_URL before anything is made with it: what it cannot be is told, and never shown.

A password with an unescaped `@`, `/` or `?` in it would move into the host, the name of the database or its
options, and from there into messages and logs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseTrouble

HIGHEST_PORT = 65535

_UNUSABLE = (
    "DATABASE_URL is geen bruikbaar adres. "
    "Gebruik bijvoorbeeld sqlite:///schakel.db of postgresql+psycopg://gebruiker:wachtwoord@host/schakel."
)
_SLASHES = (
    "DATABASE_URL: een SQLite-bestand heeft drie schuine strepen, zoals sqlite:///schakel.db, "
    "en vier voor een volledig pad, zoals sqlite:////srv/schakel/schakel.db."
)
_POSTGRES = (
    "DATABASE_URL: postgres:// bestaat hier niet; "
    "schrijf postgresql+psycopg://gebruiker:wachtwoord@host/schakel."
)
_STRAY = (
    "DATABASE_URL bevat een teken dat er niet in hoort, zoals een aanhalingsteken, een regeleinde of een "
    "spatie achteraan. Typ het adres opnieuw, zoals sqlite:///schakel.db."
)
_UNESCAPED = (
    "DATABASE_URL: schrijf in gebruiker en wachtwoord een @ als %40, een / als %2F, een ? als %3F en een "
    "spatie als %20, zoals postgresql+psycopg://gebruiker:wachtwoord@host/schakel."
)
_HOST = (
    "DATABASE_URL noemt geen bruikbare host of poort. "
    "Schrijf postgresql+psycopg://gebruiker:wachtwoord@host:5432/schakel."
)
_NAMELESS = (
    "DATABASE_URL noemt geen database. Schrijf haar achter de host: "
    "postgresql+psycopg://gebruiker:wachtwoord@host/schakel."
)
_OPTION = (
    "DATABASE_URL heeft achter het ? een optie die PostgreSQL niet kent. Schrijf bijvoorbeeld "
    "?sslmode=require."
)
_IN_MEMORY = (
    "DATABASE_URL noemt geen bestand: alles zou weg zijn na het stoppen. Schrijf sqlite:///schakel.db."
)

_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "postgresql+psycopg2": "postgresql+psycopg",
}
_STRAY_IN_PATH = frozenset("\"'`<>|*?#;$“”‘’")  # a $ that no shell filled in
_HOST_NAME = re.compile(r"\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9._\-]*")
_DATABASE_NAME = re.compile(r"[\w.\-+]+")


def read_address(url: str) -> URL:
    """The address with the driver that Schakel uses; raises `DatabaseTrouble`.

    Its one line says how to write an address and never holds any part of this one.
    """
    scheme, separator, rest = url.partition("://")
    if scheme.lower().startswith("sqlite") and not rest.startswith("/"):
        raise _trouble(_SLASHES)
    if scheme.lower() == "postgres":
        raise _trouble(_POSTGRES)
    driver = _DRIVERS.get(scheme.lower()) if separator else None
    if driver is None:
        raise _trouble(_UNUSABLE)
    if any(unicodedata.category(one)[0] in "CZ" and one != " " for one in rest) or rest != rest.strip():
        raise _trouble(_STRAY)
    return _sqlite_file(rest) if driver == "sqlite" else _postgresql(driver, rest)


def _sqlite_file(rest: str) -> URL:
    path = rest.removeprefix("/")
    if not path or path == ":memory:":
        raise _trouble(_IN_MEMORY)
    if _STRAY_IN_PATH & set(path) or path.endswith((",", ".", "/")) or path.startswith("~"):
        raise _trouble(_STRAY)
    return URL.create("sqlite", database=path)


def _postgresql(driver: str, rest: str) -> URL:
    # An @ behind the first / or ? belongs to a password that holds one of these; two of them as well.
    server = re.split(r"[/?]", rest, maxsplit=1)[0]
    if rest.count("@") > 1 or "@" in rest[len(server) :] or " " in rest:
        raise _trouble(_UNESCAPED)
    if not _is_server(server.rpartition("@")[2]):
        raise _trouble(_HOST)
    try:
        address = make_url(f"{driver}://{rest}")
    except (ArgumentError, ValueError):
        raise _trouble(_UNUSABLE) from None
    if not address.database:
        raise _trouble(_NAMELESS)
    if not _DATABASE_NAME.fullmatch(address.database):
        raise _trouble(_STRAY)
    if not set(address.query) <= _options():
        raise _trouble(_OPTION)
    return address


def _is_server(text: str) -> bool:
    host = _HOST_NAME.match(text)
    port = text[host.end() :] if host is not None else text
    if not port:
        return True
    number = port.removeprefix(":")
    return number != port and number.isascii() and number.isdigit() and 0 < int(number) <= HIGHEST_PORT


@cache
def _options() -> frozenset[str]:
    from psycopg.pq import Conninfo  # noqa: PLC0415  # loaded only for PostgreSQL

    return frozenset(one.keyword.decode() for one in Conninfo.get_defaults())


def _trouble(line: str) -> DatabaseTrouble:
    return DatabaseTrouble(line, code="DATABASE_URL")
