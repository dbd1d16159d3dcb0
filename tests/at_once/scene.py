"""One case in which everything can happen, acted in through two processes on one database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy import Engine

from casework.consent import recording
from casework.consent.recording import ConsentForm
from casework.exceptions import asking as exception_asking
from casework.exceptions import recording as exception_recording
from casework.exceptions.drafts import Typed
from casework.office import Office
from casework.people import Person
from casework.ports import Room, RoomUnknown, Standing
from casework.sharing import deciding
from casework.sharing.deciding import ShareForm
from storage.engine import make_engine
from storage.guarding import vouch_on
from storage.keys import generate
from storage.unit_of_work import Store
from tests.at_once.holding import listening
from tests.at_once.postal import PostOffice
from tests.casework.house import House
from tests.casework.unasked import Unasked

AUTHOR, READER, OTHER = "U0JONGER", "U0ZORGCO", "U0WIJKTEAM"
OUTSIDE, AGENT, CHIEF = "U0LEERPL", "U0AGENT", "U0REGIE"
OFFICER, KEEPER = "U0FG", "U0BEHEER"
WHY = "Dit is hier zo, en dat is met de aandachtsfunctionaris besproken."


class Members(Unasked):
    """Everybody works here; nobody looks into channels."""

    def look(self, channel: str) -> Room:
        """Unknown."""
        raise RoomUnknown(channel)

    def standing(self, user_id: str) -> Standing:
        """A colleague."""
        return Standing.MEMBER

    def remembered(self, channel: str) -> Room | None:
        """Never seen."""
        return None


@dataclass(slots=True)
class Town:
    """A deployment with two processes; `days` gives each young person a birthday of their own."""

    house: House
    twin: Office
    post: PostOffice
    days: Iterator[int]

    def birthday(self) -> str:
        """A date of birth that nobody else here has."""
        day = next(self.days)
        return f"{1 + day % 28:02}-{1 + day // 28 % 12:02}-{2011 + day // 336 % 3}"

    @property
    def offices(self) -> tuple[Office, Office]:
        """The same deployment as two processes see it."""
        return self.house.office, self.twin


@dataclass(frozen=True, slots=True)
class Scene:
    """A signal with a consent, a disclosure on demand and an exception that waits for its reviewer."""

    town: Town
    signal: int
    disclosure: int
    exception: int

    @property
    def refs(self) -> frozenset[str]:
        """What messages about this case refer to."""
        return frozenset({f"S-{self.signal}", f"D-{self.disclosure}", f"X-{self.exception}"})

    def partner(self, user_id: str) -> str:
        """The id of somebody's partner, as forms give it."""
        return str(self.town.house.partner(user_id).id)

    def key(self) -> str:
        """The key of a new act."""
        return self.town.house.key()


@contextmanager
def town_on(url: str, ring: str | None = None, mark: str = "act") -> Iterator[Town]:
    """The demo's directory, and two processes that share nothing but the database.

    `ring` and `mark` are for a process that joins another one.
    """
    engine, second = make_engine(url), make_engine(url)
    house = House(engine, ring=ring or generate(), mark=mark)
    house.office = replace(house.office, rooms=Members())
    vouch_on(second, house.office.store.vault.voucher)  # as opening the deployment does
    twin = replace(house.office, store=_store_on(second, house.office))
    try:
        with listening(engine):
            yield Town(house, twin, PostOffice(twin), count())
    finally:
        engine.dispose()
        second.dispose()


def _store_on(engine: Engine, office: Office) -> Store:
    return Store(engine, office.store.vault, lambda: None, office.book.version)


def new_scene(town: Town) -> Scene:
    """Report, consent, share, and ask for the police on another ground."""
    house = town.house
    number = house.report(AUTHOR, "Jesse Verzonnen", born=town.birthday(), tag=(OTHER, READER, AGENT))
    agree(town.house.office, house.who(AUTHOR), number, house, READER)
    shared = share(town.house.office, house.who(AUTHOR), number, house, READER)
    return Scene(town, number, shared, wait_for_the_police(house, number))


def wait_for_the_police(house: House, number: int, office: Office | None = None, key: str = "") -> int:
    """Ask a reviewer to let the author share with the jeugdagent; the number of the exception."""
    office = office or house.office
    questions = exception_asking.questions(office, house.who(AUTHOR), number, "E07")
    typed = Typed(
        purpose=questions.purpose or "kindveiligheid",
        recipients=(str(house.partner(AGENT).id),),
        categories=tuple(questions.categories),
        reasons={one.id: WHY for one in questions.texts},
        informed="yes",
        reviewer=OFFICER,
    )
    invoked = exception_recording.record(office, house.who(AUTHOR), number, "E07", typed, key or house.key())
    return invoked.exception


def agree(office: Office, person: Person, number: int, house: House, *readers: str) -> None:
    """One parent says yes to sharing with these people."""
    form = ConsentForm(
        holders=["ouder_1"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        youth_voice="instemmend",
        recipients=[str(house.partner(one).id) for one in readers],
        categories=["identiteit", "signaal"],
        statements=["conversation", "consequences_explained"],
    )
    recording.record(office, person, number, form, house.key())


def share(office: Office, person: Person, number: int, house: House, reader: str) -> int:
    """Share on demand; the number of the disclosure."""
    form = ShareForm(
        recipients=[str(house.partner(reader).id)],
        categories=["identiteit", "signaal"],
        mode="on_demand",
        purpose="hulp_organiseren",
    )
    return deciding.share(office, person, number, form, house.key()).number
