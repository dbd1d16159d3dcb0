"""Draws the elements a person types in or ticks: text, numbers, dates, checkboxes and radio buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.page.frame import Frame
from sandbox.page.icons import icon
from sandbox.page.markup import EMPTY, Html, el
from sandbox.page.mrkdwn import mrkdwn, plain

Spec = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands: its container, its block, and how it is labelled and sent.

    `dispatch` says when the element sends itself (`change`, `enter`, `char`, or empty for never).
    """

    frame: Frame
    block_id: str
    label: str = ""
    labelled: bool = False
    described: str = ""
    dispatch: str = ""
    required: bool = False

    def id_for(self, spec: Spec) -> str:
        """The id of the control itself, which a label can point at."""
        return self.frame.id_for(self.block_id, str(spec.get("action_id", "")))

    def named(self) -> dict[str, str | bool | None]:
        """The attributes that tie a control to its label, hint and error."""
        return {
            "aria_label": None if self.labelled else self.label or None,
            "aria_describedby": self.described or None,
            "aria_required": "true" if self.required else None,
        }


def wrap(spec: Spec, place: Place, *content: Html, **more: str | int | bool | None) -> Html:
    """The holder of an element, on which the page and its tests find kind, action and dispatch."""
    return el(
        "div",
        *content,
        confirm_template(spec, place),
        class_=f"element element-{spec['type']}",
        data_element=spec["type"],
        data_action_id=spec.get("action_id", ""),
        data_dispatch=place.dispatch or None,
        **more,
    )


def words(spec: Spec, key: str) -> str:
    """The bare text of a text object inside a spec."""
    value = spec.get(key)
    return str(value.get("text", "")) if isinstance(value, Mapping) else ""


def shown(value: Mapping[str, Any] | None, frame: Frame) -> Html:
    """A text object as HTML, after its own type."""
    if not value:
        return EMPTY
    return mrkdwn(value["text"], frame) if value.get("type") == "mrkdwn" else plain(value["text"])


def confirm_template(spec: Spec, place: Place) -> Html:
    """The question before an action, kept aside until somebody presses."""
    confirm = spec.get("confirm")
    if not confirm:
        return EMPTY
    title = place.id_for(spec) + "_sure"
    style = "button button-danger" if confirm.get("style") == "danger" else "button button-primary"
    return el(
        "template",
        el(
            "dialog",
            el("h2", shown(confirm.get("title"), place.frame), id=title),
            el("p", shown(confirm.get("text"), place.frame)),
            el(
                "div",
                el(
                    "button",
                    shown(confirm.get("deny"), place.frame) or "Nee",
                    type="button",
                    class_="button",
                    data_testid="confirm-deny",
                ),
                el(
                    "button",
                    shown(confirm.get("confirm"), place.frame) or "Ja",
                    type="button",
                    class_=style,
                    data_testid="confirm-ok",
                ),
                class_="dialog-foot",
            ),
            class_="dialog dialog-small",
            aria_labelledby=title,
            data_testid="confirm",
        ),
    )


def text_input(spec: Spec, place: Place) -> Html:
    """One line or several, with a counter when there is a maximum."""
    ident, limit = place.id_for(spec), spec.get("max_length")
    described = " ".join(filter(None, (place.described, f"{ident}_count" if limit else "")))
    common = {
        "id": ident,
        "placeholder": words(spec, "placeholder") or None,
        "autofocus": bool(spec.get("focus_on_load")),
        "data_value": True,
    } | place.named()
    common["aria_describedby"] = described or None
    start = str(spec.get("initial_value") or "")
    if spec.get("multiline"):
        control = el("textarea", Html("\n") if start.startswith("\n") else None, start, rows=4, **common)
    else:
        control = el("input", type="text", value=start, autocomplete="off", **common)
    return wrap(spec, place, control, _counter(ident, limit, start))


def _counter(ident: str, limit: int | None, start: str) -> Html:
    if not limit:
        return EMPTY
    return el("span", f"{len(start)} / {limit}", class_="counter", id=f"{ident}_count", data_limit=limit)


_INPUT_TYPES = {"email_text_input": "email", "url_text_input": "url", "datetimepicker": "datetime-local"}


def typed_input(spec: Spec, place: Place) -> Html:
    """A line whose kind the browser knows: an address, a moment."""
    control = el(
        "input",
        type=_INPUT_TYPES[spec["type"]],
        id=place.id_for(spec),
        value=spec.get("initial_value"),
        placeholder=words(spec, "placeholder") or None,
        data_value=True,
        **place.named(),
    )
    return wrap(spec, place, control)


def date_input(spec: Spec, place: Place) -> Html:
    """A date to type the Dutch way, or to pick from the browser's calendar.

    A bare date field shows days and months in the order of the browser's language, which need not be Dutch.
    """
    year, _, rest = str(spec.get("initial_date") or "").partition("-")
    month, _, day = rest.partition("-")
    typed = _typed(spec, place, f"{day}-{month}-{year}" if day else None, "dd-mm-jjjj")
    calendar = el("input", type="date", tabindex=-1, aria_hidden="true", class_="calendar")
    opener = el(
        "button", icon("calendar"), type="button", class_="tool", aria_label="Kalender", data_calendar=True
    )
    return wrap(spec, place, el("div", typed, calendar, opener, class_="dated"))


def time_input(spec: Spec, place: Place) -> Html:
    """A time of day, hours and minutes."""
    return wrap(spec, place, _typed(spec, place, spec.get("initial_time"), "uu:mm"))


def _typed(spec: Spec, place: Place, start: str | None, form: str) -> Html:
    return el(
        "input",
        type="text",
        id=place.id_for(spec),
        value=start,
        placeholder=form,
        title=words(spec, "placeholder") or None,
        autocomplete="off",
        data_value=True,
        **place.named(),
    )


def number_input(spec: Spec, place: Place) -> Html:
    """A number as text, so that a typing mistake can be told about instead of vanishing."""
    return wrap(
        spec,
        place,
        el(
            "input",
            type="text",
            id=place.id_for(spec),
            inputmode="decimal" if spec.get("is_decimal_allowed") else "numeric",
            autocomplete="off",
            value=spec.get("initial_value"),
            placeholder=words(spec, "placeholder") or None,
            data_value=True,
            **place.named(),
        ),
    )


def checkboxes(spec: Spec, place: Place) -> Html:
    """Options of which any number may be ticked."""
    chosen = {option["value"] for option in spec.get("initial_options") or []}
    return _ticks(spec, place, "checkbox", chosen)


def radio_buttons(spec: Spec, place: Place) -> Html:
    """Options of which one may be chosen; arrow keys move between them."""
    chosen = {option["value"] for option in [spec.get("initial_option")] if option}
    return _ticks(spec, place, "radio", chosen)


def _ticks(spec: Spec, place: Place, kind: str, chosen: set[str]) -> Html:
    ident = place.id_for(spec)
    tick = _Tick(kind, ident, place)
    rows = [
        tick.drawn(option, index, option["value"] in chosen) for index, option in enumerate(spec["options"])
    ]
    role = "radiogroup" if kind == "radio" else "group"
    naming = place.named() | {"aria_labelledby": f"{ident}_label" if place.labelled else None}
    if role == "group":
        naming["aria_required"] = None
    return wrap(spec, place, el("div", rows, role=role, id=ident, tabindex=-1, class_="ticks", **naming))


@dataclass(frozen=True, slots=True)
class _Tick:
    """A row of checkboxes or radio buttons; `name` ties them together."""

    kind: str
    name: str
    place: Place

    def drawn(self, option: Spec, index: int, on: bool) -> Html:
        note, ident = option.get("description"), f"{self.name}_{index}"
        control = el(
            "input",
            type=self.kind,
            id=ident,
            name=self.name,
            value=option["value"],
            checked=on,
            data_value=option["value"],
            aria_describedby=f"{ident}_note" if note else None,
        )
        told = (
            el("span", shown(note, self.place.frame), class_="tick-note", id=f"{ident}_note")
            if note
            else None
        )
        return el("label", control, el("span", shown(option["text"], self.place.frame)), told, class_="tick")


FIELDS: dict[str, Callable[[Spec, Place], Html]] = {
    "plain_text_input": text_input,
    "number_input": number_input,
    "checkboxes": checkboxes,
    "radio_buttons": radio_buttons,
    "datepicker": date_input,
    "timepicker": time_input,
    **dict.fromkeys(_INPUT_TYPES, typed_input),
}
