"""What people do in the stories, step by step, so that a test reads as what happened."""

from __future__ import annotations

import json
from typing import Any

from sandbox import PracticeSlack
from sandbox.people import Person
from tests.running import TEAM, partner_option

LONG_ENOUGH = "Dit is hier zo, en dat is met de aandachtsfunctionaris besproken."


def note(view: dict[str, Any]) -> dict[str, Any]:
    """The references a view carries; of a refusal the machine's copy."""
    read = json.loads(str(view["private_metadata"]))
    assert isinstance(read, dict)
    return read


def fresh(slack: PracticeSlack, who: str) -> Person:
    """A person with every form closed."""
    person = slack.as_user(who)
    slack.space.stacks[person.id] = []
    return person


def fields(view: dict[str, Any]) -> list[str]:
    """The inputs of a form, in order."""
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def consent(slack: PracticeSlack, ref: str, *names: str, **changes: object) -> dict[str, Any]:
    """The zorgcoördinator records the parent's yes for these partners; the view that follows."""
    edith = fresh(slack, "zorgcoordinator")
    edith.press("consent.record", ref, channel=TEAM)
    form = edith.wait_view("consent.record")
    values: dict[str, object] = {
        "holders": ["ouder_1"],
        "gezag_verified": "yes",
        "given_by": ["ouder_1"],
        "youth_voice": "instemmend",
        "recipients": [partner_option(form, name) for name in names],
        "categories": ["identiteit", "signaal"],
        "statements": ["conversation", "consequences_explained"],
        **changes,
    }
    done = edith.submit(**{name: value for name, value in values.items() if name in fields(form)})
    assert done.errors == {}
    assert done.view is not None
    return done.view


def choose_ground(
    slack: PracticeSlack, ref: str, ground: str, who: str = "zorgcoordinator"
) -> dict[str, Any]:
    """Choose a ground; the form on top of the stack afterwards."""
    person = fresh(slack, who)
    person.press("exception.record", ref, channel=TEAM)
    offered = person.wait_view("exception.ground")
    values = [one["value"] for one in offered["blocks"][1]["element"]["options"]]
    if ground not in values:
        person.submit(ground="other")
    done = person.submit(ground=ground)
    assert done.response_action == "push", done
    return person.wait_view("exception.record")


def invoke(slack: PracticeSlack, ref: str, ground: str, *names: str, **changes: object) -> dict[str, Any]:
    """The zorgcoördinator records a ground with every condition reasoned; the view that follows."""
    form = choose_ground(slack, ref, ground)
    edith = slack.as_user("zorgcoordinator")
    values: dict[str, object] = {
        "recipients": [partner_option(form, name) for name in names],
        "informed": "yes",
        **{name: LONG_ENOUGH for name in fields(form) if name.startswith("c:")},
        **changes,
    }
    done = edith.submit(**values)
    assert done.errors == {}, done.errors
    assert done.view is not None
    return done.view


def share(slack: PracticeSlack, ref: str, *names: str, **values: object) -> dict[str, Any] | None:
    """The zorgcoördinator shares; the view on top afterwards, None when all closed."""
    edith, before = fresh(slack, "zorgcoordinator"), len(slack.calls)
    edith.press("signal.share", ref, channel=TEAM)
    form = edith.wait_view("signal.share")
    slack.wait_for(lambda: looked_around(slack, before))
    if names:
        values["recipients"] = [partner_option(form, name) for name in names]
    return edith.submit(**values).view


def looked_around(slack: PracticeSlack, before: int) -> bool:
    """Whether the bot has asked about everybody in the channel since that call."""
    there = slack.space.channels[TEAM].members - {slack.space.app.user}
    asked = {one.args.get("user") for one in slack.calls[before:] if one.method == "users.info"}
    return there <= asked


def read(slack: PracticeSlack, who: str, disclosure: str) -> dict[str, Any]:
    """Somebody presses the button in the thread; what they then see on top."""
    slack.wait_for(lambda: any(f'"{disclosure}"' in json.dumps(one) for one in in_channel(slack)))
    person = fresh(slack, who)
    person.press("disclosure.open", disclosure, channel=TEAM)
    return person.wait_view()


def in_channel(slack: PracticeSlack, channel: str = TEAM) -> list[dict[str, Any]]:
    """Everything that stands in the channel, threads too."""
    return list(slack.space.channels[channel].messages.values())


def dm_texts(slack: PracticeSlack, who: str) -> list[str]:
    """The notification texts of somebody's direct messages."""
    return [str(one["text"]) for one in slack.as_user(who).dm()]


def wait_dm(slack: PracticeSlack, who: str, words: str) -> None:
    """Wait until these words stand in a notification text of somebody's direct messages."""
    slack.wait_for(lambda: any(words in one for one in dm_texts(slack, who)))


def shown(thing: object) -> str:
    """Anything as the text a person could read in it."""
    return json.dumps(thing, ensure_ascii=False)
