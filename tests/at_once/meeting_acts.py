"""What people and the hour do to one overleg, and what holds afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from casework.office import Office
from casework.overleg import actions, agenda, attending, changing, file, materialising, planning, series
from casework.overleg.drafting import OverlegForm
from tests.at_once.looking import Act, rows
from tests.at_once.scene import AGENT, AUTHOR, CHIEF, OTHER, READER, Town

FIRST = date(2026, 12, 1)
FORM = OverlegForm(
    partnership="1",
    title="Wijkoverleg",
    first_date=FIRST.isoformat(),
    time="10:00",
    duration="60",
    frequency="biweekly",
    organiser=CHIEF,
    chair=AGENT,
    participants=("1", "3"),
    reminders=("day", "hour"),
    holidays="skip",
)
CANCELLED_POSTS = """
    SELECT kind, dedupe FROM post WHERE state = 'waiting' AND withdrawn = false
    AND kind IN ('overleg.day', 'overleg.hour') AND ref LIKE :ref
"""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A series of which the hour still has to lay reminders down, with an action point of its first time."""

    town: Town
    number: int
    action: int

    @property
    def refs(self) -> frozenset[str]:
        """What messages about it refer to."""
        return frozenset({f"O-{self.number}", f"O-{self.number}/{FIRST}", f"A-{self.action}"})

    def key(self) -> str:
        """The key of a new act."""
        return self.town.house.key()


def new_meeting(town: Town) -> Meeting:
    """Plan it, as if the hour had not come by since."""
    house = town.house
    number = planning.plan(house.office, house.who(CHIEF), FORM, house.key())
    with house.office.act(house.key(), house.who(CHIEF)) as unit:
        held = file.load(unit.session, number)
        point = actions.agree(unit, house.who(CHIEF), held, FIRST, "Belt de school", OTHER, FIRST)
        unit.withdraw(prefix=f"O-{number}/", shown=False)
        held.row.planned_until = date(2026, 11, 30)
        unit.session.add(held.row)
    return Meeting(town, number, point)


def _answer(act: str, who: str) -> Act:
    def do(office: Office, one: Meeting) -> None:
        attending.answer(office, office.identify(who), one.number, FIRST, act, one.key())

    return do


def _deputy(office: Office, one: Meeting) -> None:
    attending.send_deputy(office, office.identify(OTHER), one.number, FIRST, READER, one.key())


def _move(office: Office, one: Meeting) -> None:
    changing.move(office, office.identify(CHIEF), one.number, FIRST, "2026-12-03", "11:00", one.key())


def _skip(office: Office, one: Meeting) -> None:
    changing.skip(office, office.identify(AGENT), one.number, FIRST, one.key())


def _chair(office: Office, one: Meeting) -> None:
    changing.let_chair(office, office.identify(CHIEF), one.number, FIRST, AUTHOR, one.key())


def _cancel(office: Office, one: Meeting) -> None:
    changing.cancel(office, office.identify(CHIEF), one.number, one.key())


def _change(field: str, value: str) -> Act:
    def do(office: Office, one: Meeting) -> None:
        me = office.identify(CHIEF)
        _card, standing = series.changeable(office, me, one.number)
        series.change_series(office, me, one.number, replace(standing, **{field: value}), one.key())

    return do


def _item(office: Office, one: Meeting) -> None:
    agenda.add_item(office, office.identify(OTHER), one.number, FIRST, "Hoe bereiken wij ouders", one.key())


def _done(who: str) -> Act:
    def do(office: Office, one: Meeting) -> None:
        actions.done(office, office.identify(who), one.action, one.key())

    return do


def _hour(office: Office, one: Meeting) -> None:
    materialising.materialise(office)


def _deliver(office: Office, one: Meeting) -> None:
    one.town.post.deliver()


ACTS: Mapping[str, Act] = {
    "overleg.present": _answer("overleg.present", OTHER),
    "overleg.absent": _answer("overleg.absent", OTHER),
    "overleg.deputy": _deputy,
    "overleg.move": _move,
    "overleg.skip": _skip,
    "overleg.chair": _chair,
    "overleg.cancel": _cancel,
    "overleg.change:time": _change("time", "13:30"),
    "overleg.change:location": _change("location", "Wijkcentrum"),
    "overleg.item": _item,
    "action.done": _done(OTHER),
    "action.done:host": _done(CHIEF),
    "hourly": _hour,
    "delivery": _deliver,
}


def broken(one: Meeting) -> list[str]:
    """Every change has a number of its own and its news; what ended reminds nobody; what is done is done."""
    return [*_numbers(one), *_reminded(one), *_done_twice(one)]


def _numbers(one: Meeting) -> list[str]:
    this, found = f"O-{one.number}/{FIRST}", []
    changes = (
        "SELECT facts FROM audit WHERE ref = :ref AND act IN ('overleg.move','overleg.skip','overleg.chair')"
    )
    told = rows(one, "SELECT count(*) FROM post WHERE ref = :ref AND kind = 'overleg.changed'", ref=this)[0][
        0
    ]
    made = len(rows(one, changes, ref=this))
    stored = rows(one, "SELECT sequence FROM occurrence_change WHERE overleg_id = :n", n=one.number)
    if [made] != [number for (number,) in stored] and (made or stored):
        found.append(f"{made} changes, numbered {stored}")
    if made and told < made:
        found.append(f"{made} changes and {told} messages")
    whole = "SELECT count(*) FROM audit WHERE ref = :ref AND act IN ('overleg.change', 'overleg.cancel')"
    (count,) = rows(one, whole, ref=f"O-{one.number}")[0]
    (last,) = rows(one, "SELECT sequence FROM overleg WHERE id = :n", n=one.number)[0]
    return [*found, *([f"{count} changes of the series, numbered {last}"] if count != last else [])]


def _reminded(one: Meeting) -> list[str]:
    waiting = rows(one, CANCELLED_POSTS, ref=f"O-{one.number}/%")
    (ended,) = rows(one, "SELECT cancelled_at FROM overleg WHERE id = :n", n=one.number)[0]
    if ended is not None:
        return [f"cancelled, and still {kind} {key}" for kind, key in waiting]
    with one.town.house.office.store.reading() as session:
        held = file.load(session, one.number).at(FIRST)
    mine = [key for _kind, key in waiting if key.startswith(f"O-{one.number}/{FIRST}")]
    if held.skipped:
        return [f"skipped, and still {key}" for key in mine]
    stamp = f"@{held.starts:%Y%m%dT%H%MZ}"
    return [f"held {stamp}, reminded {key}" for key in mine if stamp not in key]


def _done_twice(one: Meeting) -> list[str]:
    query = "SELECT count(*) FROM audit WHERE ref = :ref AND act = 'action.done'"
    (count,) = rows(one, query, ref=f"A-{one.action}")[0]
    return [f"done {count} times"] if count > 1 else []
