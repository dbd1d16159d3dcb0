"""The acts that lead to each kind of payload."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

from sandbox.socket import MOST
from tests.sandbox.rules.shapes import actions, asked, mrkdwn, option, section
from tests.sandbox.server.app import Json, call, ok, socket_of
from tests.sandbox.server.payload_scene import (
    ELEMENTS,
    OPEN,
    SHARED,
    TEAM,
    Scene,
    copied,
    element,
    filled,
    on_message,
    pressable,
    refused,
    users_info,
)
from tests.sandbox.server.site import endpoint

Act = Callable[[Scene], Any]
MARK = {"event_type": "signal", "event_payload": {"incident": 1}}


def event(kind: str, act: Callable[[Scene], object]) -> Act:
    """The last event of this type that an act leads to."""
    return lambda scene: scene.last(lambda: act(scene), kind)


def pressed(scene: Scene, *blocks: Json, channel: str = TEAM, **more: Any) -> Json:
    """A press on a row of a message."""
    scene.message(section(), *blocks, channel=channel, **more)
    where = scene.slack.space.im_of(scene.person.id).id if channel.startswith("U") else channel
    return scene.last(lambda: scene.person.press("ok", channel=where))


def in_thread(scene: Scene) -> Json:
    """A press on a message in a thread."""
    parent = scene.person.post(TEAM, "vraag")["ts"]
    return pressed(scene, pressable(), thread_ts=parent)


def ephemeral(scene: Scene) -> Json:
    """A press on a private message."""
    args: Json = {"channel": TEAM, "user": scene.person.id, "text": "x", "blocks": [pressable()]}
    ok(call(scene.slack, "chat.postEphemeral", **args))
    return scene.last(lambda: scene.person.press("ok", channel=TEAM))


def attached(scene: Scene) -> Json:
    """A press in a message's attachment."""
    attachments = [{"blocks": [pressable()], "color": "D0D0D0"}]
    ok(call(scene.slack, "chat.postMessage", channel=TEAM, text="x", attachments=attachments))
    return scene.last(lambda: scene.person.press("ok", channel=TEAM))


def modal_pressed(*blocks: Json) -> Act:
    """A press in a modal with these blocks."""

    def act(scene: Scene) -> Json:
        scene.open(section(), *blocks)
        return scene.last(lambda: scene.person.press("ok"))

    return act


def home_pressed(scene: Scene) -> Json:
    """A press on Home."""
    scene.home(section(), pressable())
    return scene.last(lambda: scene.person.press("ok"))


def dispatched(kind: str) -> Act:
    """An input that tells at once."""

    def act(scene: Scene) -> Json:
        scene.open(asked(element(kind), block_id="i", dispatch_action=True))
        return scene.last(lambda: scene.person.pick(kind, ELEMENTS[kind][1]))

    return act


def overflow(scene: Scene) -> Json:
    """A choice in an overflow menu."""
    return pressed(
        scene, actions({"type": "overflow", "action_id": "ok", "options": [option("a")]}, block_id="rij")
    )


def pushed(scene: Scene) -> Json:
    """A filled-in form on top of another."""
    scene.open(section())
    return filled(scene)


def closed(scene: Scene, *, everything: bool) -> Json:
    """A closed form."""
    scene.open(asked(element("plain_text_input"), block_id="i"))
    return scene.last(lambda: scene.person.close(everything=everything))


def with_url(scene: Scene) -> Json:
    """A form that asks for a response URL."""
    made = {**element("conversations_select"), "response_url_enabled": True}
    scene.open(asked(made, block_id="c"))
    return scene.last(lambda: scene.person.submit(c=TEAM))


def changed(scene: Scene) -> None:
    """An edited message."""
    said = scene.person.post(OPEN, "eerst")
    scene.person.edit(OPEN, said["ts"], "nu")


def deleted(scene: Scene) -> None:
    """A withdrawn message."""
    scene.person.delete(OPEN, scene.person.post(OPEN, "weg")["ts"])


def replied(scene: Scene, *, broadcast: bool = False) -> None:
    """An answer in a thread."""
    scene.person.post(OPEN, "antwoord", scene.person.post(OPEN, "vraag")["ts"], broadcast=broadcast)


def forwarded(scene: Scene) -> None:
    """A message shared elsewhere."""
    said = scene.person.post(TEAM, "origineel")
    scene.person.forward(TEAM, said["ts"], OPEN, "kijk")


def reacted(scene: Scene, *, back: bool = False, name: str = "eyes") -> None:
    """A reaction, or one taken back."""
    ts = scene.message(section())["ts"]
    scene.person.react(TEAM, ts, name)
    if back:
        scene.person.unreact(TEAM, ts, name)


def home_again(scene: Scene) -> None:
    """Home opened for the second time."""
    scene.home(section(text=mrkdwn("*Open*")))
    scene.person.open_home_tab()


def on_a_bots(scene: Scene) -> Json:
    """A shortcut on the app's own message in a thread."""
    parent = scene.person.post(TEAM, "vraag")["ts"]
    posted = ok(call(scene.slack, "chat.postMessage", channel=TEAM, text="x", thread_ts=parent))
    return scene.last(lambda: scene.person.message_shortcut("from", TEAM, posted["ts"]))


def on_a_persons(scene: Scene) -> Json:
    """A shortcut on a person's message."""
    said = scene.person.post(OPEN, "dit")
    return scene.last(lambda: scene.person.message_shortcut("from", OPEN, said["ts"]))


def envelope(act: Act) -> Act:
    """The envelope in which that came."""

    def run(scene: Scene) -> Json:
        act(scene)
        return scene.app.envelopes[-1]

    return run


def retried(scene: Scene) -> Json:
    """The envelope of a repeated event."""
    scene.app.silent = True
    with scene.slack.expect("unacknowledged"):
        scene.person.post(OPEN, "x")
        scene.slack.idle(15)
    return scene.app.envelopes[1]


def notice(reason: str) -> Act:
    """What a connection hears when it is to close."""

    def act(scene: Scene) -> Json:
        scene.slack.disconnect(reason, wait=False)
        scene.slack.wait_for(lambda: scene.app.notices)
        return scene.app.notices[0]

    return act


def user_of(user: str) -> Act:
    """What users.info tells of somebody."""
    return lambda scene: users_info(scene, user)


def deactivated(scene: Scene) -> Json:
    """What users.info tells of a closed account."""
    scene.slack.deactivate("mentor")
    return users_info(scene, "U0MENTOR")


def stranger(scene: Scene) -> Json:
    """What users.info tells of somebody with whom nothing is shared."""
    scene.slack.as_user("regisseur").convert(SHARED, "public")
    return users_info(scene, "U0VREEMD")


def slash(scene: Scene) -> Json:
    """A command."""
    return scene.last(lambda: scene.person.slash("/proef", "iets", channel=OPEN))


def shortcut(scene: Scene) -> Json:
    """A global shortcut."""
    return scene.last(lambda: scene.person.shortcut("new"))


def unarchived(scene: Scene) -> None:
    """A channel put away and taken back."""
    scene.person.archive(OPEN)
    scene.person.unarchive(OPEN)


def bot_invited(scene: Scene) -> None:
    """The app put out and let in again."""
    scene.person.remove(OPEN, "Schakel")
    scene.person.invite(OPEN, "Schakel")


def mentioned(scene: Scene) -> None:
    """A message that names the app."""
    scene.person.post(OPEN, "<@U0SCHAKEL> status")


def ratelimited(scene: Scene) -> Json:
    """A refusal for haste."""
    scene.slack.faults.add("auth.test", status=429)
    body: Json = copied(call(scene.slack, "auth.test").body)
    return body


def too_many(scene: Scene) -> Json:
    """What the eleventh connection hears."""
    with contextlib.ExitStack() as stack:
        for _ in range(MOST - 1):
            stack.enter_context(socket_of(scene.slack))
        eleventh = stack.enter_context(socket_of(scene.slack))
        scene.slack.wait_for(lambda: eleventh.notices)
        return eleventh.notices[0]


def without_scope(scene: Scene) -> Json:
    """A refusal for want of a scope."""
    scene.slack.space.app.manifest["oauth_config"]["scopes"]["bot"].remove("team:read")
    return refused(scene, "team.info")


def verified(scene: Scene) -> Any:
    """The challenge of an address."""
    with endpoint() as site:
        scene.slack.use_http(site.url)
        return json.loads(site.challenges[0].body)


def repeated(scene: Scene) -> Json:
    """A repeated event over HTTP, with its headers by the names of the sample."""
    with endpoint() as site:
        scene.slack.use_http(site.url)
        site.answer = lambda got: (
            (500, {}, b"") if not got.headers.get("x-slack-retry-num") else (200, {}, b"")
        )
        scene.person.post(OPEN, "hallo")
        scene.slack.idle()
    got = site.got[1]
    names = ("Content-Type", "X-Slack-Request-Timestamp", "X-Slack-Signature", "X-Slack-Retry-Num")
    headers = {name: got.headers[name.lower()] for name in (*names, "X-Slack-Retry-Reason")}
    secret = scene.slack.signing_secret
    return {"headers": headers, "signing_secret": secret, "raw_body": got.body.decode()}


def cleared(scene: Scene) -> Json:
    """Ticks in a message set and taken away again."""
    on_message("checkboxes")(scene)
    return scene.last(lambda: scene.person.pick("checkboxes", [], channel=TEAM))
