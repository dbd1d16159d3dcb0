"""Draws what a person can do with a message: answer, react, forward, change or withdraw, use a shortcut."""

from __future__ import annotations

from functools import cache

from sandbox.page.emoji import character
from sandbox.page.icons import icon
from sandbox.page.markup import Html, el
from sandbox.page.scene import Message, Scene

OFFERED = {"+1": "duim", "white_check_mark": "vinkje", "eyes": "ogen"}


def reaction(scene: Scene, one: Message) -> Html:
    """A reaction with its count, as a button that gives or takes back one's own."""
    names = ", ".join(filter(None, (scene.frame.person_name(user) for user in one.get("users", []))))
    mine = scene.me.id in one.get("users", [])
    return el(
        "button",
        character(one["name"]),
        f" {one.get('count', 1)}",
        type="button",
        class_="reaction",
        title=names,
        aria_pressed="true" if mine else "false",
        aria_label=f"Reactie {one['name']}, {one.get('count', 1)} keer",
        data_do="react",
        data_value=one["name"],
        data_testid="reaction",
    )


def thread_href(scene: Scene, message: Message) -> str:
    """The address of the thread a message is in or begins."""
    room = scene.room.id if scene.room else ""
    return f"?as={scene.me.handle}&in={room}&thread={message.get('thread_ts') or message['ts']}"


def tools(scene: Scene, message: Message, in_thread: bool) -> Html:
    """What a person can do with a message: answer it, use a shortcut on it, change or withdraw their own."""
    ident = f"m{message['ts']}{'t' if in_thread else ''}"
    reply = el(
        "a",
        icon("reply"),
        href=thread_href(scene, message),
        class_="tool",
        aria_label="Reageer in een draad",
        data_thread=message.get("thread_ts") or message["ts"],
        data_testid="reply",
    )
    more = el(
        "button",
        icon("dots"),
        type="button",
        class_="tool",
        id=f"{ident}b",
        data_menu=ident,
        aria_haspopup="menu",
        aria_expanded="false",
        aria_label="Meer met dit bericht",
        data_testid="message-menu",
    )
    items = [
        _item(one.name, "message_shortcut", callback_id=one.callback_id, note=scene.app_name)
        for one in scene.message_shortcuts
    ]
    items += [
        _item(f"Reageer met {character(name)} {said}", "react", value=name) for name, said in OFFERED.items()
    ]
    items.append(_item("Doorsturen", "forward"))
    if message.get("user") == scene.me.id and not message.get("bot_id"):
        items += [_item("Bericht bewerken", "edit"), _item("Bericht verwijderen", "delete")]
    menu = el(
        "div", items, role="menu", popover="manual", id=ident, class_="menu", aria_label="Met dit bericht"
    )
    return el("div", None if in_thread else reply, more, menu, class_="tools")


@cache
def _item(name: str, act: str, *, callback_id: str = "", note: str = "", value: str = "") -> Html:
    told = el("span", note, class_="option-note") if note else None
    return el(
        "button",
        el("span", name),
        told,
        type="button",
        role="menuitem",
        tabindex=-1,
        class_="menu-item",
        data_do=act,
        data_callback_id=callback_id or None,
        data_value=value or None,
    )
