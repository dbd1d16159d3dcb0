"""`schakel export`: what it writes, `schakel import` takes, here without a change and elsewhere whole."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import yaml
from sqlmodel import select

from bot.commands.access import Access
from bot.commands.directory import import_directory
from bot.commands.exporting import export_directory
from casework.directory.changes import Changes
from rules.book import load_rulebook
from storage.deployment import open_deployment
from storage.directory_tables import Partner
from storage.engine import make_engine
from storage.keys import KeyRing, generate
from storage.migrating import migrate
from storage.unit_of_work import in_turn
from tests.running import DIRECTORY, HOUSE

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
OVERLEGGEN = HOUSE / "bot" / "demo" / "overleggen.yaml"


def taken(url: str, keys: str, *files: Path) -> Changes:
    """Import these into a database, which is made when it is not there; the changes of the last."""
    engine = make_engine(url)
    migrate(engine)
    vault = open_deployment(engine, KeyRing.parse(keys), "T0ZONNEBEEK", NOW)
    changes = [import_directory(one, engine, vault, load_rulebook(), now=NOW) for one in files]
    engine.dispose()
    return changes[-1]


def test_there_and_back(database_url: str, tmp_path: Path) -> None:
    """Into the same database it changes nothing; into an empty one it gives the same file again."""
    keys, first, second = generate(), tmp_path / "een.yaml", tmp_path / "twee.yaml"
    odd = tmp_path / "odd.yaml"
    odd.write_text(
        "partnerships:\n"
        "  - {name: MDO De Wende, kind: mdo, channel: C0MDO, coordinator: U0ZORGCO, purpose: pga,\n"
        "     tells_of_chosen: ja}\n"
        "partners:\n"
        '  - {name: "Nee", organisation: "1e: \'De Brug\' #2", role: mentor, contact: "06 12345678",\n'
        "     partnerships: [MDO De Wende]}\n",
        encoding="utf-8",
    )
    taken(database_url, keys, DIRECTORY, OVERLEGGEN, odd)
    counts = export_directory(Access(database_url, keys), first)
    partners = len(yaml.safe_load(DIRECTORY.read_text("utf-8"))["partners"])
    assert counts == {"partnerships": 2, "partners": partners + 1, "overleggen": 2}
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    again = taken(database_url, keys, first)
    assert (again.added, again.changed, again.taken, list(again.absent)) == (0, 0, 0, [])
    other = f"sqlite:///{tmp_path}/ander.db"
    taken(other, keys, first)
    export_directory(Access(other, keys), second)
    assert second.read_text("utf-8") == first.read_text("utf-8")
    assert "06 12345678" in first.read_text("utf-8")
    told = {one["name"]: one for one in yaml.safe_load(first.read_text("utf-8"))["partnerships"]}
    assert {name: one.get("purpose") for name, one in told.items()} == {
        "MDO De Wende": "pga",
        "Jeugdnetwerk Zonnebeek": None,
    }
    assert [name for name, one in told.items() if one.get("tells_of_chosen")] == ["MDO De Wende"]


def test_who_stopped_is_not_in_it(database_url: str, tmp_path: Path) -> None:
    """The file says who takes part, and taking it over brings nobody back."""
    keys, file = generate(), tmp_path / "een.yaml"
    taken(database_url, keys, DIRECTORY)
    engine = make_engine(database_url)
    open_deployment(engine, KeyRing.parse(keys), "T0ZONNEBEEK", NOW)
    with in_turn(engine) as session:
        gone = session.exec(select(Partner).where(Partner.user_id == "U0SPORT")).one()
        gone.active = False
        session.add(gone)
        session.commit()
    engine.dispose()
    export_directory(Access(database_url, keys), file)
    told = yaml.safe_load(file.read_text("utf-8"))
    assert "U0SPORT" not in {one.get("user") for one in told["partners"]}
