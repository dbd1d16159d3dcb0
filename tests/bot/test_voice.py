"""Schakel's voice is its own: nothing people type becomes a format, an emoji, a mention or a link in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests import meeting
from tests.bot.goal_steps import GOAL
from tests.bot.steps import fresh, in_channel, shown
from tests.meeting import FIRST, FORM
from tests.running import FORM as REPORT
from tests.running import TEAM

clock, bot = meeting.clock, meeting.bot
EVERYBODY = ("zorgcoordinator", "jongerenwerker", "jeugdagent", "regisseur", "mentor")
# All that Slack would make something of, with a word by which to know it again.
TYPED = "kwaad *vet* _a_ ~b~ `c` :unlock: https://kwaad.example <http://a.nl|x>"
LIVE = ("*vet*", "_a_", "~b~", "`c`", ":unlock: ", "https://", "kwaad.example", "<http")


def texts(thing: Any) -> Iterator[str]:
    """Every text that Slack reads as markup: in blocks, and the notification text of a message."""
    if isinstance(thing, dict):
        if thing.get("type") == "mrkdwn":
            yield thing["text"]
        if thing.get("type") == "message" and thing.get("bot_id"):
            yield thing["text"]
        for value in thing.values():
            yield from texts(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from texts(one)


def emoji_in_plain(thing: Any) -> Iterator[str]:
    """Every plain text with what was typed in which Slack would still make emoji."""
    if isinstance(thing, dict):
        if thing.get("type") == "plain_text" and "kwaad" in thing["text"] and thing.get("emoji") is not False:
            yield thing["text"]
        for value in thing.values():
            yield from emoji_in_plain(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from emoji_in_plain(one)


def typed_in(person: Person, view: str, **values: Any) -> None:
    """Submit a form; whoever is asked whether a name stands in it sends it once more."""
    person.wait_view(view)
    done = person.submit(**values)
    assert done.errors == {}, done.errors
    if done.view is not None and done.view["callback_id"] == view:
        done = person.submit()
        assert done.errors == {}, done.errors


def type_everything(slack: PracticeSlack) -> None:
    """The same words in every field that takes words, each the way a person does it."""
    farida = fresh(slack, "regisseur")
    farida.slash("/partners", "nieuw", channel=TEAM)
    joined = {"name": TYPED, "organisation": TYPED, "role": "sportclub", "contact": TYPED}
    typed_in(farida, "partner.new", **joined, partnerships=["1"])
    farida = fresh(slack, "regisseur")
    farida.slash("/overleg", "nieuw", channel=TEAM)
    typed_in(farida, "overleg.new", **{**FORM, "title": TYPED, "location": TYPED})
    farida = fresh(slack, "regisseur")
    farida.slash("/overleg", "agenda O-1", channel=TEAM)
    farida.wait_view("overleg.agenda")
    farida.press("overleg.item", FIRST)
    typed_in(farida, "overleg.item", item=TYPED)
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    typed_in(edith, "signal.new", **{**REPORT, "summary": TYPED, "area": TYPED})
    tag_all(edith)
    slack.wait_for(lambda: any("S-1" in one["text"] for one in edith.messages(TEAM)))
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/doelen", "nieuw", channel=TEAM)
    typed_in(edith, "goal.new", **{**GOAL, "why": TYPED, "goal": TYPED, "indicator": TYPED})
    slack.wait_for(lambda: "Gelukt als" in shown(in_channel(slack)))


def tag_all(person: Person) -> None:
    """Tag everybody who is suggested or can be chosen."""
    form = person.wait_view("signal.partners")
    (field,) = [one for one in form["blocks"] if one.get("block_id") == "partners"]
    offered = field["element"].get("options") or []
    assert person.submit(partners=[one["value"] for one in offered]).errors == {}


COMMANDS = (
    ("/signal", "lijst"),
    ("/signal", "toon S-1"),
    ("/signal", f"onzin{TYPED}"),
    ("/overleg", "lijst"),
    ("/overleg", "toon O-1"),
    ("/overleg", "agenda O-1"),
    ("/overleg", "verzet O-1"),
    ("/partners", "lijst"),
    ("/partners", "voor N2 school"),
    ("/partners", "wijzig"),
    ("/doelen", "toon"),
    ("/doelen", "toon DOEL-1"),
    ("/delen", "start"),
)


def test_nothing_typed_is_live_anywhere(slack: PracticeSlack, bot: Process) -> None:
    """Cards, prompts, direct messages, notification texts, lists, forms and Home of everybody."""
    type_everything(slack)
    seen: dict[str, object] = {}
    for who in EVERYBODY:
        person = fresh(slack, who)
        person.open_home()
        slack.wait_for(lambda: person.home is not None)  # noqa: B023  # waited for inside the loop
        seen[f"{who} Home"] = person.home
        for command, words in COMMANDS:
            person = fresh(slack, who)
            person.slash(command, words, channel=TEAM)
            slack.idle()
            seen[f"{who} {command} {words}"] = list(person.stack)
        seen[f"{who} privately"] = person.ephemerals(TEAM)
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", "sluit S-1")
    typed_in(edith, "signal.close", outcome=TYPED)
    slack.wait_for(lambda: "afgesloten" in shown(in_channel(slack)))
    seen["channel"] = in_channel(slack)
    for who in EVERYBODY:
        seen[f"{who} DM"] = slack.as_user(who).dm()
    live = {
        (where, text)
        for where, thing in seen.items()
        for text in texts(thing)
        if any(one in text for one in LIVE)
    }
    assert live == set()
    assert [text for thing in seen.values() for text in emoji_in_plain(thing)] == []
    told = [text for thing in seen.values() for text in texts(thing) if "kwaad" in text]
    assert len(told) > 20
