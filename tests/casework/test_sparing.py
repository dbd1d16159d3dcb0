"""What is done by the night and the hour: a damaged row stops only itself, and somebody hears which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from casework.consent import recording
from casework.consent.recording import ConsentForm
from casework.goals.keeping_up import keep_up
from casework.nightly import nightly
from casework.office import Office
from casework.overleg.materialising import materialise
from casework.overleg.posts import REMINDERS
from casework.regie import asking, desk
from casework.sharing import deciding
from casework.sharing.deciding import ShareForm
from casework.sparing import together
from storage.directory_tables import RoleGrant
from storage.engine import make_engine, session_for
from storage.migrating import migrate
from storage.outbox_tables import Post
from storage.signal_tables import Disclosure
from tests.casework.house import House
from tests.casework.test_goals import set_goal
from tests.casework.test_overleg_posts import plan

TARIK, EDITH, MARIT, FG = "U0JONGER", "U0ZORGCO", "U0WIJKTEAM", "U0FG"
DAMAGE = "UPDATE item SET birth_date = x'0102030405060708091011' WHERE kind = 'identity' AND signal_id = {}"


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[House]:
    """A house with the demo's directory."""
    engine = make_engine(f"sqlite:///{tmp_path}/schakel.db")
    migrate(engine)
    yield House(engine)
    engine.dispose()


def share(house: House, name: str) -> int:
    """Tarik reports, a parent says yes, Tarik shares on demand with Edith; the signal's number."""
    number = house.report(TARIK, name, tag=(MARIT, EDITH))
    edith = (str(house.partner(EDITH).id),)
    consent = ConsentForm(
        holders=["ouder_1"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        youth_voice="instemmend",
        recipients=edith,
        categories=["identiteit", "signaal"],
        statements=["conversation", "consequences_explained"],
    )
    recording.record(house.office, house.who(TARIK), number, consent, house.key())
    form = ShareForm(edith, ["identiteit", "signaal"], "on_demand", "hulp_organiseren")
    deciding.share(house.office, house.who(TARIK), number, form, house.key())
    return number


def ended(house: House) -> dict[int, str | None]:
    """Why the disclosure of each signal ended."""
    with session_for(house.engine, write=False) as session:
        return {one.signal_id: one.ended_code for one in session.exec(select(Disclosure)).all()}


def test_one_damaged_signal_does_not_keep_the_others_open(open_house: House, tmp_path: Path) -> None:
    """Three turn sixteen, one is damaged: the others close, the privacy officer hears which."""
    house = open_house
    first, second, third = (share(house, f"{one} Verzonnen") for one in ("Jesse", "Sem", "Noor"))
    with house.engine.begin() as connection:
        connection.exec_driver_sql(DAMAGE.format(second))
    house.clock.pass_by(days=190)
    for _ in range(2):
        nightly(house.office, tmp_path / "x.anchor")["sharing"]()
    assert ended(house) == {first: "LAPSED_16", second: None, third: "LAPSED_16"}
    assert house.told("work.damaged") == [(FG, f"S-{second}")]
    assert [row.ref for row in house.audit("work.damaged")] == [f"S-{second}"]


def test_home_opens_although_one_signal_is_damaged(open_house: House) -> None:
    """What waits is shown; what cannot be read is left out."""
    house = open_house
    number = share(house, "Jesse Verzonnen")
    asking.request(house.office, house.who(MARIT), number, house.key())
    assert len(desk.waiting(house.office, house.who(TARIK)).questions) == 1
    with house.engine.begin() as connection:
        connection.exec_driver_sql(DAMAGE.format(number))
    assert desk.waiting(house.office, house.who(TARIK)).questions == ()


def test_one_damaged_series_does_not_keep_the_others_from_reminding(office: Office, engine: Engine) -> None:
    """Of three overleggen one has no zone that exists: the two others get their reminders."""
    numbers = [plan(office, title=f"Overleg {one}") for one in range(3)]
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM post")
        connection.exec_driver_sql("UPDATE overleg SET planned_until = NULL")
        connection.exec_driver_sql(f"UPDATE overleg SET zone = 'Nergens/Nooit' WHERE id = {numbers[1]}")
    with session_for(engine) as session:
        session.add(RoleGrant(user_id="U0FG", role="fg"))
        session.commit()
    materialise(office)
    materialise(office)
    with session_for(engine, write=False) as session:
        found = session.exec(select(Post)).all()
    reminded = {(one.ref or "").partition("/")[0] for one in found if one.kind in REMINDERS}
    assert reminded == {f"O-{numbers[0]}", f"O-{numbers[2]}"}
    told = [(one.target, one.ref) for one in found if one.kind == "work.damaged"]
    assert told == [("U0FG", f"O-{numbers[1]}")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # PostgreSQL refuses such a date itself
def test_one_damaged_goal_does_not_keep_the_others_from_reminding(office: Office, engine: Engine) -> None:
    """Of three goals one has a date that is none: the two others follow the new coordinator."""
    numbers = [set_goal(office, goal=f"Doel {one}") for one in range(3)]
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM post")
        connection.exec_driver_sql(f"UPDATE goal SET evaluate_on = 'ooit' WHERE id = {numbers[1]}")
    keep_up(office)
    with session_for(engine, write=False) as session:
        reminded = {one.ref for one in session.exec(select(Post)).all() if one.kind == "goal.evaluate"}
    assert reminded == {f"DOEL-{numbers[0]}", f"DOEL-{numbers[2]}"}


def test_halving_finds_every_damaged_one() -> None:
    """In bulk as long as that works; each damaged one alone in the end."""
    done: list[int] = []

    def work(some: object) -> None:
        assert isinstance(some, list)
        if {3, 8} & set(some):
            raise ValueError
        done.extend(some)

    assert together(list(range(10)), work) == [3, 8]
    assert sorted(done) == [0, 1, 2, 4, 5, 6, 7, 9]
