"""Turns the text of a `markdown` block (ordinary Markdown, not mrkdwn) into safe HTML."""

from __future__ import annotations

import re

from sandbox.page.markup import Html, el, join, text
from sandbox.page.mrkdwn import link

_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<url>[^)\s]+)\)"
    r"|\*\*(?P<strong>(?=\S).+?(?<=\S))\*\*"
    r"|~~(?P<del>(?=\S).+?(?<=\S))~~"
    r"|(?<![\w*])\*(?P<em>(?=\S)[^*\n]+?(?<=\S))\*(?![\w*])"
    r"|(?<![\w_])_(?P<em2>(?=\S)[^_\n]+?(?<=\S))_(?![\w_])"
)
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|(?P<number>\d{1,3})[.)])\s+(?P<body>.+)$")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})\s*$")
_QUOTE = re.compile(r"^\s*>\s?(?P<body>.*)$")


def markdown(raw: str) -> Html:
    """Headings, lists, quotations, fences, rules and paragraphs; anything else stays text."""
    parts: list[Html] = []
    for index, piece in enumerate(re.split(r"```\w*\n?(.*?)```", raw, flags=re.DOTALL)):
        if index % 2:
            parts.append(el("pre", el("code", piece.rstrip("\n"))))
        else:
            parts.extend(_blocks(piece))
    return el("div", parts, class_="rich")


def _blocks(raw: str) -> list[Html]:
    parts: list[Html] = []
    run: list[tuple[str, str]] = []
    for line in [*raw.split("\n"), ""]:
        kind, body = _kind(line)
        if run and kind != run[-1][0]:
            parts.append(_run(run))
            run = []
        if kind:
            run.append((kind, body))
    return parts


def _kind(line: str) -> tuple[str, str]:
    if not line.strip():
        return "", ""
    if match := _HEADING.match(line):
        return f"h{len(match[1])}", match[2]
    if _RULE.match(line):
        return "hr", ""
    if match := _ITEM.match(line):
        return "ol" if match["number"] else "ul", match["body"]
    if match := _QUOTE.match(line):
        return "quote", match["body"]
    return "p", line


def _run(run: list[tuple[str, str]]) -> Html:
    kind, lines = run[0][0], [_inline(body) for _, body in run]
    match kind:
        case "ul" | "ol":
            return el(kind, [el("li", line) for line in lines])
        case "quote":
            return el("blockquote", Html("<br>".join(lines)))
        case "hr":
            return el("hr")
        case "p":
            return el("p", Html("<br>".join(lines)))
        case _:
            level = min(int(kind[1]) + 2, 6)
            return join([el(f"h{level}", line) for line in lines])


def _inline(raw: str) -> Html:
    parts, position = [], 0
    for match in _INLINE.finditer(raw):
        parts += [text(raw[position : match.start()]), _marked(match)]
        position = match.end()
    parts.append(text(raw[position:]))
    return join(parts)


def _marked(match: re.Match[str]) -> Html:
    if match["code"]:
        return el("code", match["code"])
    if match["url"]:
        return link(match["url"], _inline(match["label"]))
    name, body = next((name, value) for name, value in match.groupdict().items() if value)
    return el(name.rstrip("2"), _inline(body))
