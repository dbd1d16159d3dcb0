"""What is left of a signal after erasing: every table and every file is searched for what was typed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import choice
from string import ascii_lowercase

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from casework.exceptions.drafts import Typed, keep_draft
from casework.office import Office
from casework.overleg import agenda, outcomes
from casework.overleg.outcomes import OutcomeForm
from casework.scrubbing import clear_traces
from casework.signals import answering, erasing, registering
from casework.signals.drafting import SignalForm
from storage import occasions, schema
from storage.directory_tables import RoleGrant
from storage.engine import is_sqlite, session_for
from storage.overleg_tables import ActionPoint, AgendaItem
from storage.signal_tables import MatchEntry, Signal, SignalKeys
from tests.casework.conftest import FrozenClock
from tests.casework.test_overleg_posts import FIRST, plan
from tests.postgres import Cluster

REGIE, WORKER, OFFICER = "U0REGIE", "U0JONGER", "U0FG"
# Said by nobody else, also not in another database of the same server, whose log is searched as well.
OWN = "".join(choice(ascii_lowercase) for _ in range(6))
WORDS = ("zwavelgeel", "kobaltblauw", "vermiljoen", "okergeel", "smaragd", "purper", "indigo", "terracotta")
SAID = {word: f"{word}{OWN}" for word in WORDS}
TYPED = (b"Zilverblad", *(word.encode() for word in SAID.values()))
PAGE = (Path(__file__).parents[2] / "docs" / "wissen.md").read_text("utf-8")
# Each with its reason in docs/wissen.md.
KEPT = {"id", "partnership_id", "author", "author_partner_id", "lead", "level", "place", "state"}
KEPT |= {"created_at", "active_at", "closed_at", "seal"}
KEPT |= {"readers", "unnamed"}  # who may know that there was one, and that its reporter is not named

Dump = Callable[[], dict[str, bytes]]


@pytest.fixture
def tables(engine: Engine) -> Dump:
    """Every table with all that stands in it."""

    def dump() -> dict[str, bytes]:
        with engine.connect() as connection:
            return {
                name: b"\n".join(
                    value if isinstance(value, bytes) else str(getattr(value, "blob", value)).encode()
                    for row in connection.execute(table.select()).all()
                    for value in row
                )
                for name, table in schema.metadata().tables.items()
            }

    return dump


@pytest.fixture
def files(engine: Engine, request: pytest.FixtureRequest, tmp_path: Path) -> Dump:
    """Every file of the database, without PostgreSQL's write-ahead log (docs/wissen.md says why)."""
    return lambda: _files(engine, request, tmp_path, "base")


@pytest.fixture
def files_and_log(engine: Engine, request: pytest.FixtureRequest, tmp_path: Path) -> Dump:
    """Every file of the database with whatever it keeps to recover from a crash."""
    return lambda: _files(engine, request, tmp_path, "")


def _files(engine: Engine, request: pytest.FixtureRequest, folder: Path, part: str) -> dict[str, bytes]:
    if is_sqlite(engine):
        return {one.name: one.read_bytes() for one in folder.glob("schakel.db*")}
    cluster: Cluster = request.getfixturevalue("postgres")
    cluster.execute("CHECKPOINT")
    data = (cluster.folder / "data" / part).rglob("*")
    return {str(one): one.read_bytes() for one in data if one.is_file()}


@pytest.fixture
def traces(office: Office, engine: Engine, clock: FrozenClock) -> list[bytes]:
    """A signal of which people wrote everywhere they can; what must be gone once it is erased."""
    with session_for(engine) as session:
        session.add(RoleGrant(user_id=OFFICER, role="fg"))
        session.commit()
    author, regie = office.identify(WORKER), office.identify(REGIE)
    form = SignalForm(
        partnership="1",
        level="N2",
        place="school",
        summary=f"Hangt rond bij het {SAID['zwavelgeel']} parkeerdek",
        area=f"Bij het {SAID['kobaltblauw']} plein",
        subject_name="Noor Zilverblad",
        subject_birthdate="14-05-2011",
        details=f"Vertelde over de {SAID['vermiljoen']} scooter",
        categories=("signaal",),
    )
    registering.register(office, author, form, "a", already_asked=("summary", "area"))
    number = plan(office)
    agenda.add_item(
        office, regie, number, FIRST, f"Kort over S-1 en het {SAID['okergeel']} hek", "b", ("item",)
    )
    clock.instant = datetime(2026, 12, 1, 10, tzinfo=UTC)
    typed = OutcomeForm(
        f"S-1: {SAID['smaragd']} afspraak", f"Bellen over s1, {SAID['purper']}", WORKER, "2026-12-10"
    )
    outcomes.record(office, regie, number, FIRST, typed, "c", ("action_text",))
    keep_draft(office, author, 1, "E07", Typed(reasons={"E07.a": f"Omdat de {SAID['indigo']} brommer"}))
    with session_for(engine, write=False) as session:
        key = session.exec(select(SignalKeys.content_key)).one()
        digests = session.exec(select(MatchEntry.digest)).all()
    assert key is not None
    assert len(digests) >= 3
    return [*TYPED, key, *digests]


def _close(office: Office) -> None:
    answering.close(
        office, office.identify(WORKER), 1, f"Afgerond bij de {SAID['terracotta']} muur", "e", ("outcome",)
    )


def _found(dump: dict[str, bytes], traces: list[bytes]) -> set[tuple[str, bytes]]:
    return {(name, one) for name, held in dump.items() for one in traces if one in held}


def test_erasing_leaves_nothing_of_what_was_typed_in_any_table_or_file(
    office: Office, traces: list[bytes], tables: Dump, files: Dump, engine: Engine
) -> None:
    """Neither words, nor the key that reads them, nor a digest of who it was about."""
    _close(office)
    erasing.erase(office, office.identify(OFFICER), 1, "verzoek", "d")
    assert _found(tables(), traces) == set()
    assert clear_traces(office)
    assert _found(files(), traces) == set()
    with session_for(engine, write=False) as session:
        row = session.get_one(Signal, 1)
        empty: tuple[object, ...] = (None, "", [])
        assert {name for name in Signal.model_fields if getattr(row, name) not in empty} <= KEPT
        assert session.exec(select(AgendaItem)).all() == []
        assert session.exec(select(ActionPoint)).all() == []


def test_taking_back_leaves_nothing_either(
    office: Office, traces: list[bytes], tables: Dump, files: Dump, clock: FrozenClock
) -> None:
    """Within its quarter of an hour the author erases as thoroughly."""
    clock.instant = datetime(2026, 11, 24, 9, 35, tzinfo=UTC)
    answering.undo(office, office.identify(WORKER), 1, "d")
    assert _found(tables(), traces) == set()
    assert clear_traces(office)
    assert _found(files(), traces) == set()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_with_a_reader_erasing_is_answered_and_nothing_is_left_when_it_ends(
    office: Office, traces: list[bytes], files: Dump, tmp_path: Path
) -> None:
    """As long as it reads, the sealed words are unreadable without the key that no table holds."""
    reader = sqlite3.connect(tmp_path / "schakel.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM signal").fetchall()
    _close(office)
    erasing.erase(office, office.identify(OFFICER), 1, "verzoek", "d")
    assert not clear_traces(office)
    assert _found(files(), list(TYPED)) == set()
    reader.close()
    assert clear_traces(office)
    assert _found(files(), traces) == set()


@pytest.mark.parametrize("said", ["Over S-10 praten", "Lokaal s11 regelen", "Klas 1 bellen"])
def test_what_names_another_signal_stays(
    office: Office, traces: list[bytes], engine: Engine, clock: FrozenClock, said: str
) -> None:
    """Only the number itself counts, however it is written."""
    clock.instant = datetime(2026, 11, 30, 10, tzinfo=UTC)
    agenda.add_item(office, office.identify(REGIE), 1, FIRST, said, "e", ("item",))
    erasing.erase(office, office.identify(OFFICER), 1, "verzoek", "d")
    with session_for(engine, write=False) as session:
        rows = session.exec(select(AgendaItem)).all()
        assert [occasions.read(session, office.store.vault, one) for one in rows] == [said]


def test_no_file_holds_a_word_that_was_typed_even_before_it_is_erased(
    office: Office, traces: list[bytes], files_and_log: Dump
) -> None:
    """So that nothing of it is in what a database keeps beside its tables, journal and log included."""
    _close(office)
    assert _found(files_and_log(), list(TYPED)) == set()


def test_what_still_tells_of_an_erased_signal_is_listed(
    office: Office, traces: list[bytes], engine: Engine
) -> None:
    """Every table with a row about it, by its number or a reference, stands in docs/wissen.md."""
    _close(office)
    erasing.erase(office, office.identify(OFFICER), 1, "verzoek", "d")
    assert clear_traces(office)
    about = re.compile(r"\b[SDX]-1\b")
    with engine.connect() as connection:
        telling = {
            name
            for name, table in schema.metadata().tables.items()
            for row in connection.execute(table.select()).mappings()
            if 1 in (row.get("signal_id"), row.get("low"), row.get("high"))
            or (name == "signal" and row["id"] == 1)
            or any(about.search(one) for one in row.values() if isinstance(one, str))
        }
    kept = PAGE.partition("## Wat in de database blijft")[2].partition("\n## ")[0]
    listed = {
        one for row in re.findall(r"^\|([^|]+)\|", kept, re.MULTILINE) for one in re.findall(r"`(\w+)`", row)
    }
    assert telling
    assert telling <= listed, telling - listed
