"""The inputs of a form: one field is one input whose block and action id are its name.

However many choices there are: what is built here Slack takes (`handlers.limits`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.blocks.block_elements import InputInteractiveElement

from handlers import limits
from handlers.kit import plain
from handlers.light import LightOption
from handlers.limits import shorten

Choice = tuple[str, str] | tuple[str, str, str]  # value, label, description


def options(choices: Iterable[Choice]) -> list[Option]:
    """Options from (value, label) or (value, label, description)."""
    made: list[Option] = []
    for value, label, *description in choices:
        extra = plain(description[0], limits.OPTION) if description and description[0] else None
        made.append(LightOption(value=value, text=plain(label, limits.OPTION), description=extra))
    return made


def _initial(choices: Iterable[Choice], chosen: Iterable[str]) -> list[Option] | None:
    """The chosen ones among these; where they are more than a field shows, its last ones stand for the rest.

    Such a one says how many it stands for and can be taken away as any other; `values_of` reads it.
    """
    wanted = set(chosen)
    found = [one for one in choices if one[0] in wanted]
    shown, bundles = len(found), list[list[Choice]]()
    while shown and shown + len(bundles) > limits.OPTIONS:
        shown = max(limits.OPTIONS - max(len(bundles), 1), 0)
        bundles = _bundles(found[shown:])
    return options([*found[:shown], *map(_bundle, bundles)]) or None


_STANDS_FOR, _AND = "+", ","


def values_of(option: str) -> list[str]:
    """The value of an option that was chosen, or the values of all that it stands for."""
    bundled = option.startswith(_STANDS_FOR)
    return option.removeprefix(_STANDS_FOR).split(_AND) if bundled else [option]


def _bundles(found: Sequence[Choice]) -> list[list[Choice]]:
    """These in as few as the value of an option has room for."""
    made, room = list[list[Choice]](), 0
    for one in found:
        room -= len(one[0]) + 1
        if room < 0:
            made.append([])
            room = limits.OPTION_VALUE - len(one[0]) - 1
        made[-1].append(one)
    return made


def _bundle(held: Sequence[Choice]) -> Choice:
    first, last = (shorten(one[1], limits.OPTION // 2 - 5) for one in (held[0], held[-1]))
    return _STANDS_FOR + _AND.join(one[0] for one in held), f"+{len(held)}: {first} {limits.CUT} {last}"


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
    tells: bool = False,
) -> InputBlock:
    """Several choices out of any number; what is searched has to be offered at the desk (`Desk.search`)."""
    chosen = _initial(choices, initial)
    element: InputInteractiveElement = (
        StaticMultiSelectElement(action_id=name, options=options(choices), initial_options=chosen)
        if in_a_list(choices)
        else ExternalDataMultiSelectElement(action_id=name, min_query_length=0, initial_options=chosen)
    )
    return field(name, label, element, optional=optional, hint=hint, tells=tells)


def checkboxes_field(
    name: str,
    label: str,
    choices: Sequence[Choice],
    *,
    initial: Iterable[str] = (),
    optional: bool = False,
    hint: str | None = None,
    tells: bool = False,
) -> InputBlock:
    """Ticks; a list to choose from where there are more than Slack shows as ticks."""
    if not 0 < len(choices) <= limits.TICKS:
        return multi_select_field(name, label, choices, initial=initial, optional=optional, hint=hint)
    element = CheckboxesElement(
        action_id=name, options=options(choices), initial_options=_initial(choices, initial)
    )
    return field(name, label, element, optional=optional, hint=hint, tells=tells)


def user_field(
    name: str, label: str, *, initial: str | None = None, optional: bool = False, hint: str | None = None
) -> InputBlock:
    """One account of the workspace."""
    element = UserSelectElement(action_id=name, initial_user=initial)
    return field(name, label, element, optional=optional, hint=hint)


def channel_field(
    name: str, label: str, *, initial: str | None = None, optional: bool = False, hint: str | None = None
) -> InputBlock:
    """One channel of this workspace, public or private, shared with no other."""
    element = ConversationSelectElement(
        action_id=name,
        initial_conversation=initial,
        filter=ConversationFilter(include=["public", "private"], exclude_external_shared_channels=True),
    )
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
