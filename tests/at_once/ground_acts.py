"""What people do about hidden grounds while something rests on one, and what holds afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import select

from casework.casefile import load
from casework.exceptions import asking, reviewing
from casework.exceptions import recording as invoking
from casework.exceptions.drafts import Typed
from casework.grounds import opening
from casework.office import Office
from casework.sharing import closing, deciding, on_demand
from casework.sharing.deciding import ShareForm
from rules.policy import INTERNAL
from storage.engine import session_for
from storage.ground_tables import GroundOpening
from tests.at_once.looking import Act, rows
from tests.at_once.scene import AUTHOR, CHIEF, OFFICER, OTHER, WHY, Town

OPENED, ASKED, NEXT = "E15", "E09", "E10"


@dataclass(frozen=True, slots=True)
class Opened:
    """A disclosure that rests on E15, which is open; E09 waits for its second person."""

    town: Town
    signal: int
    disclosure: int
    exception: int
    open: int
    waiting: int

    @property
    def refs(self) -> frozenset[str]:
        """What messages about it refer to."""
        grounds = {f"G-{self.open}", f"G-{self.waiting}"}
        return frozenset({f"S-{self.signal}", f"D-{self.disclosure}", f"X-{self.exception}", *grounds})

    def key(self) -> str:
        """The key of a new act."""
        return self.town.house.key()


def new_opened(town: Town) -> Opened:
    """Nothing is open; then E15 is, something is shared on it, and E09 is asked for."""
    house = town.house
    office, officer, chief = house.office, house.who(OFFICER), house.who(CHIEF)
    for one in opening.standing(office, officer).running:
        opening.close(office, officer, one.ground, WHY, house.key())
    first = _asked(office, town, OPENED)
    opening.agree(office, chief, first, house.key())
    number = house.report(AUTHOR, "Jesse Verzonnen", born=town.birthday(), tag=(OTHER,))
    me = house.who(AUTHOR)
    questions = asking.questions(office, me, number, OPENED)
    typed = Typed(
        purpose=questions.purpose,
        recipients=(str(house.partner(OTHER).id),),
        categories=tuple(questions.categories),
        reasons={one.id: WHY for one in questions.texts},
        informed="yes",
        reviewer=OFFICER,
    )
    invoked = invoking.record(office, me, number, OPENED, typed, house.key())
    reviewing.approve(office, officer, invoked.exception, house.key())
    shared = _shared(office, town, number)
    return Opened(town, number, shared, invoked.exception, first, _asked(office, town, ASKED))


def _asked(office: Office, town: Town, ground: str) -> int:
    opening.ask(office, town.house.who(OFFICER), ground, WHY, CHIEF, town.house.key())
    with session_for(town.house.engine, write=False) as session:
        return max(one.id or 0 for one in session.exec(select(GroundOpening)))


def _shared(office: Office, town: Town, number: int) -> int:
    form = ShareForm(
        recipients=[str(town.house.partner(OTHER).id)],
        categories=["identiteit", "signaal"],
        mode="on_demand",
        purpose="kindveiligheid",
    )
    return deciding.share(office, office.identify(AUTHOR), number, form, town.house.key()).number


def _ask(ground: str) -> Act:
    def act(office: Office, scene: Opened) -> None:
        opening.ask(office, office.identify(OFFICER), ground, WHY, CHIEF, scene.key())

    return act


def _close(ground: str) -> Act:
    def act(office: Office, scene: Opened) -> None:
        opening.close(office, office.identify(OFFICER), ground, WHY, scene.key())

    return act


def _agree(office: Office, scene: Opened) -> None:
    opening.agree(office, office.identify(CHIEF), scene.waiting, scene.key())


def _decline(office: Office, scene: Opened) -> None:
    opening.decline(office, office.identify(CHIEF), scene.waiting, scene.key())


def _share(office: Office, scene: Opened) -> None:
    _shared(office, scene.town, scene.signal)


def _read(office: Office, scene: Opened) -> None:
    on_demand.open_disclosure(office, office.identify(OTHER), scene.disclosure, scene.key())


def _revoke(office: Office, scene: Opened) -> None:
    invoking.revoke(office, office.identify(AUTHOR), scene.exception, scene.key())


def _night(office: Office, scene: Opened) -> None:
    with office.job() as unit:
        closing.recheck(office, unit, load(unit.session, scene.signal))


def _deliver(office: Office, scene: Opened) -> None:
    scene.town.post.deliver()


ACTS: Mapping[str, Act] = {
    "ground.open": _ask(NEXT),
    "ground.open:internal": _ask(INTERNAL),
    "ground.open:again": _ask(OPENED),
    "ground.agree": _agree,
    "ground.decline": _decline,
    "ground.close": _close(OPENED),
    "ground.close:waiting": _close(ASKED),
    "signal.share": _share,
    "disclosure.open": _read,
    "exception.revoke": _revoke,
    "nightly": _night,
    "delivery": _deliver,
}


def broken(scene: Opened) -> list[str]:
    """One of each ground runs; what rests on a closed one is over and not read; one answer to a question."""
    running = [
        ground for (ground,) in rows(scene, "SELECT ground FROM ground_opening WHERE closed_at IS NULL")
    ]
    found = [f"{one} runs {running.count(one)} times" for one in set(running) if running.count(one) > 1]
    about = "SELECT seq, act FROM audit WHERE ref IN (:d, :g, :x) ORDER BY seq"
    acts = rows(scene, about, d=f"D-{scene.disclosure}", g=f"G-{scene.open}", x=f"X-{scene.exception}")
    ends = [seq for seq, act in acts if act in ("ground.close", "exception.revoke")]
    found += [
        f"read {seq} after its ground closed"
        for seq, act in acts
        if act == "disclosure.read" and ends and seq > min(ends)
    ]
    living = rows(
        scene, "SELECT id FROM disclosure WHERE signal_id = :n AND ended_at IS NULL", n=scene.signal
    )
    found += [f"D-{one} rests on a ground that is closed" for (one,) in living if ends]
    answers = rows(
        scene,
        "SELECT act FROM audit WHERE ref = :g AND act IN ('ground.agree', 'ground.decline')",
        g=f"G-{scene.waiting}",
    )
    return found + ([f"answered {[act for (act,) in answers]}"] if len(answers) > 1 else [])
