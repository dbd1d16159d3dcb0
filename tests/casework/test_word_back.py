"""Who hears what came of a signal, and who does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casework.errors import Invalid
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.signals import answering, looking
from casework.signals.word_back import WORD_BACK
from storage.engine import make_engine
from tests.casework.house import House

EDITH, TARIK, STEF, FARIDA = "U0ZORGCO", "U0JONGER", "U0AGENT", "U0REGIE"
DONE = "Hulp loopt"


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """An office in the demo's town."""
    engine = make_engine(database_url)
    yield House(engine)
    engine.dispose()


def test_each_hears_it_once_and_the_one_who_closes_not(house: House) -> None:
    """The coordinator closes: reporter and who took it up hear it, who said 'niet voor mij' does not."""
    number = house.report(EDITH, tag=(TARIK, STEF))
    answering.react(house.office, house.who(TARIK), number, "signal.pickup", house.key())
    answering.react(house.office, house.who(STEF), number, "signal.not_mine", house.key())
    now = answering.may_close(house.office, house.who(FARIDA), number)
    assert now.hearers == (EDITH, TARIK)
    answering.close(house.office, house.who(FARIDA), number, DONE, house.key(), result="helped")
    assert sorted(house.told(WORD_BACK)) == sorted([(EDITH, "S-1"), (TARIK, "S-1")])
    assert looking.card(house.office, number).result == "helped"


def test_who_left_hears_nothing(house: House) -> None:
    """What somebody once answered gives them no word about it after they stopped here."""
    number = house.report(EDITH, tag=(TARIK,))
    answering.react(house.office, house.who(TARIK), number, "signal.pickup", house.key())
    beheerder = house.who("U0BEHEER")
    tarik = house.partner(TARIK)
    form = PartnerForm(user=TARIK, name=tarik.name, organisation=tarik.organisation, role=tarik.role)
    keeping.change(house.office, beheerder, tarik.id, form, house.key())
    answering.close(house.office, house.who(EDITH), number, DONE, house.key())
    assert house.told(WORD_BACK) == []


def test_an_end_that_nobody_offers_is_refused(house: House) -> None:
    """Nothing is closed or told then."""
    number = house.report(EDITH, tag=(TARIK,))
    with pytest.raises(Invalid) as error:
        answering.close(house.office, house.who(EDITH), number, DONE, house.key(), result="verzonnen")
    assert list(error.value.flaws) == ["result"]
    assert looking.card(house.office, number).is_open
