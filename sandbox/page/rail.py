"""Draws the left rail: whose place this is, who you are, and where you can go."""

from __future__ import annotations

from sandbox.page.avatars import avatar
from sandbox.page.icons import bot_mark, icon
from sandbox.page.markup import Html, el, join
from sandbox.page.scene import Persona, Room, Scene

_ICONS = {"public": "hash", "private": "lock", "shared": "shared", "pending": "shared", "im": "people"}


def person_switch(scene: Scene) -> Html:
    """Who the visitor is, and everybody else they can be; each a link, so that a tab can be bookmarked."""
    me = scene.me
    opener = el(
        "button",
        avatar(me.id, me.name, scene.frame),
        el(
            "span",
            el("span", "Je bent: ", class_="switch-lead"),
            el("strong", me.name, class_="switch-name"),
            el("span", " · ", class_="visually-hidden") if me.title else None,
            el("span", me.title, class_="switch-title"),
            class_="switch-who",
        ),
        icon("switch"),
        type="button",
        class_="switch",
        id="switch",
        data_menu="switch-menu",
        aria_haspopup="menu",
        aria_expanded="false",
        data_testid="person-switch",
    )
    people = [_persona(scene, persona) for persona in scene.personas]
    menu = el(
        "div",
        people,
        role="menu",
        popover="manual",
        id="switch-menu",
        class_="menu switch-menu",
        aria_label="Wie wil je zijn?",
    )
    return el("div", opener, menu, data_keyed=f"switch:{me.id}")


def _persona(scene: Scene, persona: Persona) -> Html:
    here = persona.id == scene.me.id
    note = " · ".join(filter(None, (persona.title, persona.note)))
    return el(
        "a",
        avatar(persona.id, persona.name, scene.frame),
        el("span", el("span", persona.name), el("span", note, class_="option-note"), class_="menu-who"),
        href=f"?as={persona.handle}",
        role="menuitem",
        tabindex=-1,
        class_="menu-item",
        data_person=persona.handle,
        aria_current="true" if here else None,
    )


def rooms(scene: Scene) -> Html:
    """The channels, then the conversations, with what is unread."""
    channels = [room for room in scene.rooms if room.kind not in ("im", "app")]
    talks = [room for room in scene.rooms if room.kind == "im"]
    apps = [room for room in scene.rooms if room.kind == "app"]
    groups = (("Kanalen", channels), ("Directe berichten", talks), ("Apps", apps))
    listed = [_group(scene, name, members) for name, members in groups if members]
    first = [_welcome(scene)] if scene.tour is not None else []
    return join([*first, *listed, *([_more(scene)] if scene.more_rooms else [])])


def _welcome(scene: Scene) -> Html:
    return el(
        "a",
        bot_mark(),
        el("span", "Welkom", class_="room-name"),
        href=f"?as={scene.me.handle}&tab=welcome",
        class_="room",
        aria_current="page" if scene.tab == "welcome" else None,
        data_tab="welcome",
        data_testid="to-welcome",
        data_keyed="welcome",
    )


def _more(scene: Scene) -> Html:
    """The public channels one is not in yet; choosing one is joining it."""
    listing = el("ul", [_joinable(room) for room in scene.more_rooms], aria_labelledby="rooms-more")
    heading = el("h2", "Meer kanalen", id="rooms-more", class_="rail-heading")
    return el("section", heading, listing, data_keyed="rooms-more")


def _joinable(room: Room) -> Html:
    button = el(
        "button",
        icon(_ICONS.get(room.kind, "hash")),
        el("span", room.name, class_="room-name"),
        el("span", " (deelnemen)", class_="visually-hidden"),
        type="button",
        class_="room room-join",
        data_do="join",
        data_value=room.id,
        data_channel=room.id,
        data_testid="join",
    )
    return el("li", button)


def _group(scene: Scene, name: str, members: list[Room]) -> Html:
    ident = f"rooms-{name.split(maxsplit=1)[0].lower()}"
    listing = el("ul", [_room(scene, room) for room in members], aria_labelledby=ident)
    return el("section", el("h2", name, id=ident, class_="rail-heading"), listing, data_keyed=ident)


def _room(scene: Scene, room: Room) -> Html:
    here = scene.room is not None and room.id == scene.room.id and scene.tab != "welcome"
    mark = (
        el("span", bot_mark(), class_="rail-bot")
        if room.kind == "app"
        else icon(_ICONS.get(room.kind, "hash"))
    )
    count = None
    if room.unread and not here:
        count = el(
            "span", str(room.unread), el("span", " ongelezen", class_="visually-hidden"), class_="unread"
        )
    return el(
        "li",
        el(
            "a",
            mark,
            el("span", room.name, class_="room-name"),
            count,
            href=f"?as={scene.me.handle}&in={room.id}",
            class_="room room-new" if count else "room",
            aria_current="page" if here else None,
            data_room=room.id,
            data_testid="room",
        ),
    )
