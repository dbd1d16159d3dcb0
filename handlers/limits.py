"""What Slack takes of each element of Block Kit, and how whatever is longer is cut to fit.

Nothing else in the house knows these numbers. Texts are cut where they are built (`handlers.kit`), lists
where they are shown, and each view and message once more as a whole on its way out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block

VIEW_BLOCKS = 100  # of a modal or Home
VIEW_BYTES = 240_000  # Slack refuses from 250 KB on
MESSAGE_BLOCKS = 49  # Slack takes 50; one is the line above what stays (`handlers.rendering`)
# What all texts of a message weigh together is unpublished: measured was 9,600 characters in 50 blocks taken
# and 11,300 in 45 refused (slack 4.1).
MESSAGE_WEIGHT = 10_000
BLOCK_WEIGHT = 20
NOTIFICATION = 1_000  # characters; Slack takes 4,000 bytes when a message is updated

TEXT = 3_000  # of a section or a remark
HEADER = 150
ROW_OF_BUTTONS = 25
BUTTON = 75
SPOKEN = 75
BUTTON_VALUE = 2_000
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_ANSWER = 30

LABEL = 2_000
HINT = 2_000
PLACEHOLDER = 150
TYPED = 3_000  # characters that fit in a field
OPTIONS = 100
TICKS = 10
OPTION = 75  # and as much for what stands under it
OPTION_VALUE = 150
MENU = 5

TITLE = 24  # of a modal; and of what its two buttons say
METADATA = 3_000
BLOCK_ID = 255

CUT = "…"
# The beginning of a mention, a link or a character reference that was cut in two.
_HALF = re.compile(r"(?:<[^<>]*|&[a-z]{0,4})$")


def shorten(text: str, limit: int) -> str:
    """Plain text of at most `limit` characters, with an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + CUT


def cut(text: str, limit: int) -> str:
    """The same for mrkdwn: nothing is cut in the middle of a mention, a link or an escaped character."""
    return text if len(text) <= limit else _HALF.sub("", text[: limit - 1]).rstrip() + CUT


def how_many(lengths: Sequence[int], room: int) -> int:
    """How many of the first of these fit in `room` together."""
    taken = 0
    for at, length in enumerate(lengths):
        taken += length
        if taken > room:
            return at
    return len(lengths)


def pieces(text: str, limit: int = TEXT) -> list[str]:
    """Mrkdwn of any length in pieces that fit in a block each, parted between lines, else between words."""
    found: list[str] = []
    while len(text) > limit:
        whole = _HALF.sub("", text[: limit + 1])
        at = max(whole.rfind("\n"), 0) or max(whole.rfind(" "), 0) or min(limit, len(whole)) or limit
        found.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [one for one in [*found, text] if one]


def weight(blocks: Sequence[Block]) -> int:
    """What blocks weigh against `MESSAGE_WEIGHT`."""
    return sum(BLOCK_WEIGHT + _characters(block.to_dict()) for block in blocks)


def _characters(part: object) -> int:
    match part:
        case dict():
            own = part.get("text")
            inside = sum(_characters(one) for one in part.values())
            return inside + (len(own) if isinstance(own, str) else 0)
        case list():
            return sum(map(_characters, part))
        case _:
            return 0


def of_message(blocks: Sequence[Block], more: Block) -> list[Block]:
    """These blocks as one message; where they do not fit, `more` stands for what is left out."""
    whole = len(blocks) <= MESSAGE_BLOCKS and weight(blocks) <= MESSAGE_WEIGHT
    return list(blocks) if whole else _squeezed(blocks, more, MESSAGE_BLOCKS, MESSAGE_WEIGHT, weight)


def parts_of_message(
    parts: Sequence[Sequence[Block]], more: Callable[[int], Block], tail: Sequence[Block] = ()
) -> list[Block]:
    """The first parts that fit in one message whole, then how many do not, then `tail`."""
    blocks, weighs = list[Block](), weight([more(len(parts)), *tail])
    for at, part in enumerate(parts):
        weighs += weight(part)
        if weighs > MESSAGE_WEIGHT or len(blocks) + len(part) + len(tail) >= MESSAGE_BLOCKS:
            return [*blocks, more(len(parts) - at), *tail]
        blocks += part
    return [*blocks, *tail]


def of_view(blocks: Sequence[Block], more: Block) -> list[Block]:
    """These blocks as one view; where they do not fit, `more` stands for what is left out."""
    return (
        list(blocks) if len(blocks) <= VIEW_BLOCKS else _squeezed(blocks, more, VIEW_BLOCKS, VIEW_BLOCKS, len)
    )


LONGEST_END = 4  # blocks


def _squeezed(
    blocks: Sequence[Block],
    more: Block,
    most: int,
    room: int,
    measure: Callable[[Sequence[Block]], int],
) -> list[Block]:
    """What stands first, then `more`, then the buttons at the end with what belongs to them."""
    last = max((at for at, block in enumerate(blocks) if isinstance(block, ActionsBlock)), default=0)
    end = blocks[last:] if last and len(blocks) - last <= LONGEST_END else blocks[:0]
    rest = blocks[: len(blocks) - len(end)]
    fits = how_many([measure([one]) for one in rest], room - measure([more, *end]))
    return [*_whole(rest, min(fits, most - len(end) - 1)), more, *end]


def fitted(parts: Sequence[Sequence[Block]], most: int, more: Callable[[int], Block]) -> list[Block]:
    """The parts after one another in at most `most` blocks; what is cut ends with `more` of that part.

    A short part stays whole and leaves its room to the long ones, which share it evenly. Buttons are never
    parted from what they are about.
    """
    shares = _shares([len(part) for part in parts], most)
    return [
        block
        for at, (part, share) in enumerate(zip(parts, shares, strict=True))
        for block in (part if len(part) <= share else [*_whole(part, share - 1), more(at)])
    ]


def _shares(wanted: Sequence[int], most: int) -> list[int]:
    shares = [0] * len(wanted)
    shortest_first = sorted(range(len(wanted)), key=lambda at: wanted[at])
    for done, at in enumerate(shortest_first):
        shares[at] = min(wanted[at], (most - sum(shares)) // (len(wanted) - done))
    return shares


def _whole(part: Sequence[Block], most: int) -> Sequence[Block]:
    """The first `most` blocks, or one less where the next one holds the buttons of the last."""
    apart = most < len(part) and isinstance(part[most], ActionsBlock)
    return part[: most - 1] if apart else part[:most]
