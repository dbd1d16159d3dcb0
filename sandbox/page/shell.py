"""Puts the parts together: the page as it first loads, and the regions that change afterwards."""

from __future__ import annotations

from sandbox.page import rail, room
from sandbox.page.asking import asking
from sandbox.page.composer import composer, thread_composer
from sandbox.page.icons import bot_mark, icon
from sandbox.page.markup import Html, el
from sandbox.page.modals import modals
from sandbox.page.scene import Scene
from sandbox.page.welcome import banner

_HEAD = Html(
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="icon" href="/page/mark.svg"><link rel="stylesheet" href="/page/page.css">'
    '<link rel="stylesheet" href="/page/welcome.css">'
    '<script type="module" src="/page/page.js"></script>'
)


def regions(scene: Scene) -> dict[str, Html]:
    """The parts of the page that change, by the id of their holder; `data-keyed` tells children apart."""
    return {
        "switch-holder": rail.person_switch(scene),
        "rooms": rail.rooms(scene),
        "head": room.head(scene),
        "tour-holder": banner(scene),
        "messages": room.content(scene),
        "composer": composer(scene),
        "thread-messages": room.thread(scene),
        "thread-composer": thread_composer(scene),
        "modals": modals(scene),
    }


def title(scene: Scene) -> str:
    """The title of the browser's tab: who you are and where, so that several tabs can be told apart."""
    place = scene.room.name if scene.room and scene.tab != "welcome" else scene.workspace
    return f"{scene.me.name} · {place} · oefen-Slack"


def page(scene: Scene, version: int, boot: str) -> str:
    """The whole page; it works from the first byte and the script keeps it up to date."""
    parts = regions(scene)
    body = el(
        "body",
        el(
            "nav",
            el("a", "Naar de berichten", href="#messages", class_="skip", data_skip="messages"),
            el("a", "Naar het schrijfvak", href="#composer", class_="skip", data_skip="write"),
            aria_label="Meteen naar",
            class_="skips",
        ),
        el("p", role="alert", id="gone", class_="gone", hidden=True, data_testid="gone"),
        _rail(scene, parts),
        _main(parts),
        _aside(scene, parts),
        el("div", parts["modals"], id="modals"),
        el("div", id="toasts", role="status", aria_live="polite"),
        asking(),
        data_person=scene.me.handle,
        data_room=scene.room.id if scene.room else "",
        data_tab=scene.tab,
        data_thread_ts=scene.thread_ts,
        data_version=version,
        data_boot=boot,
    )
    return "<!doctype html>" + el("html", el("head", _HEAD, el("title", title(scene))), body, lang="nl")


def _rail(scene: Scene, parts: dict[str, Html]) -> Html:
    brand = el(
        "div",
        el("span", bot_mark(), class_="brand-mark"),
        el(
            "div",
            el("p", scene.workspace, class_="brand-name"),
            el("p", "Oefen-Slack, alles verzonnen", class_="brand-note"),
        ),
        class_="brand",
    )
    return el(
        "section",
        brand,
        el("div", parts["switch-holder"], id="switch-holder"),
        el("nav", parts["rooms"], id="rooms", aria_label="Kanalen en gesprekken"),
        _start_over() if scene.starts_over else None,
        class_="rail",
        id="rail",
        aria_label="Werkruimte",
    )


def _start_over() -> Html:
    return el(
        "button",
        "Opnieuw beginnen",
        type="button",
        class_="start-over",
        data_do="start_over",
        data_testid="start-over",
    )


def _main(parts: dict[str, Html]) -> Html:
    opener = el(
        "button",
        icon("menu"),
        type="button",
        class_="tool rail-opener",
        aria_label="Kanalen tonen",
        aria_controls="rail",
        aria_expanded="false",
        data_rail=True,
    )
    return el(
        "main",
        el("div", opener, el("div", parts["head"], id="head"), class_="bar"),
        el("div", parts["tour-holder"], id="tour-holder"),
        el(
            "div",
            parts["messages"],
            id="messages",
            class_="messages",
            role="log",
            aria_live="polite",
            aria_label="Berichten",
            tabindex=0,
        ),
        el("div", parts["composer"], id="composer"),
    )


def _aside(scene: Scene, parts: dict[str, Html]) -> Html:
    close = el(
        "button",
        icon("close"),
        type="button",
        class_="tool",
        aria_label="Draad sluiten",
        data_thread="",
        data_testid="thread-close",
    )
    return el(
        "aside",
        el("div", el("h2", "Draad", class_="room-title"), close, class_="bar"),
        el(
            "div",
            parts["thread-messages"],
            id="thread-messages",
            class_="messages",
            role="log",
            aria_live="polite",
            aria_label="Berichten in de draad",
            tabindex=0,
        ),
        el("div", parts["thread-composer"], id="thread-composer"),
        id="thread",
        aria_label="Draad",
        data_testid="thread",
        hidden=not scene.thread_ts,
    )
