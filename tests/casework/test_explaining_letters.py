"""Letters that explain a consent or an exception: what they tell, who may make one, what is kept of it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from casework import explaining_letters
from casework.errors import Invalid, NotForYou, Refused
from casework.explaining_letters import TEXT_VERSION, Told
from handlers.labels import Labels
from handlers.language import load_language
from handlers.letters.words import letter
from rules.book import load_rulebook
from tests.casework.house import House
from tests.casework.test_alone import EDITH, MARIT, TARIK, WENDE, acute, house, number, only_record, yes
from tests.casework.test_lookback import labels

__all__ = ["house", "number"]

SEALED = ("Jesse", "Verzonnen", "Vertelde wat hij doet", "14-05-2011")


def html(told: Told, locale: str) -> str:
    """The letter as it is printed."""
    return letter(Labels(load_rulebook(), load_language(locale, ZoneInfo("Europe/Amsterdam"))), told).html


def consent(house: House, number: int, who: str, addressee: str = "ouder", locale: str = "nl") -> Told:
    """Somebody makes the letter about the one record."""
    record = only_record(house, number)
    return explaining_letters.of_consent(
        house.office, house.who(who), number, record, addressee, locale, house.key()
    )


@pytest.mark.parametrize(
    ("addressee", "locale", "said"),
    [
        ("jongere", "nl", "Deze brief gaat over u "),
        ("ouder", "nl", "Deze brief gaat over uw kind "),
        ("jongere", "en", "This letter is about you "),
        ("ouder", "en", "This letter is about your child "),
    ],
)
def test_a_letter_about_a_consent_tells_what_with_whom_and_how_to_take_it_back(
    house: House, number: int, addressee: str, locale: str, said: str
) -> None:
    """No names but those of organisations, and no word of what is sealed."""
    marit = house.partner(MARIT)
    yes(house, number, WENDE, marit.id)
    made = html(consent(house, number, WENDE, addressee, locale), locale)
    assert said in made
    assert marit.organisation in made
    assert ("nee zeggen" in made) == (locale == "nl")
    assert not any(word in made for word in (*SEALED, marit.name))
    assert f'lang="{locale}"' in made


def test_the_version_of_the_text_is_kept_with_the_record(house: House, number: int) -> None:
    """Which record, to whom, in which language."""
    yes(house, number, WENDE, house.partner(MARIT).id)
    consent(house, number, EDITH, "jongere", "en")
    (kept,) = house.audit(explaining_letters.CONSENT)
    record = only_record(house, number)
    expected = {"record": record, "text": "jongere", "locale": "en", "version": TEXT_VERSION}
    assert (kept.actor, kept.facts) == (EDITH, expected)


def test_a_letter_is_for_who_may_see_the_record(house: House, number: int) -> None:
    """Others hear what they hear of a record that does not exist; nothing is kept."""
    yes(house, number, WENDE, house.partner(MARIT).id)
    record = only_record(house, number)
    for who, this in ((MARIT, record), (TARIK, record), (WENDE, "none")):
        with pytest.raises((NotForYou, Refused)) as refused:
            explaining_letters.of_consent(
                house.office, house.who(who), number, this, "ouder", "nl", house.key()
            )
        assert isinstance(refused.value, NotForYou)
    for addressee, locale in (("buurman", "nl"), ("ouder", "fr")):
        with pytest.raises(Invalid):
            consent(house, number, WENDE, addressee, locale)
    assert house.audit(explaining_letters.CONSENT) == []


@pytest.mark.parametrize(("locale", "said"), [("nl", "zonder te vragen"), ("en", "without asking")])
def test_a_letter_about_an_exception_tells_what_was_shared_and_why(
    house: House, number: int, locale: str, said: str
) -> None:
    """The ground and its article; never the reasoning."""
    done = acute(house, number, WENDE, house.partner(EDITH).id)
    told = explaining_letters.of_exception(
        house.office, house.who(WENDE), done.exception, "ouder", locale, house.key()
    )
    made = html(told, locale)
    assert said in made
    assert done.ground.article.split(";")[0] in made
    assert "aandachtsfunctionaris" not in made
    assert told.until == house.office.today + timedelta(days=1)  # E01 ends after 24 hours
    for who in (MARIT, TARIK):
        with pytest.raises(NotForYou):
            explaining_letters.of_exception(
                house.office, house.who(who), done.exception, "ouder", locale, house.key()
            )
    with pytest.raises(NotForYou):
        explaining_letters.has_to_wait(house.office, house.who(WENDE), 999)
    assert not explaining_letters.has_to_wait(house.office, house.who(WENDE), done.exception)


def test_a_letter_names_the_last_day_also_where_nobody_chose_one(house: House, number: int) -> None:
    """The usual term of the rules holds then; a region may have a shorter one, and the letter says that."""
    yes(house, number, WENDE, house.partner(MARIT).id)
    told = consent(house, number, WENDE)
    assert told.until == told.since + timedelta(days=house.office.policy.consent_days)
    assert f"Tot en met {labels('nl').say.full_date(told.until)}" in html(told, "nl")
