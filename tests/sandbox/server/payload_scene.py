"""Has every kind of payload happen once in a practice Slack, so that its shape can be looked at."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox import Person, PracticeSlack
from tests.sandbox.rules.shapes import (
    actions,
    asked,
    button,
    confirm,
    home,
    modal,
    mrkdwn,
    option,
    plain,
    section,
)
from tests.sandbox.server.app import Json, Socket, call, call_form, ok

TEAM, OPEN, SHARED = "C0ZONNEBEEK", "C0ALGEMEEN", "C0BUREN"
CHOICES = [option("een"), option("twee")]
RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [{"type": "text", "text": "vet", "style": {"bold": True}}],
        }
    ],
}
ELEMENTS: dict[str, tuple[Json, Any]] = {
    "plain_text_input": ({}, "tekst"),
    "email_text_input": ({}, "a@b.nl"),
    "url_text_input": ({}, "https://example.org"),
    "number_input": ({"is_decimal_allowed": False}, "42"),
    "static_select": ({"options": CHOICES, "placeholder": plain()}, "een"),
    "external_select": ({"min_query_length": 1}, "een"),
    "users_select": ({}, "U0MENTOR"),
    "channels_select": ({}, OPEN),
    "conversations_select": ({"default_to_current_conversation": True}, TEAM),
    "multi_static_select": ({"options": CHOICES}, ["een", "twee"]),
    "multi_external_select": ({"min_query_length": 1}, ["een"]),
    "multi_users_select": ({}, ["U0MENTOR", "U0AGENT"]),
    "multi_channels_select": ({}, [OPEN]),
    "multi_conversations_select": ({}, [TEAM]),
    "datepicker": ({"initial_date": "2026-01-01"}, "2026-01-15"),
    "timepicker": ({"initial_time": "09:00", "timezone": "Europe/Amsterdam"}, "09:30"),
    "datetimepicker": ({}, 1_767_232_800),
    "radio_buttons": ({"options": CHOICES}, "een"),
    "checkboxes": ({"options": CHOICES}, ["een"]),
    "rich_text_input": ({}, RICH),
    "file_input": ({"max_files": 3}, []),
}
_SEARCHED = ("external_select", "multi_external_select")


@dataclass
class Scene:
    """A practice Slack, its app and somebody who acts."""

    slack: PracticeSlack
    app: Socket
    person: Person

    def last(self, act: Callable[[], object], kind: str = "") -> Json:
        """The last payload that an act leads to (of this event type)."""
        act()
        self.slack.idle()
        found = [one for one in self.app.payloads if not kind or (one.get("event") or {}).get("type") == kind]
        return found[-1]

    def message(self, *blocks: Json, channel: str = TEAM, **more: Any) -> Json:
        """A message of the app."""
        text = "Incident *1*"
        return ok(
            call(self.slack, "chat.postMessage", channel=channel, text=text, blocks=list(blocks), **more)
        )

    def open(self, *blocks: Json, **more: Any) -> None:
        """A modal for the person."""
        more = {"close": plain(), "callback_id": "f", "notify_on_close": True, **more}
        view = modal(*blocks, private_metadata="{}", **more)
        trigger = self.slack.space.new_trigger(self.person.id)
        method = "views.push" if self.person.stack else "views.open"
        ok(call(self.slack, method, trigger_id=trigger, view=view))

    def home(self, *blocks: Json) -> None:
        """A Home tab for the person."""
        view = home(*blocks, callback_id="home")
        ok(call(self.slack, "views.publish", user_id=self.person.id, view=view))


def element(kind: str) -> Json:
    """An element of this kind, named after it."""
    return {"type": kind, "action_id": kind, **ELEMENTS[kind][0]}


def in_row(kind: str) -> Json:
    """The same where it stands alone; without a zone, which the samples have only in inputs."""
    return {key: one for key, one in element(kind).items() if key != "timezone"}


def pressable(**more: Any) -> Json:
    """A row with a button."""
    made = button(action_id="ok", style="primary", value="1", **more)
    return actions(made, block_id="rij")


def on_message(kind: str) -> Callable[[Scene], Json]:
    """A choice in an element of a message."""

    def act(scene: Scene) -> Json:
        held = ELEMENTS[kind]
        scene.message(section(), actions(in_row(kind), block_id="rij"))
        return scene.last(lambda: scene.person.pick(kind, held[1], channel=TEAM))

    return act


def in_modal(kind: str) -> Callable[[Scene], Json]:
    """A choice in an element of a modal's row."""

    def act(scene: Scene) -> Json:
        scene.open(section(), actions(in_row(kind), block_id="rij"))
        return scene.last(lambda: scene.person.pick(kind, ELEMENTS[kind][1]))

    return act


def every_input() -> list[Json]:
    """An input block with each kind of element."""
    return [asked(element(kind), block_id=kind, optional=True) for kind in ELEMENTS]


def filled(scene: Scene) -> Json:
    """A submission with everything filled in."""
    scene.open(*every_input())
    view = scene.person.view or {}
    known = scene.slack.space.suggested.setdefault(view["id"], {})
    for kind in _SEARCHED:
        known[kind] = [{**one, "text": {**one["text"], "emoji": True}} for one in CHOICES]
    values = {kind: value for kind, (_, value) in ELEMENTS.items()}
    file = scene.slack.space.add_file(scene.person.id, "foto.txt", b"x", None)
    return scene.last(lambda: scene.person.submit(**values | {"file_input": [file]}))


def bare_inputs() -> list[Json]:
    """The same without anything filled in beforehand."""
    bare = []
    for kind in ELEMENTS:
        made = {key: one for key, one in element(kind).items() if not key.startswith("initial")}
        bare.append(asked(made, block_id=kind, optional=True))
    return bare


def empty(scene: Scene) -> Json:
    """A submission with nothing filled in."""
    scene.open(*bare_inputs())
    return scene.last(scene.person.submit)


def answers(value: Json) -> Callable[[Json], Json | None]:
    """An app that answers searches with this and closes forms."""
    return lambda envelope: value if envelope["payload"].get("type") == "block_suggestion" else None


def searched(scene: Scene) -> Json:
    """A search in an external select."""
    scene.app.answers = answers({"options": CHOICES})
    scene.open(*every_input())
    return scene.last(lambda: scene.person.suggest("external_select", "e"))


def users_info(scene: Scene, user: str) -> Json:
    """What users.info answers, with locale."""
    return ok(call_form(scene.slack, "users.info", user=user, include_locale="true"))


def refused(scene: Scene, method: str, **args: Any) -> Json:
    """A refusal's body."""
    with scene.slack.expect("refused"):
        return call(scene.slack, method, **args).body


def copied(value: Any) -> Any:
    """As it goes over the wire."""
    return json.loads(json.dumps(value))


CONFIRM = confirm(title=plain("Zeker?"))
TEXT = mrkdwn("Incident *1*")
