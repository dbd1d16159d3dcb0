"""How much a person has to do in the six cases of consent: every press and every field touched counts.

A field that comes filled in and is left alone costs nothing; nobody has reacted yet, so recipients are
always chosen by hand, and this is the first time, so that gezag has to be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox import PracticeSlack
from sandbox.people import Person
from tests.running import FORM, TEAM, running_bot

MDO = "C0MDO"


@pytest.fixture(autouse=True)
def bot(slack: PracticeSlack, tmp_path: Path) -> Iterator[None]:
    """A running bot."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        yield


@dataclass
class Hands:
    """A person whose presses and fields are counted."""

    person: Person
    channel: str
    done: int = 0

    def press(self, action: str, value: str | None = None) -> None:
        """Press a button in the channel."""
        self.person.press(action, value, channel=self.channel)
        self.done += 1

    def fill(self, form: str, **values: object) -> str | None:
        """Fill in what does not come filled in, and submit; the view that follows, None when all closed.

        Fails when a field has to be filled in that `values` does not name.
        """
        view = self.person.wait_view(form)
        inputs = {one["block_id"]: one for one in view["blocks"] if one["type"] == "input"}
        empty = {name for name, one in inputs.items() if not filled_in(one["element"])}
        missed = {name for name in empty - values.keys() if not inputs[name]["optional"]}
        assert missed == set()
        touched = {name: value for name, value in values.items() if name in empty}
        self.done += len(touched) + 1
        found = self.person.submit(**touched)
        assert found.errors == {}
        return str(found.view["callback_id"]) if found.view else None


def filled_in(element: dict[str, Any]) -> bool:
    """Whether an input comes with something in it."""
    return any(name.startswith("initial_") for name in element)


def options(person: Person, form: str, field: str, *names: str) -> list[str]:
    """The options of a field whose text contains one of these names; all of them without names."""
    view = person.wait_view(form)
    (block,) = [one for one in view["blocks"] if one["block_id"] == field]
    offered = block["element"]["options"]
    return [
        one["value"] for one in offered if not names or any(name in one["text"]["text"] for name in names)
    ]


def born(years: int) -> str:
    """The birth date of somebody who turned this many years old half a year ago."""
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    return f"15-{(today.month + 5) % 12 + 1:02}-{today.year - years - (1 if today.month < 7 else 0)}"


def reported(slack: PracticeSlack, who: str, channel: str, age: int, partner: str) -> Hands:
    """A signal S-1 with sealed details about somebody of this age, with one partner tagged; a fresh count."""
    person = slack.as_user(who)
    person.slash("/signal", channel=channel)
    person.wait_view("signal.new")
    number = "1" if channel == TEAM else "2"
    done = person.submit(**{**FORM, "partnership": number, "subject_birthdate": born(age)})
    assert done.errors == {}
    person.submit(partners=options(person, "signal.partners", "partners", partner))
    slack.wait_for(lambda: any(one.get("reply_count") for one in person.messages(channel)))
    return Hands(person, channel)


def shared(hands: Hands) -> str:
    """Share with everybody tagged: `done`, or the callback id of what came instead."""
    hands.person.slack.space.stacks[hands.person.id] = []
    hands.person.press("signal.share", "S-1", channel=hands.channel)
    everybody = options(hands.person, "signal.share", "recipients")
    found = hands.person.submit(recipients=everybody)
    assert found.errors == {}
    return str(found.view["callback_id"]) if found.view else "done"


def test_a_gut_feeling_takes_five(slack: PracticeSlack) -> None:
    """Level, place, what stands out; on; tag. No name, so no consent is asked."""
    hands = Hands(slack.as_user("zorgcoordinator"), TEAM)
    hands.person.slash("/signal", channel=TEAM)
    words = {"level": "N0", "place": "school", "summary": "Er klopt iets niet, vaak moe en stil in de les"}
    assert hands.fill("signal.new", **words) == "signal.partners"
    hands.fill("signal.partners")
    assert hands.done <= 5


def test_one_parent_of_a_fourteen_year_old_takes_eight(slack: PracticeSlack) -> None:
    """School reports, one parent holds gezag and said yes; afterwards sharing is allowed."""
    hands = reported(slack, "zorgcoordinator", TEAM, 14, "Tarik")
    hands.press("consent.record", "S-1")
    recorded = hands.fill(
        "consent.record",
        holders=["ouder_1"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        youth_voice="instemmend",
        recipients=options(hands.person, "consent.record", "recipients", "Tarik"),
        statements=options(hands.person, "consent.record", "statements"),
    )
    assert recorded == "consent.recorded"
    assert hands.done <= 8
    assert shared(hands) == "done"


def test_a_yes_of_a_seventeen_year_old_takes_six(slack: PracticeSlack) -> None:
    """Nobody else is asked, so gezag is not either."""
    hands = reported(slack, "zorgcoordinator", TEAM, 17, "Tarik")
    hands.press("consent.record", "S-1")
    recorded = hands.fill(
        "consent.record",
        recipients=options(hands.person, "consent.record", "recipients", "Tarik"),
        statements=options(hands.person, "consent.record", "statements"),
    )
    assert recorded == "consent.recorded"
    assert hands.done <= 6
    assert shared(hands) == "done"


def test_youth_care_takes_eight_and_the_second_parent_one_tick(slack: PracticeSlack) -> None:
    """Both parents and the young person must say yes; who was missing is all that is asked next time."""
    hands = reported(slack, "jeugdhulp", MDO, 14, "Bram")
    hands.press("consent.record", "S-1")
    first = hands.fill(
        "consent.record",
        holders=["ouder_1", "ouder_2"],
        gezag_verified="yes",
        given_by=["jongere", "ouder_1"],
        recipients=options(hands.person, "consent.record", "recipients", "Bram"),
        statements=options(hands.person, "consent.record", "statements"),
    )
    assert first == "consent.recorded"
    assert hands.done <= 8
    second = Hands(hands.person, MDO)
    slack.space.stacks[second.person.id] = []
    second.press("consent.record", "S-1")
    second.fill("consent.record", given_by=["ouder_2"])
    assert second.done == 3
    assert shared(second) == "done"


def test_a_refusal_takes_five(slack: PracticeSlack) -> None:
    """Who; the day is filled in. Afterwards sharing is refused."""
    hands = reported(slack, "zorgcoordinator", TEAM, 14, "Tarik")
    hands.press("consent.refused", "S-1")
    hands.fill("consent.refused", refused_by="ouder_1")
    assert hands.done <= 5
    assert shared(hands) == "refusal"


def test_acute_danger_takes_nine(slack: PracticeSlack) -> None:
    """The ground, with whom, three reasons, whether they know; sharing is allowed at once."""
    hands = reported(slack, "zorgcoordinator", TEAM, 14, "Stef")
    hands.press("exception.record", "S-1")
    if "E01" not in options(hands.person, "exception.ground", "ground"):
        hands.fill("exception.ground", ground="other")
    hands.fill("exception.ground", ground="E01")
    reasons = {
        one["block_id"]: "Hij is nu buiten met een mes en zoekt een ander op, dat kan niet wachten"
        for one in hands.person.wait_view("exception.record")["blocks"]
        if one["block_id"].startswith("c:")
    }
    assert len(reasons) == 3
    hands.fill(
        "exception.record",
        recipients=options(hands.person, "exception.record", "recipients", "Stef"),
        informed="yes",
        **reasons,
    )
    assert hands.done <= 9
    assert shared(hands) == "done"
