"""Draws every kind of select as one searchable list for mouse, keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.elements import least_typed, shown_at_first
from sandbox.page import emoji
from sandbox.page.fields import Place, Spec, words, wrap
from sandbox.page.frame import Choice
from sandbox.page.markup import EMPTY, Html, el, text


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the list."""

    value: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """The lines of a select, in groups (one without a name is the plain list), and those chosen at first."""

    groups: tuple[tuple[Html, tuple[Option, ...]], ...]
    chosen: tuple[Option, ...] = ()
    external: bool = False


def select(spec: Spec, place: Place) -> Html:
    """Any of the ten selects; a `multi_` one keeps its choices as tokens before the search box."""
    options, multiple = _options(spec, place), spec["type"].startswith("multi_")
    ident, chosen = place.id_for(spec), options.chosen
    current = chosen[0] if chosen and not multiple else None
    box = el(
        "div",
        el("ul", [token(option) for option in chosen], class_="tokens", aria_label="Gekozen")
        if multiple
        else None,
        el(
            "input",
            type="text",
            id=ident,
            role="combobox",
            autocomplete="off",
            spellcheck="false",
            aria_expanded="false",
            aria_controls=f"{ident}_list",
            aria_autocomplete="list",
            aria_haspopup="listbox",
            value=current.name if current else None,
            placeholder=words(spec, "placeholder") or ("Kies een of meer …" if multiple else "Kies …"),
            **place.named(),
        ),
        el("span", class_="chevron", aria_hidden="true"),
        class_="select-box",
    )
    listing = el(
        "ul",
        listed(options, ident),
        id=f"{ident}_list",
        role="listbox",
        popover="manual",
        class_="options",
        aria_label=place.label or "Keuzes",
        aria_multiselectable="true" if multiple else None,
    )
    return wrap(
        spec,
        place,
        box,
        listing,
        data_select="multiple" if multiple else "single",
        data_chosen=current.value if current else None,
        data_external=options.external,
        data_most=spec.get("max_selected_items"),
        data_least=least_typed(spec) if options.external else None,
    )


def token(option: Option) -> Html:
    """A chosen line of a multi-select, with a way to take it back."""
    return el(
        "li",
        el("span", option.name),
        el("button", "×", type="button", class_="token-off", aria_label=f"{option.name} weghalen"),
        class_="token",
        data_value=option.value,
    )


def listed(options: Options, ident: str) -> list[Html]:
    """The lines of the list as the browser needs them, also sent when an external search answers."""
    marked = {option.value for option in options.chosen}
    lines: list[Html] = []
    for index, (title, group) in enumerate(options.groups):
        rows = [
            _row(option, f"{ident}_o{index}_{at}", option.value in marked) for at, option in enumerate(group)
        ]
        if title:
            head = f"{ident}_g{index}"
            heading = el("li", title, role="presentation", id=head, class_="option-group")
            rows = [
                el("li", el("ul", [heading, *rows], role="group", aria_labelledby=head), role="presentation")
            ]
        lines += rows
    return lines


def option_lines(answer: Mapping[str, Any], ident: str) -> str:
    """The lines that an external search answered with; `ident` is the id of the box that asked."""
    return "".join(listed(given({"type": "external_select", **answer}), ident))


def _row(option: Option, ident: str, chosen: bool) -> Html:
    return el(
        "li",
        el("span", option.name, class_="option-name"),
        el("span", option.note, class_="option-note") if option.note else None,
        role="option",
        id=ident,
        data_value=option.value,
        data_name=option.name,
        aria_selected="true" if chosen else "false",
        class_="option",
    )


def given(spec: Spec) -> Options:
    """Options as they stand in a select or in the answer to an external search."""
    groups = [
        (text(emoji.named(words(group, "label"))), _made(group["options"]))
        for group in spec.get("option_groups") or []
    ]
    if not groups:
        groups = [(EMPTY, _made(spec.get("options") or []))]
    return Options(tuple(groups), _initial(spec), spec["type"].endswith("external_select"))


def _initial(spec: Spec) -> tuple[Option, ...]:
    return _made(shown_at_first(spec))


def _made(options: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    return tuple(
        Option(one["value"], emoji.named(words(one, "text")), emoji.named(words(one, "description")))
        for one in options
    )


def _given(spec: Spec, place: Place) -> Options:
    return given(spec)


def _people(spec: Spec, place: Place) -> Options:
    return _known(place.frame.people, spec, "user")


def _conversations(spec: Spec, place: Place) -> Options:
    return _known(place.frame.channels, spec, "conversation", "#")


def _channels(spec: Spec, place: Place) -> Options:
    return _known(place.frame.channels, spec, "channel", "#")


def _known(known: Mapping[str, Choice], spec: Spec, noun: str, mark: str = "") -> Options:
    single = spec.get(f"initial_{noun}")
    ids = spec.get(f"initial_{noun}s") or ([single] if single else [])
    lines = {choice.id: Option(choice.id, mark + choice.name, choice.note) for choice in known.values()}
    chosen = tuple(lines.get(ident, Option(ident, ident)) for ident in ids)
    return Options(((EMPTY, tuple(lines.values())),), chosen)


def _options(spec: Spec, place: Place) -> Options:
    return _SOURCES[spec["type"].removeprefix("multi_")](spec, place)


_SOURCES: dict[str, Callable[[Spec, Place], Options]] = {
    "static_select": _given,
    "external_select": _given,
    "users_select": _people,
    "conversations_select": _conversations,
    "channels_select": _channels,
}
SELECTS: dict[str, Callable[[Spec, Place], Html]] = {
    multi + name: select for name in _SOURCES for multi in ("", "multi_")
}
