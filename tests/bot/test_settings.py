"""Settings as editors, shells and containers write them: taken, or a plain line with the setting's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from storage.engine import make_engine
from storage.errors import DatabaseTrouble

MINE = "sqlite:///mine.db"


def read(tmp_path: Path, raw: bytes, **environ: str) -> Settings:
    """The settings with this `.env`."""
    file = tmp_path / ".env"
    file.write_bytes(raw)
    return load_settings(environ, file)


def refused(tmp_path: Path, raw: bytes, **environ: str) -> str:
    """What is said when they cannot be used."""
    with pytest.raises(SettingsError) as error:
        read(tmp_path, raw, **environ)
    return str(error.value)


@pytest.mark.parametrize(
    "raw",
    [
        b"DATABASE_URL=sqlite:///mine.db",
        b"\xef\xbb\xbfDATABASE_URL=sqlite:///mine.db\n",  # Notepad
        b"DATABASE_URL=sqlite:///mine.db\r\nSCHAKEL_LOG=json\r\n",
        b"DATABASE_URL=sqlite:///mine.db\rSCHAKEL_LOG=json\r",
        "DATABASE_URL=sqlite:///mine.db\r\n".encode("utf-16"),  # PowerShell 5: echo … > .env
        b"\xfe\xff" + "DATABASE_URL=sqlite:///mine.db\n".encode("utf-16-be"),
        "DATABASE_URL=sqlite:///mine.db\n".encode("utf-16-le"),
        b"# beheerd door Zo\xeb\nDATABASE_URL=sqlite:///mine.db\n",  # Windows-1252 in a comment
        b"NAAM=Zo\xeb\nDATABASE_URL=sqlite:///mine.db\n",
        b'DATABASE_URL="sqlite:///mine.db"',
        b"DATABASE_URL='sqlite:///mine.db'",
        "DATABASE_URL=“sqlite:///mine.db”".encode(),
        b'DATABASE_URL="sqlite:///mine.db" # de database',
        b"DATABASE_URL=sqlite:///mine.db # de database",
        b"DATABASE_URL=sqlite:///mine.db\t#de database",
        b"DATABASE_URL=sqlite:///mine.db   ",
        "DATABASE_URL=sqlite:///mine.db\u00a0\u200b".encode(),
        "DATABASE_URL=\u202asqlite:///mine.db\u202c".encode(),
        b"# set DATABASE_URL=sqlite:///oud.db\nDATABASE_URL=sqlite:///mine.db",
        b"DATABASE_URLS=iets\nDATABASE_URL=sqlite:///mine.db",
        b"DATABASE_URL = sqlite:///mine.db",
        b"  export DATABASE_URL=sqlite:///mine.db",
        b"export\tDATABASE_URL=sqlite:///mine.db",
        b"#DATABASE_URL=sqlite:///oud.db\nDATABASE_URL=sqlite:///mine.db",
        b"DATABASE_URL=sqlite:///mine.db\nDATABASE_URL=sqlite:///mine.db",
        b"een regel zonder betekenis\n\nDATABASE_URL=sqlite:///mine.db",
    ],
)
def test_what_an_editor_makes_of_it_is_taken(tmp_path: Path, raw: bytes) -> None:
    """Marks, line endings, quotes, comments and blanks do not become a part of the value."""
    assert read(tmp_path, raw).database_url.get_secret_value() == MINE


@pytest.mark.parametrize(
    "value", [f"{MINE}\r", f'"{MINE}"', f"'{MINE}'", f" {MINE} ", f"{MINE} # de database", f"\ufeff{MINE}"]
)
def test_what_a_container_hands_over_is_taken(value: str) -> None:
    """`docker run --env-file` keeps quotes, comments and the CR of a Windows file."""
    found = load_settings({"DATABASE_URL": value}, None)
    assert found.database_url.get_secret_value() == MINE


@pytest.mark.parametrize(
    "raw", [f"{MINE}\r\n".encode(), b"\xef\xbb\xbf" + MINE.encode(), MINE.encode("utf-16")]
)
def test_a_secret_in_a_file_is_taken_however_it_was_saved(tmp_path: Path, raw: bytes) -> None:
    """`DATABASE_URL_FILE`, as Docker secrets give it."""
    file = tmp_path / "secret"
    file.write_bytes(raw)
    found = load_settings({"DATABASE_URL_FILE": str(file)}, None)
    assert found.database_url.get_secret_value() == MINE


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"SCHAKEL_KEYS=geh\xebim", "SCHAKEL_KEYS in {env} (regel 1) is geen UTF-8; bewaar"),
        (b"\nDATABASE_URL=sqlite:///zo\xeb.db", "DATABASE_URL in {env} (regel 2) is geen UTF-8; bewaar"),
        (b'SCHAKEL_KEYS="geheim', "SCHAKEL_KEYS in {env} (regel 1) begint met een aanhalingsteken dat niet"),
        (b'SCHAKEL_KEYS="geheim" geheim', "SCHAKEL_KEYS in {env} (regel 1) heeft tekst achter het sluitende"),
        (
            b"set SCHAKEL_KEYS=geheim",
            "SCHAKEL_KEYS in {env} (regel 1) staat niet vooraan; begin de regel met",
        ),
        (b'$env:SCHAKEL_KEYS="geheim"', "SCHAKEL_KEYS in {env} (regel 1) staat niet vooraan; begin de regel"),
        (b"- SCHAKEL_KEYS=geheim", "SCHAKEL_KEYS in {env} (regel 1) staat niet vooraan; begin de regel met"),
        (b'{"SCHAKEL_KEYS": "geheim"}', "SCHAKEL_KEYS in {env} (regel 1) staat niet vooraan; begin de regel"),
        (b"\nDATABSE_URL=geheim", "DATABSE_URL in {env} (regel 2) is onbekend; bedoelt u DATABASE_URL?"),
        (b"SCHAKEL_KEYS: geheim", "SCHAKEL_KEYS in {env} (regel 1) heeft geen =-teken"),
        (b"SCHAKEL_KEYS=geheim\nSCHAKEL_KEYS=geheim2", "SCHAKEL_KEYS in {env} (regel 2) staat er meer dan"),
        (b"schakel_keys=geheim", "schakel_keys moet in hoofdletters: SCHAKEL_KEYS."),
        (b"SCHAKEL_KEY=geheim", "SCHAKEL_KEY is onbekend; bedoelt u SCHAKEL_KEYS?"),
        (b"SLACK_BOT_TOKEN=xoxb-geheim geheim", "SLACK_BOT_TOKEN bevat een teken dat er niet in hoort."),
        ("SLACK_APP_TOKEN=xapp–geheim".encode(), "SLACK_APP_TOKEN bevat een teken dat er niet in hoort."),
        (b"SLACK_APP_TOKEN=xapp-geheim\0", "{env} is geen tekst in UTF-8."),
        (b"DATABASE_URL=\n", "DATABASE_URL is leeg. Geef een adres zoals sqlite:///schakel.db"),
        (b"DATABASE_URL= # nog invullen\n", "DATABASE_URL is leeg."),
        (b"SCHAKEL_LOCALE=geheim", "SCHAKEL_LOCALE moet 'nl' of 'en' zijn."),
        (b"\xff\xfeD\x00A", "{env} is geen tekst in UTF-8."),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_name(tmp_path: Path, raw: bytes, line: str) -> None:
    """One line, that holds nothing of the value."""
    said = refused(tmp_path, raw)
    assert said.startswith(line.replace("{env}", str(tmp_path / ".env")))
    assert "geh" not in said
    assert "\n" not in said


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """Nobody has to start three times to hear of three."""
    said = refused(tmp_path, b"SCHAKEL_LOG=xml\nSCHAKEL_KEYS='x\nSCHAKEL_PORT=-1\n", SCHAKEL_LOCAL="nl")
    assert len(said.splitlines()) == 4


def test_the_environment_goes_before_a_line_that_cannot_be_read(tmp_path: Path) -> None:
    """What is not used is no fault."""
    assert read(tmp_path, b"SCHAKEL_LOG='xml\n", SCHAKEL_LOG="json").schakel_log == "json"


def test_a_folder_in_the_place_of_the_file_is_one_line(tmp_path: Path) -> None:
    """Docker makes a folder of a file that is mounted and is not there."""
    (tmp_path / ".env").mkdir()
    with pytest.raises(SettingsError) as error:
        load_settings({}, tmp_path / ".env")
    assert "is een map" in str(error.value)


SLASHES, POSTGRES, STRAY = (
    "drie schuine strepen",
    "postgresql+psycopg://gebruiker",
    "een teken dat er niet in hoort",
)
PASSWORD, HOST, NAMELESS = "een @ als %40", "host of poort", "noemt geen database"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://x.db", SLASHES),
        ("sqlite:x.db", SLASHES),
        ("sqlite:/x.db", SLASHES),
        ("sqlite://", SLASHES),
        ("sqlite:///", "noemt geen bestand"),
        ("sqlite:///:memory:", "noemt geen bestand"),
        ("sqlite:///mine.db\r", STRAY),
        ("sqlite:///mine.db ", STRAY),
        ("sqlite:///mine.db # de database", STRAY),
        ("sqlite:///'mine.db'", STRAY),
        ("sqlite:///mine.db;", STRAY),
        ("sqlite:///mi\u200bne.db", STRAY),
        ("sqlite:///${HOME}/mine.db", STRAY),
        ("sqlite:///~/mine.db", STRAY),
        ("sqlite:////srv/mine/", STRAY),
        ("sqlite:///mine.db?mode=ro", STRAY),
        ("<sqlite:///mine.db>", "geen bruikbaar adres"),
        ("mine.db", "geen bruikbaar adres"),
        ("mysql://u:geheim@h/schakel", "geen bruikbaar adres"),
        ("host=h dbname=schakel password=geheim", "geen bruikbaar adres"),
        ("jdbc:postgresql://h/schakel?password=geheim", "geen bruikbaar adres"),
        ("postgres://u:geheim@h/schakel", POSTGRES),
        ("postgresql+asyncpg://u:geheim@h/schakel", "geen bruikbaar adres"),
        ("postgresql://u:ge@heim@127.0.0.1:1/schakel", PASSWORD),
        ("postgresql://u:ge/heim@127.0.0.1:1/schakel", PASSWORD),
        ("postgresql://u:ge?heim@127.0.0.1:1/schakel", PASSWORD),
        ("postgresql://u:ge/he@im@127.0.0.1:1/schakel", PASSWORD),
        ("postgresql://u:ge?x=he@im@127.0.0.1:1/schakel", PASSWORD),
        ("postgresql://u:ge heim@127.0.0.1:1/schakel", PASSWORD),
        ("postgresql://127.0.0.1:1/schakel?user=u&password=ge@heim", PASSWORD),
        ("postgresql://u:geheim/schakel", HOST),
        ("postgresql://u:geheim@h:99999/schakel", HOST),
        ("postgresql://u:geheim@h:/schakel", HOST),
        ("postgresql://u:geheim@h", NAMELESS),
        ("postgresql://u:geheim@h/", NAMELESS),
        ("postgresql://u:geheim@h/schakel/heim", STRAY),
        ("postgresql://u:geheim@h/schakel\u2028", STRAY),
        ("postgresql://u:p@h/schakel?heim=1", "een optie die PostgreSQL niet kent"),
    ],
)
def test_an_address_is_read_before_it_is_used(tmp_path: Path, url: str, said: str) -> None:
    """One line on how to write it, no part of what stands there, and no file is made."""
    before = set(Path().iterdir())
    with pytest.raises(DatabaseTrouble) as error:
        make_engine(url)
    assert error.value.code == "DATABASE_URL"
    assert said in error.value.line
    assert "\n" not in error.value.line
    assert "heim" not in error.value.line
    assert "mine" not in error.value.line
    assert set(Path().iterdir()) == before


@pytest.mark.parametrize(
    ("url", "password"),
    [
        ("postgresql://u:ge%40he%2Fi%3Fm@127.0.0.1:1/schakel", "ge@he/i?m"),
        ("postgresql+psycopg://u:ge#he:i%25m@[::1]:1/schakel?sslmode=require", "ge#he:i%m"),
        ("postgresql+psycopg2://u:geheim@127.0.0.1/schakel", "geheim"),
    ],
)
def test_what_is_escaped_reaches_the_server_as_meant(url: str, password: str) -> None:
    """Also what needs no escape."""
    engine = make_engine(url)
    assert engine.url.password == password
    assert engine.url.drivername == "postgresql+psycopg"
    assert password not in repr(engine)


@pytest.mark.parametrize(
    "name", ["schakel.db", "/srv/mijn map/schakel.db", "C:\\Schakel\\schakel.db", "zoë.db"]
)
def test_a_file_is_taken_as_it_is_called(name: str) -> None:
    """Spaces within, a drive of Windows and letters with marks are ordinary."""
    assert make_engine(f"sqlite:///{name}").url.database == name
