"""Whatever may be read, and by whatever right: only with an account that may receive here (P25)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from casework.consent import recording as consenting
from casework.consent.recording import ConsentForm
from casework.errors import NotForYou, Refused
from casework.exceptions import asking, drafts, recording, reviewing
from casework.exceptions.drafts import Typed
from casework.overleg import outcomes, planning
from casework.overleg.drafting import OverlegForm
from casework.overleg.outcomes import OutcomeForm
from casework.ports import Standing
from casework.sharing import on_demand
from casework.sharing.deciding import ShareForm, share
from casework.signals import amending
from tests.casework.making import REVIEWER, House, UnseenRooms, user

AUTHOR, READER = "schoolleiding", "jongerenwerker"
HELD = date(2026, 12, 1)
BECAUSE = "Dit is hier zo, en dat is met de aandachtsfunctionaris besproken."
MAY_READ = {Standing.MEMBER, Standing.GUEST}


class EverybodyIs(UnseenRooms):
    """Every account is the same."""

    def __init__(self, kind: Standing) -> None:
        self.kind = kind

    def standing(self, user_id: str) -> Standing:
        """What the test said."""
        return self.kind


def becomes(house: House, kind: Standing) -> None:
    """From now on every account is of this kind."""
    object.__setattr__(house.office, "rooms", EverybodyIs(kind))


def details(house: House) -> bool:
    """A partner opens what was shared with them."""
    return bool(on_demand.open_disclosure(house.office, house.person(READER), 1, house.key()).items)


def own_details(house: House) -> bool:
    """The author reads back what they wrote."""
    return bool(amending.own(house.office, house.person(AUTHOR), 1).details)


def decisions(house: House, who: str) -> bool:
    """Somebody reads what was decided."""
    read = outcomes.read_decisions(house.office, house.person(who), 1, HELD, house.key())
    return any(one.text for one in read)


def decisions_of_others(house: House) -> bool:
    """A partner reads what somebody else decided."""
    return decisions(house, READER)


def own_decisions(house: House) -> bool:
    """Who wrote a decision reads it back."""
    return decisions(house, AUTHOR)


def review(house: House) -> bool:
    """The named reviewer reads what is asked of them."""
    return bool(reviewing.show(house.office, house.office.identify(REVIEWER), 1).reasons)


def reasoning(house: House) -> bool:
    """Who invoked a ground reads their reasoning back."""
    return bool(reviewing.show(house.office, house.person(AUTHOR), 1).reasons)


def draft(house: House) -> bool:
    """A form comes back as it was left."""
    return not asking.questions(house.office, house.person(AUTHOR), 1, ground(house)).typed.empty


READINGS = [details, own_details, decisions_of_others, own_decisions, review, reasoning, draft]


def ground(house: House) -> str:
    """A ground that a second person has to look at."""
    offered = asking.grounds(house.office, house.person(AUTHOR), 1).all
    return next(one.id for one in offered if asking.asks_second_person(house.office, one))


def everything_to_read(house: House) -> None:
    """Shared details, a decision, an exception that waits for review, a draft that was left."""
    number, author = house.report(AUTHOR), house.person(AUTHOR)
    house.tag(AUTHOR, number, READER)
    reader, kinds = str(house.partner(READER)), ("identiteit", "signaal")
    yes = ConsentForm(
        holders=("ouder_1",),
        gezag_verified="yes",
        given_by=("ouder_1",),
        youth_voice="instemmend",
        recipients=[reader],
        categories=kinds,
        statements=("conversation",),
    )
    consenting.record(house.office, author, number, yes, house.key())
    share(house.office, author, number, ShareForm([reader], kinds, purpose="pga"), house.key())
    chosen = ground(house)
    asked = asking.questions(house.office, author, number, chosen)
    typed = Typed(
        recipients=(reader,),
        categories=asked.categories,
        purpose=asked.purpose,
        reasons={one.id: BECAUSE for one in asked.texts},
        informed="yes",
        reviewer=REVIEWER,
    )
    recording.record(house.office, author, number, chosen, typed, house.key())
    house.clock.time = house.clock.time.replace(microsecond=1)
    drafts.keep_draft(house.office, author, number, chosen, typed)
    form = OverlegForm(
        partnership="1",
        title="PGA",
        first_date=HELD.isoformat(),
        time="10:00",
        duration="60",
        frequency="biweekly",
        organiser=user(AUTHOR),
        chair=user(AUTHOR),
        holidays="skip",
        participants=(str(house.partner(READER)),),
    )
    planning.plan(house.office, author, form, house.key())
    told = OutcomeForm(decisions=f"S-{number}: Jesse Verzonnen gaat naar de huisarts")
    outcomes.record(house.office, author, 1, HELD, told, house.key())


@pytest.mark.parametrize("kind", Standing)
@pytest.mark.parametrize("reading", READINGS)
def test_only_members_and_guests_of_several_channels_read(
    house: House, reading: Callable[[House], bool], kind: Standing
) -> None:
    """By consent, as an author, as a reviewer, in a decision or a draft: the account counts each time."""
    everything_to_read(house)
    house.clock.time = house.clock.time.replace(hour=house.clock.time.hour + 1)
    becomes(house, kind)
    try:
        opened = reading(house)
    except Refused as refused:
        opened = False
        told = isinstance(refused, NotForYou) or refused.code == "RECIPIENT_NOT_INVOLVED"
        assert told
    assert opened == (kind in MAY_READ)


def test_slack_is_never_asked_inside_a_transaction(house: House) -> None:
    """A use case that would is a programming error, whoever's account it is about."""
    with house.office.job() as _unit, pytest.raises(RuntimeError, match="before a transaction"):
        house.office.see(house.person(AUTHOR))
    assert house.office.see(house.person(AUTHOR)).standing is Standing.MEMBER
