"""How long consent lasts is the region's choice: the form and its refusal name that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from casework.consent import asking, recording
from casework.consent.recording import ConsentForm
from casework.errors import Invalid
from handlers.consent.form import consent_form
from handlers.labels import Labels
from handlers.language import load_language
from rules.book import load_rulebook
from rules.policy import tighten
from storage.engine import make_engine
from tests.casework.making import House, open_house

LASTS, AT_MOST = 90, 120


@pytest.fixture
def strict(database_url: str) -> Iterator[House]:
    """A region where consent lasts ninety days, and never longer than a hundred and twenty."""
    engine = make_engine(database_url)
    book = load_rulebook()
    wishes = {"consent_days": LASTS, "consent_days_max": AT_MOST}
    yield open_house(engine, policy=tighten(book, wishes), book=book)
    engine.dispose()


def test_the_form_names_the_terms_of_the_region(strict: House) -> None:
    """Also the one that says the same for every case."""
    number = strict.report("mentor")
    strict.tag("mentor", number, "jongerenwerker")
    for who in ("mentor", "jongerenwerker"):
        asked = asking.questions(strict.office, strict.person(who), number)
        assert (asked.lasts, asked.at_most) == (LASTS, AT_MOST)
    labels = Labels(strict.office.book, load_language("nl", strict.office.zone))
    shown = str(consent_form(labels, asking.questions(strict.office, strict.person("mentor"), number)))
    assert "183" not in shown
    assert "366" not in shown
    assert f"{LASTS} dagen" in shown


def test_a_day_beyond_them_is_told_at_its_field(strict: House) -> None:
    """The hundred and twentieth day is the last that fits."""
    number = strict.report("mentor")
    strict.tag("mentor", number, "jeugdagent")
    last = strict.office.today + timedelta(days=AT_MOST)
    for until, wrong in ((last, False), (last + timedelta(days=1), True)):
        form = ConsentForm(
            holders=["ouder_1", "ouder_2"],
            gezag_verified="yes",
            given_by=["ouder_1"],
            recipients=[str(strict.partner("jeugdagent"))],
            categories=["signaal"],
            statements=["conversation", "consequences_explained"],
            until=until.isoformat(),
        )
        try:
            recording.record(strict.office, strict.person("mentor"), number, form, strict.key())
            flaws = {}
        except Invalid as invalid:
            flaws = invalid.flaws
        assert ("until" in flaws) is wrong
        assert not wrong or flaws["until"].limit == AT_MOST
