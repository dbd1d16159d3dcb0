"""Turns rich_text blocks into HTML, element by element."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from sandbox.page import emoji
from sandbox.page.frame import Frame
from sandbox.page.markup import EMPTY, Html, el, join, text
from sandbox.page.mrkdwn import channel_link, link, mention, reference

Block = Mapping[str, Any]
_STYLES = (("code", "code"), ("bold", "strong"), ("italic", "em"), ("strike", "del"), ("underline", "u"))


def rich_text(block: Block, frame: Frame) -> Html:
    """A rich_text block: sections, lists, quotations and preformatted text."""
    parts: list[Html] = []
    run: list[Block] = []
    elements: list[Block] = list(block.get("elements", []))
    for element, after in pairwise([*elements, {}]):
        if element["type"] == "rich_text_list":
            run.append(element)
            if after.get("type") == "rich_text_list":
                continue
            parts.append(_lists(run, frame))
            run = []
        else:
            parts.append(_part(element, frame))
    return el("div", parts, class_="rich")


def _part(element: Block, frame: Frame) -> Html:
    content = _inline(element, frame)
    match element["type"]:
        case "rich_text_quote":
            return el("blockquote", content)
        case "rich_text_preformatted":
            return el("pre", el("code", content))
        case _:
            return el("p", content)


def _lists(run: list[Block], frame: Frame) -> Html:
    """Slack sends a nested list as lists in a row, each with its indent."""
    return join([_list(element, frame) for element in run])


def _list(element: Block, frame: Frame) -> Html:
    items = [el("li", _inline(item, frame)) for item in element.get("elements", [])]
    indent = f"indent-{min(int(element.get('indent', 0)), 8)}"
    if element.get("style") == "ordered":
        return el("ol", items, class_=indent, start=int(element.get("offset", 0)) + 1)
    return el("ul", items, class_=indent)


def _inline(section: Block, frame: Frame) -> Html:
    return join([_styled(piece, frame) for piece in section.get("elements", [])])


def _styled(piece: Block, frame: Frame) -> Html:
    shown = _leaf(piece, frame)
    style = piece.get("style") or {}
    for name, tag in _STYLES:
        if style.get(name):
            shown = el(tag, shown)
    return shown


def _leaf(piece: Block, frame: Frame) -> Html:
    match piece.get("type"):
        case "text":
            return Html(text(piece["text"]).replace("\n", "<br>"))
        case "link":
            return link(piece["url"], text(piece.get("text") or piece["url"]))
        case "user":
            return mention(piece["user_id"], frame)
        case "channel":
            return channel_link(piece["channel_id"], frame)
        case "usergroup":
            return reference(f"!subteam^{piece['usergroup_id']}", frame)
        case "broadcast":
            return reference(f"!{piece['range']}", frame)
        case "emoji":
            return text(emoji.character(piece["name"]))
        case "date":
            fallback = piece.get("fallback", "")
            return reference(f"!date^{piece['timestamp']}^{piece['format']}|{fallback}", frame)
        case _:
            return EMPTY
