"""Draws the elements a person presses: buttons and the overflow menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.page.fields import Place, Spec, shown, words, wrap
from sandbox.page.icons import icon
from sandbox.page.markup import Html, el
from sandbox.page.mrkdwn import SAFE_LINK

_STYLES = {"primary": "button button-primary", "danger": "button button-danger"}


def button(spec: Spec, place: Place) -> Html:
    """A button, or a link that looks like one when it has an address; both tell the app."""
    label, address = shown(spec["text"], place.frame), str(spec.get("url") or "")
    common: dict[str, Any] = {
        "id": place.id_for(spec),
        "class_": _STYLES.get(str(spec.get("style")), "button"),
        "data_press": True,
        "data_value": spec.get("value"),
        "aria_label": spec.get("accessibility_label"),
    }
    if SAFE_LINK.match(address):
        return wrap(
            spec, place, el("a", label, href=address, target="_blank", rel="noopener noreferrer", **common)
        )
    return wrap(spec, place, el("button", label, type="button", **common))


def overflow(spec: Spec, place: Place) -> Html:
    """A menu of at most five choices behind three dots."""
    ident = place.id_for(spec)
    opener = el(
        "button",
        icon("dots"),
        type="button",
        class_="button button-icon",
        id=ident,
        data_menu=f"{ident}_menu",
        aria_haspopup="menu",
        aria_expanded="false",
        aria_label=place.label or "Meer keuzes",
    )
    items = [_item(option, place) for option in spec["options"]]
    return wrap(
        spec,
        place,
        opener,
        el("div", items, role="menu", id=f"{ident}_menu", popover="manual", class_="menu"),
    )


def _item(option: Spec, place: Place) -> Html:
    address = str(option.get("url") or "")
    note = words(option, "description")
    content = [el("span", shown(option["text"], place.frame))]
    if note:
        content.append(el("span", note, class_="option-note"))
    common: dict[str, Any] = {"role": "menuitem", "tabindex": -1, "class_": "menu-item"}
    common |= {"data_press": True, "data_value": option.get("value")}
    if SAFE_LINK.match(address):
        return el("a", content, href=address, target="_blank", rel="noopener noreferrer", **common)
    return el("button", content, type="button", **common)


PRESSED: dict[str, Callable[[Spec, Place], Html]] = {"button": button, "overflow": overflow}
