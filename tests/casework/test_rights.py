"""What a young person or parent can ask: a copy with two persons, closing, objecting, mending, erasing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casework.addressees import may_see
from casework.directory.grants import give_in
from casework.errors import Invalid, NotForYou, Refused
from casework.lookback import reading
from casework.lookback.reading import Wanted
from casework.rights import answering, asking, copying, looking
from casework.rights.asking import RightForm
from casework.rights.copying import CopyOfFile
from casework.signals import erasing
from handlers.lookback.words import line
from handlers.rights.letter import letter
from rules.rights import RIGHTS
from storage.engine import session_for
from storage.repositories import rights
from storage.signal_tables import Signal, SignalKeys, SignalState
from tests.casework.house import House
from tests.casework.test_alone import EDITH, FARIDA, FG, MARIT, WENDE, acute, house, number, share, yes
from tests.casework.test_lookback import labels

__all__ = ["house", "number"]

TOLD = ("Jesse Verzonnen", "14-05-2011", "Vertelde wat hij doet")


def ask(house: House, number: int, right: str, by: str = FG, **more: object) -> int:
    """The privacy officer writes down that a parent asks it."""
    why = {"because": "accuracy"} if right == "restrict" else {}
    form = RightForm(right, "ouder", **{**why, **more})  # type: ignore[arg-type]
    return asking.ask(house.office, house.who(by), number, form, house.key())


def agreed(house: House, number: int, **more: bool) -> int:
    """A copy was asked for and the coordinator agreed."""
    made = ask(house, number, "access", FG, **more)
    asking.agree(house.office, house.who(EDITH), made, house.key())
    return made


def copy(house: House, made: int, by: str = FG) -> CopyOfFile:
    """The copy is made."""
    return copying.copy_of(house.office, house.who(by), made, house.key())


def end(house: House, made: int, answer: str, because: str = "") -> None:
    """The privacy officer answers."""
    answering.end(house.office, house.who(FG), made, answer, because, house.key())


def state(house: House, number: int) -> str:
    """Where a signal stands."""
    with session_for(house.engine, write=False) as session:
        return session.get_one(Signal, number).state


def told(house: House, made: int, locale: str) -> str:
    """The letter about it."""
    found = looking.for_letter(house.office, house.who(FG), made, locale, house.key())
    return letter(labels(locale), found).html


@pytest.mark.parametrize("by", [WENDE, MARIT, EDITH, FARIDA])
def test_everything_about_rights_is_for_the_privacy_officer(house: House, number: int, by: str) -> None:
    """Also not for author, lead or coordinator; and the same for a number that there is not."""
    made = agreed(house, number)
    person = house.who(by)
    for this in (number, 999):
        acts: list[Callable[[], object]] = [
            lambda this=this: ask(house, this, "restrict", by),  # type: ignore[misc]
            lambda this=this: looking.overview(house.office, person, this),  # type: ignore[misc]
            lambda this=this: asking.questions(house.office, person, this, "object"),  # type: ignore[misc]
        ]
        for act in acts:
            with pytest.raises(NotForYou):
                act()
    for this in (made, 999):
        with pytest.raises(NotForYou):
            copy(house, this, by)
        with pytest.raises(NotForYou):
            looking.for_letter(house.office, person, this, "nl", house.key())
        with pytest.raises(NotForYou):
            answering.end(house.office, person, this, "refused", "unknown", house.key())


def test_a_number_that_does_not_exist_is_not_for_the_officer_either(house: House, number: int) -> None:
    """The same word as for everybody."""
    for act in (
        lambda: ask(house, 999, "object"),
        lambda: copy(house, 999),
        lambda: end(house, 999, "lifted"),
        lambda: looking.overview(house.office, house.who(FG), 999),
        lambda: asking.agree(house.office, house.who(EDITH), 999, house.key()),
    ):
        with pytest.raises(NotForYou):
            act()


@pytest.mark.parametrize(("right", "answer"), [("object", "upheld"), ("erase", "granted")])
def test_an_upheld_objection_and_a_granted_erasure_erase(
    house: House, number: int, right: str, answer: str
) -> None:
    """The key is gone, who received it hears so, what else was asked is settled; the letter can be made."""
    marit = house.partner(MARIT).id
    yes(house, number, WENDE, marit)
    share(house, number, WENDE, marit)
    waits = ask(house, number, "access")
    made = ask(house, number, right)
    end(house, made, answer)
    assert state(house, number) == SignalState.ERASED
    with session_for(house.engine, write=False) as session:
        assert session.get_one(SignalKeys, number).content_key is None
        assert rights.one(session, waits).outcome == "erased"  # type: ignore[union-attr]
    assert [who for who, _ in house.told("disclosure.stop")] == [MARIT]
    assert "alles gewist" in told(house, made, "nl")
    assert "erased everything" in told(house, made, "en")
    with pytest.raises(NotForYou):
        ask(house, number, "restrict")
    assert len(looking.overview(house.office, house.who(FG), number).asked) == 2


def test_erasing_in_another_way_settles_what_was_asked(house: House, number: int) -> None:
    """With `/signal wissen`, or at the end of its term."""
    made = ask(house, number, "correct")
    erasing.erase(house.office, house.who(FG), number, "verzoek", house.key())
    assert looking.told(house.office, made).came == "erased"
    with pytest.raises(Refused) as refused:
        end(house, made, "granted")
    assert refused.value.code == "RIGHT_ANSWERED"


def test_a_correction_is_asked_of_the_author_without_a_word_of_it(house: House, number: int) -> None:
    """The author mends it; nobody else hears."""
    made = ask(house, number, "correct")
    assert house.told("rights.correct") == [(WENDE, f"V-{made}")]
    assert state(house, number) == SignalState.OPEN
    end(house, made, "granted")
    assert "verbeterd wat niet klopte" in told(house, made, "nl")


@pytest.mark.parametrize("right", RIGHTS)
@pytest.mark.parametrize("locale", ["nl", "en"])
def test_each_right_has_its_letters(house: House, number: int, right: str, locale: str) -> None:
    """While it runs and once it is answered; without names, with what somebody can do; which, is audited."""
    made = ask(house, number, right)
    before = told(house, made, locale)
    answer = "lifted" if right == "restrict" else "refused"
    end(house, made, answer, "" if right == "restrict" else "unknown")
    after = told(house, made, locale)
    assert before != after
    for html in (before, after):
        assert f"S-{number}" in html
        assert not any(word in html for word in (*TOLD, "Jesse", "Huub"))
        assert {"nl": "een klacht indienen", "en": "complain"}[locale] in html
    assert {one.facts["locale"] for one in house.audit("rights.letter")} == {locale}


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (RightForm("object", ""), "asker"),
        (RightForm("object", "buurman"), "asker"),
        (RightForm("restrict", "ouder"), "because"),
        (RightForm("restrict", "ouder", "weightier"), "because"),
        (RightForm("object", "ouder", "accuracy"), "because"),
    ],
)
def test_a_form_that_is_not_whole_stores_nothing(
    house: House, number: int, form: RightForm, field: str
) -> None:
    """The field says what is wrong; the signal stays as it is."""
    with pytest.raises(Invalid) as wrong:
        asking.ask(house.office, house.who(FG), number, form, house.key())
    assert set(wrong.value.flaws) == {field}
    assert state(house, number) == SignalState.OPEN


def test_the_same_is_not_asked_twice_and_a_no_needs_its_reason(house: House, number: int) -> None:
    """One at a time; a refusal of another right's reason is none."""
    made = ask(house, number, "object")
    with pytest.raises(Invalid):
        ask(house, number, "object")
    for answer, because in (("", ""), ("lifted", ""), ("refused", ""), ("refused", "duty")):
        with pytest.raises(Invalid):
            end(house, made, answer, because)
    assert state(house, number) == SignalState.RESTRICTED


def test_the_officers_hear_what_is_asked_in_their_name(house: House, number: int) -> None:
    """So does every other privacy officer, at each step."""
    with house.office.job() as unit:
        give_in(unit, FARIDA, "fg", "operator")
    made = agreed(house, number)
    copy(house, made)
    assert {who for who, _ in house.told("rights.told")} == {FG, FARIDA}
    assert may_see(house.office, "rights.told", FG, f"V-{made}")
    assert not may_see(house.office, "rights.told", WENDE, f"V-{made}")


def test_the_log_says_which_right_or_ground_an_act_was_about(house: House, number: int) -> None:
    """The code of what nobody refused is no reason why something cannot be."""
    acute(house, number, WENDE, house.partner(MARIT).id)
    ask(house, number, "restrict")
    found = reading.log(house.office, house.who(FG), Wanted(number), house.key())
    told = {one.act: line(labels("nl"), one) for one in found}
    assert told["rights.ask"].endswith("_(Tijdelijk dichtzetten)_")
    assert told["exception.record"].endswith("_(E01 Vitaal belang / acuut gevaar)_")
    assert not any("Dit kan niet" in one for one in told.values()), told
