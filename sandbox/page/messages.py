"""Draws messages: who, when, what, and what a person can do with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sandbox.page import dates
from sandbox.page.avatars import avatar
from sandbox.page.blocks import blocks
from sandbox.page.icons import icon
from sandbox.page.markup import EMPTY, Html, el, join
from sandbox.page.markup import text as escaped
from sandbox.page.mrkdwn import link, mrkdwn, unescape
from sandbox.page.scene import Message, Scene
from sandbox.page.tools import reaction, thread_href, tools

_QUIET = frozenset(
    {
        "channel_join",
        "channel_leave",
        "channel_topic",
        "channel_purpose",
        "channel_name",
        "group_join",
        "group_leave",
        "group_topic",
        "group_purpose",
        "group_name",
        "channel_archive",
        "channel_unarchive",
        "channel_convert_to_public",
        "channel_convert_to_private",
    }
)
SAME_BREATH_SECONDS = 300


def message_list(scene: Scene, messages: Sequence[Message], *, in_thread: bool = False) -> Html:
    """Messages under the headings of their days; a quick follow-up by the same person has no header."""
    parts: list[Html] = []
    day: date | None = None
    before: Message | None = None
    today = scene.frame.now.astimezone(scene.frame.zone).date()
    for message in messages:
        said_on = _moment(message).astimezone(scene.frame.zone).date()
        if said_on != day and not in_thread:
            parts.append(_day(said_on, today))
            before = None
        day = said_on
        parts.append(_message(scene, message, in_thread=in_thread, follows=_follows(before, message)))
        before = message
        if in_thread and message is messages[0]:
            parts.append(_reply_line(len(messages) - 1))
            before = None
    return join(parts)


def author(scene: Scene, message: Message) -> str:
    """The name a message goes under."""
    given = message.get("username") or (message.get("bot_profile") or {}).get("name")
    named = scene.frame.person_name(str(message.get("user", "")))
    return str(given or named or (scene.app_name if message.get("bot_id") else "Onbekend"))


def preview(scene: Scene, message: Message) -> str:
    """The first words of a message without formatting, for labels."""
    said = str(message.get("text") or "").split("\n")[0]
    return said[:80] or "bericht"


def _day(day: date, today: date) -> Html:
    heading = el("h2", dates.day_name(day, today), class_="day-name")
    return el("div", heading, class_="day", data_keyed=f"day:{day}")


def _reply_line(count: int) -> Html:
    said = {0: "Nog geen reacties", 1: "1 reactie"}.get(count, f"{count} reacties")
    return el("div", el("span", said), class_="reply-line", data_keyed="replies")


def _moment(message: Message) -> datetime:
    return datetime.fromtimestamp(float(message["ts"]), UTC)


def _follows(before: Message | None, message: Message) -> bool:
    if before is None or any(m.get("is_ephemeral") or m.get("subtype") in _QUIET for m in (before, message)):
        return False
    same = (before.get("user"), before.get("bot_id")) == (message.get("user"), message.get("bot_id"))
    return same and float(message["ts"]) - float(before["ts"]) < SAME_BREATH_SECONDS


def _message(scene: Scene, message: Message, *, in_thread: bool, follows: bool) -> Html:
    if message.get("subtype") in _QUIET:
        return _quiet(scene, message)
    private = bool(message.get("is_ephemeral"))
    name, bot = author(scene, message), bool(message.get("bot_id"))
    side = (
        el("span", _time(scene, message), class_="message-side")
        if follows
        else avatar(str(message.get("user", "")), name, scene.frame, bot=bot)
    )
    head = None if follows else _head(scene, message, name)
    classes = " ".join(
        filter(None, ("message", "message-private" if private else "", "message-next" if follows else ""))
    )
    return el(
        "article",
        el("p", icon("eye"), "Alleen zichtbaar voor jou", class_="private-note") if private else None,
        side,
        el(
            "div",
            head,
            _body(scene, message, in_thread),
            _foot(scene, message, in_thread),
            class_="message-main",
        ),
        None if private else tools(scene, message, in_thread),
        class_=classes,
        tabindex=-1,
        aria_label=f"{name}, {dates.clock_time(_moment(message), scene.frame.zone)}",
        data_testid="ephemeral" if private else "message",
        data_ts=message["ts"],
        data_channel=message.get("channel"),
        data_thread_ts=message.get("thread_ts"),
        data_author=message.get("user"),
        data_ephemeral=private,
        data_raw=unescape(str(message.get("text") or "")) if message.get("user") == scene.me.id else None,
        data_keyed=f"{message['ts']}{'!' if private else ''}",
    )


def _quiet(scene: Scene, message: Message) -> Html:
    said = mrkdwn(str(message.get("text") or ""), scene.frame)
    return el(
        "p",
        said,
        class_="message-quiet",
        data_testid="message",
        data_ts=message["ts"],
        data_keyed=message["ts"],
    )


def _head(scene: Scene, message: Message, name: str) -> Html:
    badge = el("span", "app", class_="badge") if message.get("bot_id") else None
    return el(
        "header", el("span", name, class_="author"), badge, _time(scene, message), class_="message-head"
    )


def _time(scene: Scene, message: Message) -> Html:
    moment, zone = _moment(message), scene.frame.zone
    return el(
        "time",
        dates.clock_time(moment, zone),
        datetime=moment.isoformat(),
        title=dates.full(moment, zone),
        class_="time",
    )


def _body(scene: Scene, message: Message, in_thread: bool) -> Html:
    mark = ("!" if message.get("is_ephemeral") else "") + ("t" if in_thread else "")
    frame = scene.frame.at(f"{message['ts']}{mark}")
    typed = message.get("client_msg_id")  # a person's own words: their text keeps the formatting
    if message.get("blocks") and not typed:
        content = blocks(message["blocks"], frame)
    else:
        content = el("div", mrkdwn(str(message.get("text") or ""), frame), class_="rich")
    edited = el("span", "(bewerkt)", class_="edited") if message.get("edited") else None
    extra = [
        _attachment(scene, part, index, message)
        for index, part in enumerate(message.get("attachments") or [])
    ]
    files = [_file(part) for part in message.get("files") or []]
    return el("div", content, edited, extra, files, class_="message-body")


def _attachment(scene: Scene, part: Message, index: int, message: Message) -> Html:
    frame = scene.frame.at(f"{message['ts']}-{index}")
    if part.get("blocks"):
        return el("div", blocks(part["blocks"], frame), class_="attachment")
    title = escaped(str(part.get("title") or ""))
    heading = link(str(part.get("title_link") or ""), title) if title else EMPTY
    said = mrkdwn(str(part.get("text") or part.get("fallback") or ""), frame)
    author = el("p", str(part["author_name"]), class_="option-note") if part.get("is_share") else None
    top = el("p", heading) if heading else None
    return el("div", author, top, el("div", said, class_="rich"), class_="attachment")


def _file(part: Message) -> Html:
    title, name = str(part.get("title") or ""), str(part.get("name") or "Bestand")
    told = el("span", name, class_="option-note") if title else None
    address = f"/page/file/{part['id']}"
    link = el("a", title or name, told, href=address, download=name, class_="file")
    if part.get("mimetype") != "image/png":
        return link
    return join([link, el("img", src=address, alt=str(part.get("alt_txt") or ""), class_="picture")])


def _foot(scene: Scene, message: Message, in_thread: bool) -> Html:
    parts = []
    if message.get("reactions"):
        marks = [reaction(scene, one) for one in message["reactions"]]
        parts.append(el("div", marks, class_="reactions"))
    count = int(message.get("reply_count") or 0)
    if count and not in_thread:
        said = "1 reactie" if count == 1 else f"{count} reacties"
        parts.append(
            el(
                "a",
                icon("reply"),
                said,
                href=thread_href(scene, message),
                class_="replies",
                data_thread=message["ts"],
                data_testid="replies",
            )
        )
    return join(parts)
