"""Block Kit in the house's own shape: one field is one input whose block and action id are its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.blocks.block_elements import InputInteractiveElement
from slack_sdk.models.views import View

from handlers.light import LightMarkdown, LightOption, LightPlainText
from handlers.markup import unmarked

OPTION_TEXT = 75
PLAIN_SECTION = 3000
TITLE = 24

Choice = tuple[str, str] | tuple[str, str, str]  # value, label, description


def escape(text: str) -> str:
    """Text from people for inside mrkdwn, on one line: it can look like nothing that Schakel itself says."""
    return unmarked(text)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def plain(text: str) -> PlainTextObject:
    """Plain text; colons stay colons, so that typed text never turns into emoji."""
    return LightPlainText(text=text, emoji=False)


def options(choices: Iterable[Choice]) -> list[Option]:
    """Options from (value, label) or (value, label, description)."""
    made: list[Option] = []
    for value, label, *description in choices:
        extra = plain(shorten(description[0], OPTION_TEXT)) if description else None
        made.append(LightOption(value=value, text=plain(shorten(label, OPTION_TEXT)), description=extra))
    return made


def _initial(choices: Sequence[Option], chosen: Iterable[str]) -> list[Option] | None:
    wanted = set(chosen)
    return [one for one in choices if one.value in wanted] or None


def field(
    name: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
    tells: bool = False,
) -> InputBlock:
    """One input of a form; with `tells` Schakel hears of each change before anything is submitted."""
    return InputBlock(
        block_id=name,
        label=plain(label),
        element=element,
        optional=optional,
        dispatch_action=tells or None,
        hint=plain(hint) if hint else None,
    )


def text_field(
    name: str,
    label: str,
    *,
    limit: int,
    optional: bool = False,
    hint: str | None = None,
    multiline: bool = False,
    initial: str = "",
    placeholder: str | None = None,
    tells: bool = False,
) -> InputBlock:
    """A line or a box of text."""
    on_each = DispatchActionConfig(trigger_actions_on=["on_character_entered"]) if tells else None
    element = PlainTextInputElement(
        action_id=name,
        multiline=multiline,
        max_length=limit,
        initial_value=initial or None,
        placeholder=plain(placeholder) if placeholder else None,
        dispatch_action_config=on_each,
    )
    return field(name, label, element, optional=optional, hint=hint, tells=tells)


def select_field(
    name: str,
    label: str,
    choices: Iterable[Choice],
    *,
    initial: str | None = None,
    optional: bool = False,
    hint: str | None = None,
    tells: bool = False,
) -> InputBlock:
    """One choice out of a list."""
    offered = options(choices)
    chosen = _initial(offered, [initial] if initial else [])
    element = StaticSelectElement(
        action_id=name, options=offered, initial_option=chosen[0] if chosen else None
    )
    return field(name, label, element, optional=optional, hint=hint, tells=tells)


def multi_select_field(
    name: str,
    label: str,
    choices: Iterable[Choice],
    *,
    initial: Iterable[str] = (),
    optional: bool = False,
    hint: str | None = None,
) -> InputBlock:
    """Several choices out of a list."""
    offered = options(choices)
    element = StaticMultiSelectElement(
        action_id=name, options=offered, initial_options=_initial(offered, initial)
    )
    return field(name, label, element, optional=optional, hint=hint)


def checkboxes_field(
    name: str,
    label: str,
    choices: Iterable[Choice],
    *,
    initial: Iterable[str] = (),
    optional: bool = False,
    hint: str | None = None,
) -> InputBlock:
    """Ticks, at most ten."""
    offered = options(choices)
    element = CheckboxesElement(action_id=name, options=offered, initial_options=_initial(offered, initial))
    return field(name, label, element, optional=optional, hint=hint)


def user_field(
    name: str, label: str, *, initial: str | None = None, optional: bool = False, hint: str | None = None
) -> InputBlock:
    """One account of the workspace."""
    element = UserSelectElement(action_id=name, initial_user=initial)
    return field(name, label, element, optional=optional, hint=hint)


def date_field(
    name: str, label: str, *, initial: str | None = None, optional: bool = False, hint: str | None = None
) -> InputBlock:
    """A calendar date."""
    element = DatePickerElement(action_id=name, initial_date=initial)
    return field(name, label, element, optional=optional, hint=hint)


def time_field(
    name: str, label: str, *, initial: str | None = None, optional: bool = False, hint: str | None = None
) -> InputBlock:
    """A time of day."""
    return field(
        name, label, TimePickerElement(action_id=name, initial_time=initial), optional=optional, hint=hint
    )


def button(
    action: str,
    label: str,
    value: str,
    *,
    style: str | None = None,
    confirm: tuple[str, str, str, str] | None = None,
    spoken: str | None = None,
) -> ButtonElement:
    """A button; `confirm` is title, text, yes, no; `spoken` is what a screen reader says."""
    asked = None
    if confirm:
        title, text, yes, no = confirm
        asked = ConfirmObject(title=plain(title), text=plain(text), confirm=plain(yes), deny=plain(no))
    return ButtonElement(
        action_id=action,
        text=plain(label),
        value=value,
        style=style,
        confirm=asked,
        accessibility_label=spoken,
    )


def buttons(*made: ButtonElement) -> ActionsBlock:
    """A row of buttons."""
    return ActionsBlock(elements=list(made))


def section(text: str) -> SectionBlock:
    """A paragraph in mrkdwn; anything typed by people must have gone through `escape`."""
    return SectionBlock(text=LightMarkdown(text=text, verbatim=True))


def row(text: str, pressed: ButtonElement) -> SectionBlock:
    """A paragraph with one button beside it."""
    return SectionBlock(text=LightMarkdown(text=text, verbatim=True), accessory=pressed)


def verbatim(text: str) -> list[SectionBlock]:
    """Text exactly as somebody typed it, in as many blocks as Slack's limit asks."""
    parts = [text[at : at + PLAIN_SECTION] for at in range(0, len(text), PLAIN_SECTION)]
    return [SectionBlock(text=plain(part)) for part in parts]


def small(text: str) -> ContextBlock:
    """A remark in small grey print, in mrkdwn."""
    return ContextBlock(elements=[LightMarkdown(text=text, verbatim=True)])


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
    """A modal; its title is cut to what Slack takes."""
    return View(
        type="modal",
        callback_id=callback,
        title=plain(shorten(title, TITLE)),
        submit=plain(submit) if submit else None,
        close=plain(close),
        blocks=list(blocks),
        private_metadata=metadata,
        notify_on_close=notify_on_close,
    )
