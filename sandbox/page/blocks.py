"""Draws the blocks of a message, a modal or a Home tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from sandbox.page.choosing import SELECTS
from sandbox.page.fields import FIELDS, Place, Spec, shown, words
from sandbox.page.frame import Frame
from sandbox.page.markdown import markdown
from sandbox.page.markup import EMPTY, Html, el, join
from sandbox.page.mrkdwn import mrkdwn
from sandbox.page.pressing import PRESSED
from sandbox.page.richtext import rich_text

ELEMENTS: dict[str, Callable[[Spec, Place], Html]] = FIELDS | SELECTS | PRESSED
GROUPED = frozenset({"checkboxes", "radio_buttons"})
LOCAL_IMAGE = re.compile(r"https?://(?:127\.0\.0\.1|localhost)(?::\d+)?/|data:image/")
LEVELS = {"info": "Let op", "warning": "Waarschuwing", "error": "Fout", "success": "Gelukt"}


def blocks(specs: Sequence[Spec], frame: Frame) -> Html:
    """All blocks in order, each in a holder that carries its `block_id` and type."""
    return join([_held(spec, frame) for spec in specs])


def _held(spec: Spec, frame: Frame) -> Html:
    kind, ident = str(spec["type"]), str(spec.get("block_id", ""))
    draw = _BLOCKS.get(kind)
    content = (
        draw(spec, frame) if draw else el("p", f"Blok “{kind}” wordt hier niet getoond.", class_="unknown")
    )
    return el(
        "div",
        content,
        class_=f"block block-{kind}",
        data_block_id=ident,
        data_block=kind,
        data_keyed=f"{ident}/{kind}",
    )


def element(spec: Spec, place: Place) -> Html:
    """Any interactive element; one this page does not know is named instead of dropped."""
    draw = ELEMENTS.get(spec["type"])
    return draw(spec, place) if draw else el("em", f"Onderdeel “{spec['type']}” wordt hier niet getoond.")


def _section(spec: Spec, frame: Frame) -> Html:
    parts = []
    if spec.get("text"):
        parts.append(el("div", shown(spec["text"], frame), class_="rich"))
    if spec.get("fields"):
        cells = [el("div", shown(cell, frame), class_="rich") for cell in spec["fields"]]
        parts.append(el("div", cells, class_="fields"))
    accessory = spec.get("accessory")
    if not accessory:
        return join(parts)
    side = _accessory(accessory, spec, frame)
    wide = " section-tall" if accessory["type"] in GROUPED else ""
    return el(
        "div",
        el("div", parts, class_="section-main"),
        el("div", side, class_="section-side"),
        class_=f"section{wide}",
    )


def _accessory(accessory: Spec, spec: Spec, frame: Frame) -> Html:
    if accessory["type"] == "image":
        return _picture(accessory, small=True)
    return element(accessory, _acting(accessory, str(spec.get("block_id", "")), words(spec, "text"), frame))


def _acting(spec: Spec, block_id: str, about: str, frame: Frame) -> Place:
    """The place of an element that sends itself at once, labelled by what it stands next to."""
    label = words(spec, "placeholder") or re.sub(r"[*_~`]|<[^>]*>", "", about)[:120].strip()
    return Place(frame, block_id, label=label, dispatch="change")


def _header(spec: Spec, frame: Frame) -> Html:
    under = 0 if frame.key == "home" else 1  # Home stands under the title of the page, others under a heading
    return el(f"h{min(int(spec.get('level', 2)) + under, 5)}", shown(spec["text"], frame), class_="header")


def _context(spec: Spec, frame: Frame) -> Html:
    parts = [
        _picture(part, small=True)
        if part["type"] == "image"
        else el("div", shown(part, frame), class_="rich")
        for part in spec["elements"]
    ]
    return el("div", parts, class_="context")


def _actions(spec: Spec, frame: Frame) -> Html:
    ident = str(spec.get("block_id", ""))
    return el(
        "div", [element(part, _acting(part, ident, "", frame)) for part in spec["elements"]], class_="actions"
    )


def _divider(spec: Spec, frame: Frame) -> Html:
    return el("hr")


def _image(spec: Spec, frame: Frame) -> Html:
    title = shown(spec.get("title"), frame)
    return el("figure", _picture(spec), el("figcaption", title) if title else None)


def _picture(spec: Spec, *, small: bool = False) -> Html:
    """An image of this machine; one from elsewhere is described, for the page fetches nothing elsewhere."""
    address, alt = str(spec.get("image_url") or ""), str(spec.get("alt_text") or "")
    if LOCAL_IMAGE.match(address):
        return el("img", src=address, alt=alt, class_="picture-small" if small else "picture", loading="lazy")
    return el("span", alt, class_="picture-told", role="img", aria_label=alt, title=address or None)


def _alert(spec: Spec, frame: Frame) -> Html:
    level = str(spec.get("level", "default"))
    content = spec["text"]
    said = shown(content, frame) if isinstance(content, Mapping) else mrkdwn(str(content), frame)
    name = el("strong", f"{LEVELS[level]}: ", class_="visually-hidden") if level in LEVELS else None
    return el("div", name, said, class_=f"alert alert-{level}", role="alert" if level == "error" else "note")


def _markdown(spec: Spec, frame: Frame) -> Html:
    return markdown(spec["text"])


def _input(spec: Spec, frame: Frame) -> Html:
    """A question: label, control, hint and the place of its error, tied together for a screen reader."""
    inner, ident = spec["element"], str(spec.get("block_id", ""))
    hint = shown(spec.get("hint"), frame)
    base = frame.id_for(ident, str(inner.get("action_id", "")))
    place = Place(
        frame,
        ident,
        label=words(spec, "label"),
        labelled=True,
        described=f"{base}_error {base}_hint" if hint else f"{base}_error",
        required=not spec.get("optional"),
        dispatch=_own_dispatch(spec, inner),
    )
    return join(
        [
            _label(spec, base, grouped=inner["type"] in GROUPED, frame=frame),
            el("p", hint, class_="hint", id=f"{base}_hint") if hint else EMPTY,
            element(inner, place),
            el("p", class_="error", id=f"{base}_error", hidden=True, data_testid="error"),
        ]
    )


def _label(spec: Spec, base: str, *, grouped: bool, frame: Frame) -> Html:
    """The question itself; a group of ticks takes it as its name, one control as its label."""
    optional = el("span", "niet verplicht", class_="optional") if spec.get("optional") else None
    name = el("span", shown(spec["label"], frame))
    if grouped:
        return el("div", name, optional, class_="label", id=f"{base}_label")
    return el("label", name, optional, class_="label", id=f"{base}_label", for_=base)


def _own_dispatch(spec: Spec, inner: Spec) -> str:
    if not spec.get("dispatch_action"):
        return ""
    if not inner["type"].endswith("_input"):
        return "change"
    triggers = (inner.get("dispatch_action_config") or {}).get("trigger_actions_on", ["on_enter_pressed"])
    return "char" if "on_character_entered" in triggers else "enter"


_BLOCKS: dict[str, Callable[[Spec, Frame], Html]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "divider": _divider,
    "image": _image,
    "rich_text": rich_text,
    "markdown": _markdown,
    "alert": _alert,
    "input": _input,
}
