"""Somebody who writes in the database without the keys has the bot open nothing, and is heard of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from casework.consent import objecting, recording
from casework.consent.recording import ConsentForm
from casework.errors import NotForYou, Refused
from casework.gate import RECORD_DAMAGED
from casework.seals import look_at_seals
from casework.sharing import deciding, on_demand
from casework.sharing.deciding import Shared, ShareForm
from casework.signals import amending
from casework.sparing import DAMAGED
from storage.engine import make_engine, session_for
from storage.migrating import migrate
from storage.outbox_tables import Post
from tests.casework.house import House

TARIK, EDITH, MARIT, DEWI, NOBODY, FG = "U0JONGER", "U0ZORGCO", "U0WIJKTEAM", "U0SPORT", "U0DBA", "U0FG"
CONSENT = """
    INSERT INTO consent (id, signal_id, given, refused, withdrawn, recipients, categories, active, free,
                         informed, explicit, ap_indicaties, consequences_explained, purpose, youth_voice,
                         recorded_by, recorded_at, asked_by, same_person)
    VALUES ('00000000000000000000000000000001', :number, '{"ouder_1": "2026-11-24"}', '[]', '{}', :recipients,
            '["identiteit", "signaal"]', 1, 1, 1, 0, 0, 1, 'hulp_organiseren', 'instemmend', 'U0X',
            '2026-11-24 09:00:00', 'jongerenwerker', '{}')
"""
FACTS = """
    INSERT INTO case_facts (signal_id, holders, gezag_verified, recorded_by, recorded_at)
    VALUES (:number, '["ouder_1"]', 1, 'U0X', '2026-11-24 09:00:00')
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with the demo's directory."""
    engine = make_engine(f"sqlite:///{tmp_path}/schakel.db")
    migrate(engine)
    yield House(engine)
    engine.dispose()


@pytest.fixture
def number(house: House) -> int:
    """Tarik reported; Marit and Edith are tagged."""
    return house.report(TARIK, "Jesse Verzonnen", tag=(MARIT, EDITH))


def write(house: House, statement: str, **values: object) -> None:
    """What somebody does who has the database and not the keys."""
    with house.engine.begin() as connection:
        connection.execute(text(statement), values)


def say_yes(house: House, number: int) -> None:
    """A parent agrees that Edith gets it."""
    form = ConsentForm(
        holders=["ouder_1"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        youth_voice="instemmend",
        recipients=[str(house.partner(EDITH).id)],
        categories=["identiteit", "signaal"],
        statements=["conversation", "consequences_explained"],
    )
    recording.record(house.office, house.who(TARIK), number, form, house.key())


def share(house: House, number: int) -> Shared:
    """Tarik shares with Edith."""
    form = ShareForm(
        (str(house.partner(EDITH).id),), ["identiteit", "signaal"], "on_demand", "hulp_organiseren"
    )
    return deciding.share(house.office, house.who(TARIK), number, form, house.key())


def told(house: House) -> list[tuple[str, str | None]]:
    """Who heard of what."""
    look_at_seals(house.office)
    with session_for(house.engine, write=False) as session:
        return [(post.target, post.ref) for post in session.exec(select(Post).where(Post.kind == DAMAGED))]


def test_another_author_in_the_table_reads_nothing(house: House, number: int) -> None:
    """Two UPDATEs made the details their own; the privacy officer hears which signal it is."""
    write(house, "UPDATE item SET author = :dewi", dewi=DEWI)
    write(house, "UPDATE signal SET author = :dewi", dewi=DEWI)
    with pytest.raises(NotForYou):
        amending.own(house.office, house.who(DEWI), number)
    assert told(house) == [(FG, f"S-{number}")]


def test_another_account_in_the_table_reads_nothing(house: House, number: int) -> None:
    """A binding that the house did not make binds nobody."""
    say_yes(house, number)
    shared = share(house, number)
    write(house, "UPDATE partner SET user_id = :nobody WHERE user_id = :edith", nobody=NOBODY, edith=EDITH)
    with pytest.raises(NotForYou):
        on_demand.open_disclosure(house.office, house.who(NOBODY), shared.number, house.key())
    assert [ref for _, ref in told(house)] == ["partner/1"]


def test_a_consent_in_the_table_opens_nothing(house: House, number: int) -> None:
    """Nor does who has gezag according to a row that the house did not store."""
    recipients = json.dumps([{"partner": house.partner(EDITH).id, "role": "ib_zorgcoordinator"}])
    write(house, CONSENT, number=number, recipients=recipients)
    write(house, FACTS, number=number)
    with pytest.raises(Refused):
        share(house, number)
    assert told(house) == [(FG, f"S-{number}")]


def test_a_refusal_that_was_changed_in_the_table_opens_nothing(house: House, number: int) -> None:
    """It is there no more, and may have been a no: nothing is shared over it."""
    say_yes(house, number)
    objecting.refuse(house.office, house.who(TARIK), number, "ouder_1", "", house.key())
    write(house, "UPDATE consent SET refused = '[]', refused_on = NULL WHERE refused != '[]'")
    with pytest.raises(Refused) as refused:
        share(house, number)
    assert refused.value.code == RECORD_DAMAGED
    assert told(house) == [(FG, f"S-{number}")]


def test_a_refusal_that_was_deleted_from_the_table_is_told(house: House, number: int) -> None:
    """No seal is broken, so that only the audit chain knows."""
    say_yes(house, number)
    assert told(house) == []
    objecting.refuse(house.office, house.who(TARIK), number, "ouder_1", "", house.key())
    write(house, "DELETE FROM consent WHERE refused != '[]'")
    assert [who for who, _ in told(house)] == [FG]
