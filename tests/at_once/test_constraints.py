"""Every uniqueness that the tables promise: two at one instant make one row and hear no raw error.

The promise is kept by the turn in which each act sees what the other one did; the index stands behind it, and
refuses the row of whoever comes by another way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import ColumnElement, Engine, Table, UniqueConstraint, insert, select, true
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from bot.commands.directory import import_directory
from casework.again import again
from casework.consent import correcting, recording
from casework.consent.recording import ConsentForm
from casework.errors import AlreadyDone, Invalid, NotForYou, Refused
from casework.guard.watching import Memory, Said, look
from casework.office import Office
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.signals import offering
from tests.at_once.aggregates import AGGREGATES
from tests.at_once.holding import freely
from tests.at_once.scene import AUTHOR, CHIEF, OUTSIDE, READER, town_on
from tests.running import TEAM

Deed = Callable[[Office, Any, str, Path], object]
SAID = (AlreadyDone, Invalid, NotForYou, Refused)
NET = (
    "partnerships:\n"
    "  - {name: Net Nergenshuizen, kind: wijkoverleg, channel: C0NERGENS, coordinator: U0REGIE}\n"
)


def _act(name: str) -> Deed:
    def deed(office: Office, stage: Any, _who: str, _folder: Path) -> object:
        found = next(one.acts[name] for one in AGGREGATES.values() if one.kind is type(stage))
        return found(office, stage)

    return deed


def _joins(office: Office, stage: Any, who: str, _folder: Path) -> object:
    form = PartnerForm(f"Noor {who}", "Huis Nergenshuizen", "mentor", "", "", ("1",))
    return keeping.add(office, office.identify(CHIEF), form, stage.key())


def _brings_in(office: Office, _stage: Any, _who: str, folder: Path) -> object:
    engine, vault, book = office.store.engine, office.store.vault, office.book
    return import_directory(folder / "net.yaml", engine, vault, book, now=office.clock.now())


def _posts(office: Office, stage: Any, _who: str, _folder: Path) -> object:
    with office.job() as unit:
        unit.post("signal.told", CHIEF, ref=f"S-{stage.signal}", dedupe="twice:at:once")
    return None


def _corrects(office: Office, stage: Any, _who: str, _folder: Path) -> object:
    me = office.identify(AUTHOR)
    wrong = correcting.records(office, me, stage.signal).lines[0].id
    form = ConsentForm(
        holders=["ouder_1"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        youth_voice="instemmend",
        recipients=[str(stage.town.house.partner(READER).id)],
        categories=["signaal"],
        statements=["conversation", "consequences_explained"],
    )
    return recording.record(office, me, stage.signal, form, stage.key(), corrects=wrong)


def _offers(office: Office, stage: Any, _who: str, _folder: Path) -> object:
    return offering.make(office, office.identify(OUTSIDE), stage.signal, stage.key())


def _says(office: Office, stage: Any, _who: str, _folder: Path) -> object:
    said = "Jesse Verzonnen, geboren 1 januari 2011, was er weer"
    look(office, Memory(), Said(TEAM, "1790000000.000100", "", CHIEF, said))
    return None


CASES: Mapping[str, tuple[str, Deed]] = {
    "uq_organisation_folded": ("partner", _joins),
    "ix_partner_account": ("partner", _act("partner.new:account")),
    "uq_partnership_name": ("partner", _brings_in),
    "uq_partnership_channel": ("partner", _brings_in),
    "uq_post_dedupe": ("signal", _posts),
    "ix_goal_evaluation_day": ("doel", _act("goal.evaluate:continue")),
    "ix_consent_corrects": ("signal", _corrects),
    "uq_detail_request_signal_id": ("signal", _act("disclosure.request")),
    "uq_guarded_message_channel_ts": ("signal", _says),
    "uq_help_offer_signal_id": ("signal", _offers),
    "ix_item_identity": ("koppeling", _act("subject.add")),
    "ix_item_corrects": ("signal", _act("detail.correct")),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """Of the rows for which `where` holds, no two have the same in these columns."""

    table: Table
    columns: tuple[str, ...]
    where: ColumnElement[bool]


def _promises() -> Mapping[str, Promise]:
    found: dict[str, Promise] = {}
    for table in SQLModel.metadata.sorted_tables:
        for one in table.constraints:
            if isinstance(one, UniqueConstraint):
                found[str(one.name)] = Promise(table, tuple(one.columns.keys()), true())
        for index in table.indexes:
            if index.unique:
                partly = index.dialect_options["sqlite"]["where"]
                where = true() if partly is None else partly
                found[str(index.name)] = Promise(table, tuple(index.columns.keys()), where)
    return found


def test_every_promise_is_tried() -> None:
    """A new one asks for a case here."""
    assert set(CASES) == set(_promises())


@pytest.mark.parametrize("promise", CASES)
def test_two_who_would_break_it_make_one_row(database_url: str, tmp_path: Path, promise: str) -> None:
    """One row; whoever came second hears what is so; a row that is put in by another way is refused."""
    promised, (about, deed) = _promises()[promise], CASES[promise]
    with town_on(database_url) as town:
        stage, engine = AGGREGATES[about].scene(town), town.house.engine
        (tmp_path / "net.yaml").write_text(NET, "utf-8")
        before = _rows(engine, promised)
        here, there = town.offices
        outcomes = freely(
            lambda: again(lambda: deed(here, stage, "Aldus", tmp_path)),
            lambda: again(lambda: deed(there, stage, "Evenzo", tmp_path)),
        )
        assert [one.error for one in outcomes if one.error and not isinstance(one.error, SAID)] == []
        assert any(one.error is None for one in outcomes)
        rows = _rows(engine, promised)
        keys = [tuple(one[name] for name in promised.columns) for one in rows]
        assert len(set(keys)) == len(keys)
        made = [one for one in rows if one not in before]
        assert made
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(insert(promised.table), _again(promised, made[-1]))


def _rows(engine: Engine, promised: Promise) -> list[Mapping[str, Any]]:
    """Those with something in every column: nothing is no other nothing's double."""
    wanted = select(promised.table).where(promised.where)
    with engine.connect() as connection:
        found = [dict(one) for one in connection.execute(wanted).mappings()]
    return [one for one in found if all(one[name] is not None for name in promised.columns)]


def _again(promised: Promise, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same row under another key; where the table promises more, that is not what is broken."""
    copy = dict(row)
    for column in promised.table.primary_key:
        copy[column.name] = uuid4() if isinstance(copy[column.name], UUID) else copy[column.name] + 1000
    others = {name for one in _promises().values() if one.table is promised.table for name in one.columns}
    for name in others - set(promised.columns):
        if isinstance(copy[name], str):
            copy[name] += "X"
    return copy
