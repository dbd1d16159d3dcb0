"""Draws the middle and right of the page: a room's head, its messages or Home tab, the open thread."""

from __future__ import annotations

from sandbox.page.blocks import blocks
from sandbox.page.markup import EMPTY, Html, el
from sandbox.page.messages import message_list
from sandbox.page.scene import Room, Scene
from sandbox.page.welcome import welcome

_KINDS = {
    "private": "Besloten kanaal",
    "public": "Openbaar kanaal",
    "shared": "Gedeeld met een andere organisatie",
    "pending": "Wacht op delen met een andere organisatie",
}


def head(scene: Scene) -> Html:
    """The name of the room with what kind it is, and for the app its two tabs."""
    room = scene.room
    if scene.tab == "welcome":
        title = el("h1", "Welkom", class_="room-title", tabindex=-1, id="room-title")
        return el("div", title, class_="head", data_keyed="head")
    if room is None:
        return el("div", el("h1", "Geen kanaal", class_="room-title"), data_keyed="head")
    told = [_KINDS.get(room.kind, ""), f"{room.members} deelnemers" if room.members else "", room.topic]
    note = " · ".join(filter(None, told))
    sign = "#" if room.kind in _KINDS else ""
    title = el("h1", f"{sign}{room.name}", class_="room-title", tabindex=-1, id="room-title")
    content = [title, el("p", note, class_="room-note") if note else EMPTY]
    return el("div", el("div", content), _tabs(scene, room), _leave(room), class_="head", data_keyed="head")


def _leave(room: Room) -> Html:
    if room.kind not in _KINDS:
        return EMPTY
    return el(
        "button",
        "Kanaal verlaten",
        type="button",
        class_="button",
        data_do="leave",
        data_testid="leave",
    )


def _tabs(scene: Scene, room: Room) -> Html:
    if room.kind != "app":
        return EMPTY
    base = f"?as={scene.me.handle}&in={room.id}"
    links = [
        el(
            "a",
            name,
            href=f"{base}&tab={tab}",
            data_tab=tab,
            class_="tab",
            aria_current="page" if scene.tab == tab else None,
        )
        for tab, name in (("home", "Start"), ("messages", "Berichten"))
    ]
    return el("nav", links, class_="tabs", aria_label=room.name)


def content(scene: Scene) -> Html:
    """The messages of the room, the app's Home tab, or the welcome."""
    if scene.tab == "welcome":
        return welcome(scene)
    if scene.tab == "home":
        return _home(scene)
    if not scene.messages:
        return el("p", "Hier is nog niets gezegd.", class_="empty", data_keyed="empty")
    return message_list(scene, scene.messages)


def _home(scene: Scene) -> Html:
    if scene.home is None:
        return el("p", "De app heeft nog geen startpagina gemaakt.", class_="empty", data_keyed="empty")
    frame = scene.frame.at("home")
    return el(
        "div",
        blocks(scene.home["blocks"], frame),
        class_="home",
        data_testid="home",
        data_keyed="home",
        data_list=True,
    )


def thread(scene: Scene) -> Html:
    """The open thread: its first message, the count, the replies."""
    return message_list(scene, scene.thread, in_thread=True) if scene.thread else EMPTY
