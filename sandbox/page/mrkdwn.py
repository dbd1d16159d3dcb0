"""Turns Slack's mrkdwn into HTML in which nothing a person typed can become markup."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sandbox.page import dates, emoji
from sandbox.page.frame import Frame
from sandbox.page.markup import EMPTY, Html, el, join, text

SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_INLINE = re.compile(
    r"```\n?(?P<fence>.+?)\n?```"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<ref>[^<>\n]+)>"
    r"|(?<![\w*])\*(?P<bold>(?=\S)[^*\n]*?(?<=\S))\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>(?=\S)[^_\n]*?(?<=\S))_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>(?=\S)[^~\n]*?(?<=\S))~(?![\w~])"
    r"|:(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-\d)?):"
    r"|(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)'\"])",
    re.DOTALL,
)
_BULLET = re.compile(r"^\s*(?:[•◦▪–-])\s+(?P<body>.+)$")
_NUMBER = re.compile(r"^\s*(?P<number>\d{1,3})[.)]\s+(?P<body>.+)$")
_QUOTE = re.compile(r"^(?:&gt;|>)\s?(?P<body>.*)$")


def unescape(raw: str) -> str:
    """Undo Slack's three escapes; they are the only ones it knows."""
    return raw.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(raw: str) -> Html:
    """The text of a plain_text object: no formatting, but emoji names and line breaks count."""
    return _broken([text(line) for line in emoji.named(raw).split("\n")])


def mrkdwn(raw: str, frame: Frame) -> Html:
    """A whole mrkdwn text: paragraphs, lists, quotations and fences, with everything inline inside them."""
    parts: list[Html] = []
    for index, piece in enumerate(re.split(r"(```.+?```)", raw, flags=re.DOTALL)):
        parts.append(
            inline(piece, frame) if index % 2 else _lines(piece.strip("\n") if index else piece, frame)
        )
    return join(parts)


def inline(raw: str, frame: Frame) -> Html:
    """A piece of mrkdwn without line structure."""
    parts, position = [], 0
    for match in _INLINE.finditer(raw):
        parts.append(text(unescape(raw[position : match.start()])))
        parts.append(_marked(match, frame))
        position = match.end()
    parts.append(text(unescape(raw[position:])))
    return join(parts)


def link(url: str, label: Html) -> Html:
    """A link that opens beside the page; an address with an unsafe scheme is shown as text only."""
    if not SAFE_LINK.match(url):
        return label
    return el("a", label, href=url, target="_blank", rel="noopener noreferrer")


def _marked(match: re.Match[str], frame: Frame) -> Html:
    kind, body = str(match.lastgroup), match[str(match.lastgroup)]
    match kind:
        case "fence":
            return el("pre", el("code", unescape(body)))
        case "code":
            return el("code", unescape(body))
        case "ref":
            return reference(body, frame)
        case "emoji":
            return text(emoji.character(body))
        case "url":
            return link(unescape(body), text(unescape(body)))
        case _:
            return el({"bold": "strong", "italic": "em", "strike": "del"}[kind], inline(body, frame))


def reference(body: str, frame: Frame) -> Html:
    """What stands between `<` and `>`: a person, a channel, a group, a date, a broadcast or a link."""
    target, _, label = body.partition("|")
    match target[:1], target[1:]:
        case "@", user:
            return mention(user, frame)
        case "#", channel:
            return channel_link(channel, frame)
        case "!", command:
            return _command(command, unescape(label), frame)
    address = unescape(target)
    if SAFE_LINK.match(address):
        return link(address, text(unescape(label) or address.removeprefix("mailto:")))
    return text(unescape(f"<{body}>"))


def mention(user: str, frame: Frame) -> Html:
    """A person, marked when it is the reader."""
    name = frame.person_name(user)
    classes = "mention mention-me" if user == frame.me else "mention"
    return el("span", f"@{name or 'onbekend'}", class_=classes, data_user=user)


def channel_link(channel: str, frame: Frame) -> Html:
    """A channel the reader knows, as a way to it; any other only as 'a private channel'."""
    known = frame.channels.get(channel)
    if known is None:
        return el("span", "privékanaal", class_="mention")
    return el("a", f"#{known.name}", class_="mention", href=f"?in={channel}", data_go_channel=channel)


def _command(command: str, label: str, frame: Frame) -> Html:
    name, *rest = command.split("^")
    if name == "date" and len(rest) >= 2:  # noqa: PLR2004 - a moment and a template
        return _date(rest, label, frame)
    if name == "subteam":
        return el("span", label or "@groep", class_="mention")
    if name in ("here", "channel", "everyone"):
        return el("span", f"@{name}", class_="mention mention-me")
    return text(label or f"<!{command}>")


def _date(rest: list[str], fallback: str, frame: Frame) -> Html:
    stamp, template, *target = rest
    if not re.fullmatch(r"\d{1,11}", stamp):
        return text(fallback)
    moment = datetime.fromtimestamp(int(stamp), UTC)
    shown = el(
        "time",
        dates.fill_template(unescape(template), moment, frame.now, frame.zone),
        datetime=moment.isoformat(),
        title=dates.full(moment, frame.zone),
    )
    return link(unescape(target[0]), shown) if target else shown


def _lines(raw: str, frame: Frame) -> Html:
    """Lines as paragraphs; runs of bullets, numbers or quotations as what they are."""
    if not raw:
        return EMPTY
    parts: list[Html] = []
    run: list[tuple[str, str]] = []
    for line in raw.split("\n"):
        kind, body = _kind(line)
        if run and run[-1][0] != kind:
            parts.append(_run(run, frame))
            run = []
        run.append((kind, body))
    parts.append(_run(run, frame))
    return join(parts)


def _kind(line: str) -> tuple[str, str]:
    for kind, pattern in (("ul", _BULLET), ("ol", _NUMBER), ("quote", _QUOTE)):
        if match := pattern.match(line):
            return kind, line if kind == "ol" else match["body"]
    return "p", line


def _run(run: list[tuple[str, str]], frame: Frame) -> Html:
    bodies = [body for _, body in run]
    match run[0][0]:
        case "ul":
            return el("ul", [el("li", inline(body, frame)) for body in bodies])
        case "ol":
            return _numbered(bodies, frame)
        case "quote":
            return el("blockquote", _broken([inline(body, frame) for body in bodies]))
        case _:
            return _broken([inline(body, frame) for body in bodies])


def _numbered(lines: list[str], frame: Frame) -> Html:
    items = [match for line in lines if (match := _NUMBER.match(line))]
    return el("ol", [el("li", inline(item["body"], frame), value=item["number"]) for item in items])


def _broken(lines: list[Html]) -> Html:
    return Html("<br>".join(lines))
