"""Draws where a person writes: the box, the app's commands and its global shortcuts."""

from __future__ import annotations

from sandbox.page.icons import icon
from sandbox.page.markup import EMPTY, Html, el, join
from sandbox.page.scene import Command, Scene, Shortcut


def composer(scene: Scene) -> Html:
    """The composer of a room; a `/` at its start offers the commands."""
    room = scene.room
    if room is None or scene.tab in ("home", "welcome"):
        return EMPTY
    if room.kind == "app" and scene.app_read_only:
        note = f"Aan {room.name} kun je hier geen berichten sturen. Gebruik een opdracht in een kanaal."
        return el("p", note, class_="composer-none", data_keyed="composer-none")
    name = f"Bericht aan {'' if room.kind in ('im', 'app') else '#'}{room.name}"
    box = el(
        "textarea",
        id="write",
        rows=1,
        placeholder=name,
        aria_label=name,
        autocomplete="off",
        aria_controls="commands",
        aria_autocomplete="list",
        data_testid="composer",
    )
    return _form(f"write:{room.id}", _commands(scene), _shortcuts(scene), box)


def thread_composer(scene: Scene) -> Html:
    """The composer of the open thread; commands do not work in threads, so none are offered."""
    if scene.room is None or not scene.thread_ts:
        return EMPTY
    name = "Reageer in de draad"
    box = el(
        "textarea",
        id="write-thread",
        rows=1,
        placeholder=name,
        aria_label=name,
        autocomplete="off",
        data_testid="thread-composer",
    )
    keyed = f"write-thread:{scene.room.id}:{scene.thread_ts}"
    return _form(keyed, EMPTY, EMPTY, box, thread_ts=scene.thread_ts)


def _form(keyed: str, offers: Html, shortcuts: Html, box: Html, *, thread_ts: str | None = None) -> Html:
    send = el("button", icon("send"), type="submit", class_="send", aria_label="Versturen")
    return el(
        "form",
        offers,
        el("p", role="alert", class_="trouble", hidden=True, data_testid="composer-trouble"),
        el("div", shortcuts, box, send, class_="composer-row"),
        class_="composer",
        data_keyed=keyed,
        data_composer=True,
        data_thread_ts=thread_ts,
    )


def _commands(scene: Scene) -> Html:
    rows = [_command(command, index) for index, command in enumerate(scene.commands)]
    return el(
        "ul", rows, role="listbox", id="commands", class_="commands", hidden=True, aria_label="Opdrachten"
    )


def _command(command: Command, index: int) -> Html:
    return el(
        "li",
        el("span", el("strong", command.name), el("span", f" {command.usage}", class_="usage")),
        el("span", command.description, class_="option-note"),
        role="option",
        class_="option",
        id=f"command-{index}",
        data_value=command.name,
        aria_selected="false",
    )


def _shortcuts(scene: Scene) -> Html:
    if not scene.global_shortcuts:
        return EMPTY
    opener = el(
        "button",
        icon("bolt"),
        type="button",
        class_="tool",
        id="shortcuts-button",
        data_menu="shortcuts",
        aria_haspopup="menu",
        aria_expanded="false",
        aria_label="Snelkoppelingen",
        data_testid="shortcuts",
    )
    items = [_shortcut(one) for one in scene.global_shortcuts]
    menu = el(
        "div",
        items,
        role="menu",
        popover="manual",
        id="shortcuts",
        class_="menu",
        aria_label="Snelkoppelingen",
    )
    return join([opener, menu])


def _shortcut(one: Shortcut) -> Html:
    return el(
        "button",
        el("span", one.name),
        el("span", one.description, class_="option-note"),
        type="button",
        role="menuitem",
        tabindex=-1,
        class_="menu-item",
        data_do="shortcut",
        data_callback_id=one.callback_id,
    )
