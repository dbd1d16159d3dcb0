"""A grant can be taken away again, and whoever reads as a reviewer is one at that moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.directory import import_directory
from bot.failing import Stop
from casework.addressees import may_see
from casework.directory import grants
from casework.errors import Invalid, NotForYou, Refused
from casework.exceptions import asking as grounds
from casework.exceptions import looking, reviewing
from casework.exceptions import recording as invoking
from casework.exceptions.drafts import Typed
from storage.directory_tables import Partner, RoleGrant
from storage.engine import make_engine, session_for
from tests.casework.house import House
from tests.casework.making import UnseenRooms

BEHEERDER, FG, FARIDA, EDITH, TARIK, MARIT = (
    "U0BEHEER",
    "U0FG",
    "U0REGIE",
    "U0ZORGCO",
    "U0JONGER",
    "U0WIJKTEAM",
)
REASON = "Dit is hier zo, en dat is met de aandachtsfunctionaris besproken."


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """The demo's directory: one beheerder, two reviewers."""
    engine = make_engine(database_url)
    found = House(engine)
    found.office = replace(found.office, rooms=UnseenRooms())
    yield found
    engine.dispose()


def give(house: House, by: str, user: str, grant: str) -> None:
    """A beheerder gives."""
    grants.give(house.office, house.who(by), user, grant, house.key())


def take(house: House, by: str, user: str, grant: str) -> None:
    """A beheerder takes."""
    grants.take(house.office, house.who(by), user, grant, house.key())


def flaw(house: House, act: object, *arguments: str) -> dict[str, str]:
    """The codes by field with which giving or taking is refused."""
    with pytest.raises(Invalid) as found:
        act(house, *arguments)  # type: ignore[operator]  # one of the two above
    return {name: one.code for name, one in found.value.flaws.items()}


def test_a_grant_is_given_and_taken_and_told(house: House) -> None:
    """The person and every other beheerder hear it; both acts stand in the audit."""
    give(house, BEHEERDER, EDITH, "beheerder")
    give(house, EDITH, MARIT, "reviewer")
    assert "reviewer" in house.who(MARIT).grants
    take(house, EDITH, MARIT, "reviewer")
    assert house.who(MARIT).grants == frozenset()
    told = [who for who, _ref in house.told("grant.told")]
    assert sorted(told) == sorted([EDITH, BEHEERDER, MARIT, BEHEERDER, MARIT])
    (row,) = house.audit("grant.take")
    assert (row.actor, row.facts) == (EDITH, {"user": MARIT, "grant": "reviewer"})
    assert len(house.audit("grant.give")) == 2


def test_the_last_beheerder_stays_and_nobody_gives_themselves_one(house: House) -> None:
    """Also what is held already, or not, or is no grant, is said at its field."""
    assert flaw(house, take, BEHEERDER, BEHEERDER, "beheerder") == {"user": "last_beheerder"}
    assert flaw(house, give, BEHEERDER, BEHEERDER, "fg") == {"user": "own_grant"}
    assert flaw(house, give, BEHEERDER, FG, "fg") == {"grant": "grant_held"}
    assert flaw(house, take, BEHEERDER, MARIT, "fg") == {"grant": "grant_not_held"}
    assert flaw(house, give, BEHEERDER, MARIT, "koning") == {"grant": "unknown_choice"}
    assert flaw(house, give, BEHEERDER, "", "") == {"user": "required", "grant": "required"}


@pytest.mark.parametrize("who", [FG, FARIDA, EDITH, "U0NIEMAND"])
def test_only_a_beheerder_gives_and_takes(house: House, who: str) -> None:
    """Not the privacy officer, a reviewer or a coordinator."""
    for act in (give, take):
        with pytest.raises(NotForYou):
            act(house, who, MARIT, "reviewer")
    with pytest.raises(NotForYou):
        grants.held(house.office, house.who(who))


def waiting_at(house: House, reviewer: str) -> int:
    """An exception of Tarik's that waits for this reviewer; gives its number."""
    number = house.report(TARIK, "Jesse Verzonnen", tag=(MARIT, EDITH))
    offered = grounds.grounds(house.office, house.who(TARIK), number).all
    ground = next(one for one in offered if grounds.asks_second_person(house.office, one))
    asked = grounds.questions(house.office, house.who(TARIK), number, ground.id)
    typed = Typed(
        recipients=(str(house.partner(MARIT).id),),
        categories=tuple(asked.categories),
        purpose="kindveiligheid",
        reasons={one.id: REASON for one in asked.texts},
        informed="yes",
        reviewer=reviewer,
    )
    done = invoking.record(house.office, house.who(TARIK), number, ground.id, typed, house.key())
    return done.exception


def test_who_is_no_reviewer_any_more_reads_nothing(house: House) -> None:
    """Neither the details nor the reasoning; Home and messages say nothing of it either."""
    exception = waiting_at(house, FG)
    assert reviewing.show(house.office, house.who(FG), exception).items
    with session_for(house.engine) as session:
        session.delete(session.get_one(RoleGrant, (FG, "reviewer")))
        session.commit()
    with pytest.raises(NotForYou):
        reviewing.show(house.office, house.who(FG), exception)
    with pytest.raises(Refused):
        reviewing.approve(house.office, house.who(FG), exception, house.key())
    assert looking.waiting_for(house.office, FG) == ()
    assert not may_see(house.office, "exception.review", FG, f"X-{exception}")


def test_a_reviewer_who_became_a_recipient_reads_nothing(house: House) -> None:
    """Independence is looked at when reading, as when approving: they are by now who would receive."""
    exception = waiting_at(house, FARIDA)
    with session_for(house.engine) as session:
        row = session.get_one(Partner, house.partner(MARIT).id)
        row.name, row.organisation = house.partner(FARIDA).name, house.partner(FARIDA).organisation
        session.add(row)
        session.commit()
    with pytest.raises(NotForYou):
        reviewing.show(house.office, house.who(FARIDA), exception)


def test_what_waited_for_a_reviewer_waits_for_the_next(house: House) -> None:
    """Asked like the first, and the audit says from whom to whom."""
    exception = waiting_at(house, FG)
    take(house, BEHEERDER, FG, "reviewer")
    assert (FARIDA, f"X-{exception}") in house.told("exception.review")
    assert reviewing.show(house.office, house.who(FARIDA), exception).items
    (row,) = house.audit("exception.pass_on")
    assert row.facts == {"from": FG, "to": FARIDA}


def take_in(house: House, tmp_path: Path, text: str, *, exact: bool = False) -> list[tuple[str, str]]:
    """Import a file; gives who holds a grant that it does not name."""
    path = tmp_path / "directory.yaml"
    path.write_text(text, encoding="utf-8")
    office = house.office
    done = import_directory(path, house.engine, office.store.vault, office.book, exact=exact)
    return sorted(done.unnamed)


OTHERS = "roles:\n  fg: [U0NIEUW]\n  reviewers: [U0NIEUW]\n  beheerder: [U0NIEUW]\n"
OLD = sorted([(BEHEERDER, "beheerder"), (FG, "fg"), (FG, "reviewer"), (FARIDA, "reviewer")])


def test_an_import_says_who_holds_what_the_file_does_not_name(house: House, tmp_path: Path) -> None:
    """And leaves it so; a file without roles says nothing of them."""
    assert take_in(house, tmp_path, OTHERS) == OLD
    assert house.who(FG).grants == {"fg", "reviewer"}
    assert take_in(house, tmp_path, "partners: []\n", exact=True) == []


def test_an_exact_import_takes_it(house: House, tmp_path: Path) -> None:
    """Told and audited like any other; a second time there is nothing to take."""
    assert take_in(house, tmp_path, OTHERS, exact=True) == OLD
    for who in (FG, FARIDA, BEHEERDER):
        assert house.who(who).grants == frozenset()
    assert len(house.audit("grant.take")) == len(OLD)
    assert (FG, None) in house.told("grant.told")
    assert take_in(house, tmp_path, OTHERS, exact=True) == []


NAMED = "roles:\n  beheerder: [U0BEHEER]\n  fg: [U0FG]\n  reviewers: [U0FG, U0REGIE]\n"


def test_an_old_file_does_not_give_back_what_was_taken_by_hand(house: House, tmp_path: Path) -> None:
    """By a beheerder in Slack, until one gives it again; the import says so in a line."""
    take(house, BEHEERDER, FG, "reviewer")
    path = tmp_path / "directory.yaml"
    path.write_text(NAMED, encoding="utf-8")
    office = house.office
    done = import_directory(path, house.engine, office.store.vault, office.book)
    assert house.who(FG).grants == {"fg"}
    assert not done
    assert list(done.skipped) == ["U0FG reviewer: is met de hand ingetrokken en blijft dat"]
    give(house, BEHEERDER, FG, "reviewer")
    assert take_in(house, tmp_path, NAMED) == []
    assert house.who(FG).grants == {"fg", "reviewer"}


def test_what_a_file_took_a_file_gives_back(house: House, tmp_path: Path) -> None:
    """Nobody decided about the person: the file did not name them, and now it does."""
    take_in(house, tmp_path, OTHERS, exact=True)
    take_in(house, tmp_path, NAMED)
    assert house.who(FG).grants == {"fg", "reviewer"}
    assert house.who(BEHEERDER).grants == {"beheerder"}


def test_an_exact_import_leaves_a_beheerder(house: House, tmp_path: Path) -> None:
    """A file that names none would leave nobody to give anything: nothing of it is stored."""
    with pytest.raises(Stop):
        take_in(house, tmp_path, "roles:\n  fg: [U0NIEUW]\n", exact=True)
    assert house.who(FG).grants == {"fg", "reviewer"}
    assert house.who("U0NIEUW").grants == frozenset()
