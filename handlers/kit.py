"""Block Kit in the house's own shape: one field is one input whose block and action id are its name.

Whatever people typed, and however many of it there are: what is built here Slack takes (`handlers.limits`).
"""

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
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    HeaderBlock,
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

from handlers import limits
from handlers.light import LightMarkdown, LightOption, LightPlainText
from handlers.limits import cut, shorten
from handlers.markup import unmarked

Choice = tuple[str, str] | tuple[str, str, str]  # value, label, description


def escape(text: str) -> str:
    """Text from people for inside mrkdwn, on one line: it can look like nothing that Schakel itself says."""
    return unmarked(text)


def plain(text: str, limit: int = limits.TEXT) -> PlainTextObject:
    """Plain text of at most `limit` characters; colons stay, so that typed text never turns into emoji."""
    return LightPlainText(text=shorten(text, limit), emoji=False)


def mrkdwn(text: str) -> LightMarkdown:
    """Formatted text in which Slack makes no links by itself."""
    return LightMarkdown(text=cut(text, limits.TEXT), verbatim=True)


def options(choices: Iterable[Choice]) -> list[Option]:
    """Options from (value, label) or (value, label, description)."""
    made: list[Option] = []
    for value, label, *description in choices:
        extra = plain(description[0], limits.OPTION) if description and description[0] else None
        made.append(LightOption(value=value, text=plain(label, limits.OPTION), description=extra))
    return made


def _initial(choices: Iterable[Choice], chosen: Iterable[str]) -> list[Option] | None:
    """The chosen ones among these, as many as a field shows as chosen."""
    wanted = set(chosen)
    return options([one for one in choices if one[0] in wanted][: limits.OPTIONS]) or None


def in_a_list(choices: Sequence[Choice]) -> bool:
    """Whether Slack shows these as a list; more of them, or none at all, are searched."""
    return 0 < len(choices) <= limits.OPTIONS


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
        label=plain(label, limits.LABEL),
        element=element,
        optional=optional,
        dispatch_action=tells or None,
        hint=plain(hint, limits.HINT) if hint else None,
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
    """A line or a box of text; what stands in it already never is longer than what may be typed."""
    on_each = DispatchActionConfig(trigger_actions_on=["on_character_entered"]) if tells else None
    element = PlainTextInputElement(
        action_id=name,
        multiline=multiline,
        max_length=min(max(limit, len(initial)), limits.TYPED),
        initial_value=shorten(initial, limits.TYPED) or None,
        placeholder=plain(placeholder, limits.PLACEHOLDER) if placeholder else None,
        dispatch_action_config=on_each,
    )
    return field(name, label, element, optional=optional, hint=hint, tells=tells)


def select_field(
    name: str,
    label: str,
    choices: Sequence[Choice],
    *,
    initial: str | None = None,
    optional: bool = False,
    hint: str | None = None,
    tells: bool = False,
) -> InputBlock:
    """One choice out of any number; what is searched has to be offered at the desk (`Desk.search`)."""
    chosen = next(iter(_initial(choices, [initial] if initial else ()) or ()), None)
    element: InputInteractiveElement = (
        StaticSelectElement(action_id=name, options=options(choices), initial_option=chosen)
        if in_a_list(choices)
        else ExternalDataSelectElement(action_id=name, min_query_length=0, initial_option=chosen)
    )
    return field(name, label, element, optional=optional, hint=hint, tells=tells)


def multi_select_field(
    name: str,
    label: str,
    choices: Sequence[Choice],
    *,
    initial: Iterable[str] = (),
    optional: bool = False,
    hint: str | None = None,
) -> InputBlock:
    """Several choices out of any number; what is searched has to be offered at the desk (`Desk.search`)."""
    chosen = _initial(choices, initial)
    element: InputInteractiveElement = (
        StaticMultiSelectElement(action_id=name, options=options(choices), initial_options=chosen)
        if in_a_list(choices)
        else ExternalDataMultiSelectElement(action_id=name, min_query_length=0, initial_options=chosen)
    )
    return field(name, label, element, optional=optional, hint=hint)


def checkboxes_field(
    name: str,
    label: str,
    choices: Sequence[Choice],
    *,
    initial: Iterable[str] = (),
    optional: bool = False,
    hint: str | None = None,
) -> InputBlock:
    """Ticks; a list to choose from where there are more than Slack shows as ticks."""
    if not 0 < len(choices) <= limits.TICKS:
        return multi_select_field(name, label, choices, initial=initial, optional=optional, hint=hint)
    element = CheckboxesElement(
        action_id=name, options=options(choices), initial_options=_initial(choices, initial)
    )
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


def buttons(*made: ButtonElement) -> ActionsBlock:
    """A row of buttons."""
    return ActionsBlock(elements=list(made))


def section(text: str) -> SectionBlock:
    """A paragraph in mrkdwn; anything typed by people must have gone through `escape`."""
    return SectionBlock(text=mrkdwn(text))


def sections(lines: Iterable[str]) -> list[SectionBlock]:
    """Lines of mrkdwn, however many and long, in as many paragraphs as they ask."""
    return [section(one) for one in limits.pieces("\n".join(lines))]


def row(text: str, pressed: ButtonElement) -> SectionBlock:
    """A paragraph with one button beside it."""
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
