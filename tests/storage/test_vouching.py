"""Whoever writes in the database without the keys changes nothing that the house goes by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta, timezone
from enum import StrEnum
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text, update
from sqlmodel import Session, col, select

from storage.audit_tables import AuditRow
from storage.directory_tables import Membership, Organisation, Partner, Partnership, RoleGrant
from storage.engine import session_for
from storage.errors import SealBroken, Unvouched
from storage.evidence_tables import CapacityFinding, CaseFacts, ConsentRecord, ExceptionEntry
from storage.ground_tables import GroundOpening
from storage.guarding import refused_rows
from storage.repositories import directory, signals
from storage.rights_tables import SubjectRight
from storage.sealing import place_of, sealed_field
from storage.sealing_rows import vouched_tables
from storage.signal_tables import Disclosure, Item, Signal, SignalKeys, Tag
from storage.unit_of_work import Store
from storage.unsealing import Opener
from storage.vault import Vault
from storage.vouching import Voucher, covered, deciding
from tests.storage.conftest import NOW

Stored = Callable[[], int]


def write_past(engine: Engine, statement: str, **values: object) -> None:
    """What somebody does who has the database and not the keys."""
    with engine.begin() as connection:
        connection.execute(text(statement), values)


def fill(session: Session, number: int, vault: Vault) -> None:
    """One row in every table that decides."""
    item = Item(
        id=uuid4(), signal_id=number, kind="detail", author="U0ZORGCO", source_role="mentor",
        source_regime="avg", categories=["signaal"], created_at=NOW,
    )  # fmt: skip
    item.text = vault.seal(session.get(SignalKeys, number), place_of(item, "text"), "Mist de eerste uren")
    session.add_all(
        [
            item,
            Organisation(name="De Wende", folded="de wende"),
            RoleGrant(user_id="U0FG", role="fg"),
            Membership(partner_id=1, partnership_id=1),
            Tag(signal_id=number, partner_id=1, reason="chosen", tagged_at=NOW),
            CaseFacts(signal_id=number, holders=["ouder_1"], recorded_by="U0X", recorded_at=NOW),
            CapacityFinding(signal_id=number, capacity="capable", recorded_by="U0X", recorded_at=NOW),
            ConsentRecord(
                signal_id=number, refused=["jongere"], refused_on=date(2026, 11, 20), recorded_by="U0X",
                recorded_at=NOW, given={"ouder_1": "2026-11-20"}, recipients=[{"partner": 1}],
            ),
            ExceptionEntry(
                signal_id=number, ground="E01", invoked_by="mentor", invoker="U0X", purpose="kindveiligheid",
                granted_at=NOW,
            ),
            Disclosure(signal_id=number, mode="thread", purpose="zorg", sharer="U0X", created_at=NOW),
            GroundOpening(
                ground="E10", reason="Het convenant is vastgesteld", asked_by="U0FG", asked_at=NOW,
                second="U0REVIEWER", agreed_at=NOW + timedelta(hours=1),
            ),
            SubjectRight(
                signal_id=number, kind="access", asker="youth", asked_by="U0FG", asked_at=NOW,
                second="U0ZORGCO", agreed_at=NOW + timedelta(hours=1),
            ),
        ]
    )  # fmt: skip
    session.flush()


@pytest.fixture
def number(engine: Engine, vault: Vault, stored_signal: Stored) -> int:
    """A signal with one row in every table that decides."""
    made = stored_signal()
    with session_for(engine) as session:
        fill(session, made, vault)
        session.commit()
    return made


@pytest.mark.parametrize("table", vouched_tables(), ids=lambda table: table.__tablename__)
def test_what_was_stored_is_read_back(engine: Engine, number: int, table: Any) -> None:
    """Whatever the database makes of dates, lists and numbers, the seal fits what comes back."""
    with session_for(engine, write=False) as session:
        assert session.exec(select(table)).all()
        assert not refused_rows(session)


@pytest.mark.parametrize("table", vouched_tables(), ids=lambda table: table.__tablename__)
def test_a_row_that_was_changed_past_the_keys_is_not_there(engine: Engine, number: int, table: Any) -> None:
    """Any column that decides, in any table: changed, the row is gone from every answer."""
    name = table.__table__.name
    for column in deciding(table):
        stored = table.__mapper__.columns[column].name
        with engine.begin() as connection:
            kind = table.__table__.c[stored].type.python_type
            other = {str: "'anders'", bool: f"NOT {stored}", int: f"{stored} + 1"}.get(kind)
            if other is None or table.__table__.c[stored].foreign_keys:
                continue
            before = connection.execute(text(f'SELECT {stored} FROM "{name}"')).scalar()
            if before is None and kind is not str:
                continue
            connection.execute(text(f'UPDATE "{name}" SET {stored} = {other}'))
        with session_for(engine, write=False) as session:
            assert session.exec(select(table)).all() == [], column
            assert {one.table for one in refused_rows(session)} == {name}
        write_past(engine, f'UPDATE "{name}" SET {stored} = :before', before=before)
        with session_for(engine, write=False) as session:
            assert session.exec(select(table)).all(), column


def test_a_row_without_a_seal_is_not_there(engine: Engine, number: int) -> None:
    """Inserted, or with the seal taken off; also when it is asked for by its key."""
    write_past(engine, "INSERT INTO role_grant (user_id, role) VALUES ('U0DBA', 'fg')")
    write_past(engine, "UPDATE case_facts SET seal = NULL")
    with session_for(engine) as session:
        assert session.get(RoleGrant, ("U0DBA", "fg")) is None
        assert directory.grants(session, "U0DBA") == frozenset()
        assert directory.users_with(session, "fg") == ["U0FG"]
        assert signals.facts(session, number) is None
        assert {str(one) for one in refused_rows(session)} == {"role_grant/U0DBA/fg", f"case_facts/{number}"}


def test_a_seal_does_not_fit_another_row(engine: Engine, number: int) -> None:
    """A true row copied to another key, or under another signal, is not there."""
    write_past(
        engine, "INSERT INTO role_grant (user_id, role, seal) SELECT 'U0DBA', role, seal FROM role_grant"
    )
    with session_for(engine) as session:
        assert directory.users_with(session, "fg") == ["U0FG"]


def test_a_join_does_not_bring_it_back(engine: Engine, number: int) -> None:
    """Who sits in a partnership by a membership that somebody wrote in the table, does not sit there."""
    with session_for(engine) as session:
        session.add(Partner(id=2, name="Wie dan ook", organisation="Elders", role="mentor", user_id="U0DBA"))
        session.commit()
    write_past(engine, "INSERT INTO membership (partner_id, partnership_id) VALUES (2, 1)")
    with session_for(engine) as session:
        assert [one.id for one in directory.members(session, 1)] == [1]
        assert directory.partnerships_of(session, 2) == []


def test_a_change_by_the_house_is_sealed_again(engine: Engine, number: int) -> None:
    """Also of a row whose number the database gave out, and of many rows one after the other."""
    with session_for(engine) as session:
        session.get_one(Signal, number).lead = "U0ANDER"
        directory.move_channel(session, "C0X", "C0NIEUW")
        session.commit()
    with session_for(engine) as session:
        assert session.get_one(Signal, number).lead == "U0ANDER"
        assert session.get_one(Partnership, 1).channel == "C0NIEUW"
        assert not refused_rows(session)


def test_one_statement_over_many_rows_is_refused(engine: Engine, number: int) -> None:
    """It would leave the old seals on them; a column that decides nothing may be set so."""
    with session_for(engine) as session:
        with pytest.raises(Unvouched):
            session.execute(update(Partner).values(active=False))
        session.execute(update(Signal).values(active_at=NOW + timedelta(hours=1)))
        session.commit()
        assert session.exec(select(Signal).execution_options(populate_existing=True)).all()


def test_the_texts_of_an_item_are_bound_to_what_it_says_of_them(
    engine: Engine, number: int, vault: Vault
) -> None:
    """Another author, role, regime, kind or category makes the text itself unreadable, seal or no seal."""
    with session_for(engine) as session:
        item = session.exec(select(Item)).one()
        keys = session.get(SignalKeys, number)
        sealed = sealed_field(item, "text")
        assert sealed is not None
        assert Opener(vault).open(sealed, keys) == "Mist de eerste uren"
        for column, other in {
            "author": "U0DBA", "source_role": "jeugdagent", "source_regime": "wpg", "kind": "identity",
            "categories": ["gezondheid"],
        }.items():  # fmt: skip
            before = getattr(item, column)
            setattr(item, column, other)
            with pytest.raises(SealBroken):
                Opener(vault).open(sealed.at(place_of(item, "text")), keys)
            setattr(item, column, before)
        session.rollback()


def test_the_audit_chain_names_what_changed(engine: Engine, vault: Vault, number: int) -> None:
    """Each act says which rows it stored, and an act that noted nothing is noted for it."""
    store = Store(engine, vault, lambda: None, "1")
    with store.writing(NOW) as unit:
        unit.session.add(RoleGrant(user_id="U0NIEUW", role="reviewer"))
        unit.note("U0BEHEER", "grant.give")
    with store.writing(NOW) as unit:
        unit.session.delete(unit.session.get_one(RoleGrant, ("U0NIEUW", "reviewer")))
    with session_for(engine, write=False) as session:
        given, taken = session.exec(select(AuditRow).order_by(col(AuditRow.seq).desc()).limit(2)).all()[::-1]
    assert given.act == "grant.give"
    assert given.rows is not None
    assert list(given.rows) == ["role_grant/U0NIEUW/reviewer"]
    assert given.rows["role_grant/U0NIEUW/reviewer"]
    assert (taken.act, taken.rows) == ("rows.changed", {"role_grant/U0NIEUW/reviewer": None})


class Kind(StrEnum):
    """A closed vocabulary, as code has it; the database gives back text."""

    MENTOR = "mentor"


def test_a_value_is_the_same_before_and_after_it_was_stored() -> None:
    """An enum and its text, a tuple and a list, an instant in another zone."""
    summer = timezone(timedelta(hours=2))
    one = ConsentRecord(id=uuid4(), signal_id=1, asked_by=Kind.MENTOR, recorded_by="U", recorded_at=NOW)
    one.categories = ("a", "b")  # type: ignore[assignment]  # as some use case may well do
    other = one.model_copy()
    other.asked_by, other.categories, other.recorded_at = "mentor", ["a", "b"], NOW.astimezone(summer)
    assert covered(one) == covered(other)


def test_no_two_rows_are_covered_by_the_same_bytes() -> None:
    """Text that shifts from one column to the next, nothing and false, a number and its text."""
    entry: dict[str, Any] = {
        "id": 1,
        "signal_id": 1,
        "ground": "E01",
        "invoker": "U",
        "purpose": "p",
        "granted_at": NOW,
    }
    shapes = [
        ExceptionEntry(invoked_by="mentor", **entry),
        ExceptionEntry(invoked_by="mentor", approved=False, **entry),
        ExceptionEntry(invoked_by="mentor", approved=True, **entry),
        ExceptionEntry(invoked_by="mentor", reviewer="U0", **entry),
        ExceptionEntry(invoked_by="mentor", reviewed_by="U0", **entry),
        ExceptionEntry(invoked_by="mentorE", **(entry | {"ground": "01"})),
    ]
    assert len({covered(one) for one in shapes}) == len(shapes)


def test_a_column_at_its_default_is_not_covered() -> None:
    """So a column that comes later leaves the seals of older rows whole; set to anything else, it counts."""
    voucher = Voucher(b"k" * 32)
    row = Partner(id=1, name="Mentor", organisation="De Wende", role="mentor")
    row.seal = voucher.seal(row)
    assert "active" in deciding(Partner)
    assert b"active" not in covered(row)
    row.active = False
    assert not voucher.holds(row)
