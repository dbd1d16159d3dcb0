"""Block Kit in the house's own shape: texts, buttons, and the views that hold them.

Whatever people typed, and however many of it there are: what is built here Slack takes (`handlers.limits`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from handlers import limits
from handlers.light import LightMarkdown, LightOption, LightPlainText
from handlers.limits import cut, shorten
from handlers.markup import unmarked


def escape(text: str) -> str:
    """Text from people for inside mrkdwn, on one line: it can look like nothing that Schakel itself says."""
    return unmarked(text)


def plain(text: str, limit: int = limits.TEXT) -> PlainTextObject:
    """Plain text of at most `limit` characters; colons stay, so that typed text never turns into emoji."""
    return LightPlainText(text=shorten(text, limit), emoji=False)


def mrkdwn(text: str) -> LightMarkdown:
    """Formatted text in which Slack makes no links by itself."""
    return LightMarkdown(text=cut(text, limits.TEXT), verbatim=True)


def button(
    action: str,
    label: str,
    value: str,
    *,
    style: str | None = None,
    confirm: tuple[str, str, str, str] | None = None,
    about: str | None = None,
) -> ButtonElement:
    """A button; `confirm` is title, text, yes, no.

    `about` is what it is about, for whom hears the page instead of seeing it: said after the words on the
    button, so that these also find it by voice.
    """
    asked = None
    if confirm:
        title, text, yes, no = confirm
        asked = ConfirmObject(
            title=plain(title, limits.CONFIRM_TITLE),
            text=plain(text, limits.CONFIRM_TEXT),
            confirm=plain(yes, limits.CONFIRM_ANSWER),
            deny=plain(no, limits.CONFIRM_ANSWER),
        )
    return ButtonElement(
        action_id=action,
        text=plain(label, limits.BUTTON),
        value=value,
        style=style,
        confirm=asked,
        accessibility_label=shorten(f"{label}: {about}", limits.SPOKEN) if about else None,
    )


MENU = "menu"


def buttons(*made: ButtonElement, rest: Sequence[ButtonElement] = ()) -> ActionsBlock:
    """A row of buttons; `rest` is behind one menu at its end.

    An option of the menu carries the name and the reference of its button ('signal.close:S-1'), and does the
    same (`Desk.menus`). Raises ValueError for more than Slack puts in a menu, and for one that asks first.
    """
    return ActionsBlock(elements=[*made, *([menu(*rest)] if rest else [])])


def menu(*behind: ButtonElement) -> OverflowMenuElement:
    """A menu in which each of these buttons is an option; raises like `buttons`."""
    if len(behind) > limits.MENU or any(one.confirm for one in behind):
        raise ValueError([one.action_id for one in behind])
    return OverflowMenuElement(action_id=MENU, options=[_option(one) for one in behind])


def _option(made: ButtonElement) -> Option:
    said = made.text.text if made.text else ""
    return LightOption(value=f"{made.action_id}:{made.value}", text=plain(said, limits.OPTION))


def section(text: str) -> SectionBlock:
    """A paragraph in mrkdwn; anything typed by people must have gone through `escape`."""
    return SectionBlock(text=mrkdwn(text))


def sections(lines: Iterable[str]) -> list[SectionBlock]:
    """Lines of mrkdwn, however many and long, in as many paragraphs as they ask."""
    return [section(one) for one in limits.pieces("\n".join(lines))]


def row(text: str, pressed: ButtonElement | OverflowMenuElement) -> SectionBlock:
    """A paragraph with one button or menu beside it."""
    return SectionBlock(text=mrkdwn(text), accessory=pressed)


def verbatim(text: str) -> list[SectionBlock]:
    """Text exactly as somebody typed it, in as many blocks as Slack's limit asks."""
    parts = [text[at : at + limits.TEXT] for at in range(0, len(text), limits.TEXT)]
    return [SectionBlock(text=plain(part)) for part in parts]


def small(text: str) -> ContextBlock:
    """A remark in small grey print, in mrkdwn."""
    return ContextBlock(elements=[mrkdwn(text)])


def header(text: str) -> HeaderBlock:
    """The name of a page."""
    return HeaderBlock(text=plain(text, limits.HEADER))


def modal(
    callback: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str,
    metadata: str = "",
    notify_on_close: bool = False,
) -> View:
    """A modal; a list that may grow long is one of pages (`handlers.paging`).

    Raises ValueError when what it has to remember is more than Slack keeps for it.
    """
    if len(metadata) > limits.METADATA:
        raise ValueError(f"{callback} has to remember {len(metadata)} characters")
    return View(
        type="modal",
        callback_id=callback,
        title=plain(title, limits.TITLE),
        submit=plain(submit, limits.TITLE) if submit else None,
        close=plain(close, limits.TITLE),
        blocks=limits.of_view(blocks, small(limits.CUT)),
        private_metadata=metadata,
        notify_on_close=notify_on_close,
    )


def home_tab(blocks: Sequence[Block]) -> View:
    """The Home tab."""
    return View(type="home", blocks=limits.of_view(blocks, small(limits.CUT)))
