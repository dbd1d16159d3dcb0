"""A wrong detail is put right by its author; readers get the right one, and nothing more than before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import select

from casework.consent import recording
from casework.consent.recording import ConsentForm
from casework.errors import Invalid, NotForYou, Refused
from casework.ports import Occupant, Room, Standing
from casework.sharing import in_thread, on_demand
from casework.sharing.deciding import ShareForm, share
from casework.sharing.in_thread import ThreadDetails, ThreadNotice
from casework.signals import amending, answering, supplementing
from storage.engine import session_for
from storage.outbox_tables import Post
from tests.casework.making import NOW, House, UnseenRooms, user

WRONG, RIGHT = "Vertelde dat hij pakketjes wegbrengt", "Vertelde dat hij pakketjes gezien heeft"


def shared(house: House) -> int:
    """A signal whose details were shared with the jongerenwerker."""
    number = house.report("mentor", details=WRONG)
    house.tag("mentor", number, "jongerenwerker", "wijkteam")
    reader = str(house.partner("jongerenwerker"))
    yes = ConsentForm(
        holders=("ouder_1",),
        gezag_verified="yes",
        given_by=("ouder_1",),
        youth_voice="instemmend",
        recipients=[reader],
        categories=("identiteit", "signaal"),
        statements=("conversation",),
    )
    mentor = house.person("mentor")
    recording.record(house.office, mentor, number, yes, house.key())
    typed = ShareForm([reader], ("identiteit", "signaal"), purpose="pga")
    share(house.office, mentor, number, typed, house.key())
    return number


def correct(house: House, number: int, text: str = RIGHT, *categories: str, who: str = "mentor") -> None:
    """Put the first detail right."""
    (detail, *_) = amending.own(house.office, house.person("mentor"), number).details
    kinds = categories or ("signaal",)
    amending.correct(house.office, house.person(who), number, detail.id, text, kinds, house.key())


def read(house: House, who: str = "jongerenwerker") -> list[str | None]:
    """What a partner reads in the first disclosure: names and details."""
    opened = on_demand.open_disclosure(house.office, house.person(who), 1, house.key())
    return [one.text or one.name for one in opened.items]


def test_the_reader_reads_the_right_text(house: House) -> None:
    """The old one is opened for nobody any more; both are named in the audit, neither in words."""
    number = shared(house)
    assert read(house) == ["Jesse Verzonnen", WRONG]
    correct(house, number)
    assert read(house) == ["Jesse Verzonnen", RIGHT]
    (row,) = house.audit("detail.correct")
    assert set(row.facts) == {"item", "by"}
    assert len(house.audit("read.own")) == 1


def test_other_kinds_of_data_need_a_new_decision(house: House) -> None:
    """What turns out to be about health is not passed on under a consent for what was seen."""
    number = shared(house)
    correct(house, number, "Vertelde dat hij slecht slaapt", "gezondheid")
    assert read(house) == ["Jesse Verzonnen"]


class SmallRoom(UnseenRooms):
    """A closed conversation of the reporter and the one reader."""

    def look(self, channel: str) -> Room:
        """Who is in it."""
        here = (Occupant(user(one), Standing.MEMBER) for one in ("mentor", "jongerenwerker"))
        return Room(channel, True, tuple(here), NOW)


def share_one_detail(house: House, mode: str) -> int:
    """A signal of which the only detail was shared with the jongerenwerker."""
    number = house.report("mentor", details=WRONG, subject_name="", subject_birthdate="14-05-2009")
    house.tag("mentor", number, "jongerenwerker")
    reader = str(house.partner("jongerenwerker"))
    mentor = house.person("mentor")
    yes = ConsentForm(recipients=[reader], categories=("signaal",), statements=("conversation",))
    recording.record(house.office, mentor, number, yes, house.key())
    form = ShareForm([reader], ("signaal",), mode, "pga")
    share(house.office, mentor, number, form, house.key())
    return number


def test_a_disclosure_of_nothing_ends(house: House) -> None:
    """When the only thing shared is taken out, there is nothing left to open."""
    number = share_one_detail(house, "on_demand")
    correct(house, number, "Slaapt slecht", "gezondheid")
    with pytest.raises(Refused) as refused:
        read(house)
    assert refused.value.code == "DISCLOSURE_ENDED"


def test_the_only_detail_of_a_thread_is_taken_away_when_it_was_wrong(house: House) -> None:
    """What stands there is drawn again in the same act, and then says nothing of it."""
    house.office = replace(house.office, rooms=SmallRoom())
    number = share_one_detail(house, "thread")
    assert isinstance(in_thread.draw(house.office, 1, first=False), ThreadDetails)
    before = revisions(house)
    correct(house, number, "Slaapt slecht", "gezondheid")
    assert all(wanted > before[kind] for kind, wanted in revisions(house).items() if kind in before)
    assert isinstance(in_thread.draw(house.office, 1, first=False), ThreadNotice)


def revisions(house: House) -> dict[str, int]:
    """Which drawing of each message about the first disclosure is wanted, by its kind."""
    with session_for(house.office.store.engine, write=False) as session:
        found = session.exec(select(Post).where(Post.ref == "D-1")).all()
        return {one.kind: one.wanted_rev for one in found}


def test_who_it_is_about_can_be_put_right_too(house: House) -> None:
    """The reader gets the corrected name; a birth date that changes who decides closes it."""
    number = shared(house)
    mentor = house.person("mentor")
    supplementing.add_subject(house.office, mentor, number, "Jesse Verzinsel", "", house.key())
    assert read(house) == ["Jesse Verzinsel", WRONG]
    supplementing.add_subject(house.office, mentor, number, "", "14-05-2009", house.key())
    with pytest.raises(Refused):
        read(house)


@pytest.mark.parametrize("who", ["jongerenwerker", "wijkteam", "leerplicht"])
def test_nobody_else_reads_back_or_corrects(house: House, who: str) -> None:
    """A reader, a tagged partner and a stranger get the answer of a number that does not exist."""
    number = shared(house)
    with pytest.raises(NotForYou):
        amending.own(house.office, house.person(who), number)
    with pytest.raises(NotForYou):
        correct(house, number, who=who)


@pytest.mark.parametrize(
    ("text", "kinds", "field", "code"),
    [
        ("", ("signaal",), "details", "required"),
        ("Zijn BSN is 999990019", ("signaal",), "details", "contains_bsn"),
        ("Iets anders", ("bsn",), "categories", "unknown_choice"),
    ],
)
def test_a_flawed_correction_changes_nothing(
    house: House, text: str, kinds: tuple[str, ...], field: str, code: str
) -> None:
    """The old text stays until there is a right one."""
    number = shared(house)
    with pytest.raises(Invalid) as flawed:
        correct(house, number, text, *kinds)
    assert flawed.value.flaws[field].code == code
    assert read(house) == ["Jesse Verzonnen", WRONG]


def test_an_item_of_another_case_and_a_closed_case(house: House) -> None:
    """Neither can be corrected."""
    first, second = shared(house), house.report("mentor")
    mentor = house.person("mentor")
    (other,) = amending.own(house.office, mentor, second).details
    with pytest.raises(NotForYou):
        amending.correct(house.office, mentor, first, other.id, RIGHT, ("signaal",), house.key())
    answering.close(house.office, mentor, first, "Hulp loopt", house.key())
    with pytest.raises(Refused):
        correct(house, first)
