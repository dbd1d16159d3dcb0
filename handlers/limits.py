"""How much Slack shows at once, and how lists that together are longer are cut to fit."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block

VIEW_BLOCKS = 100  # of a modal or Home
MESSAGE_BLOCKS = 50


def fitted(parts: Sequence[Sequence[Block]], most: int, more: Block) -> list[Block]:
    """The parts after one another in at most `most` blocks; what is cut ends with `more`.

    A short part stays whole and leaves its room to the long ones, which share it evenly. Buttons are never
    parted from what they are about.
    """
    shares = _shares([len(part) for part in parts], most)
    return [
        block
        for part, share in zip(parts, shares, strict=True)
        for block in (part if len(part) <= share else [*_whole(part, share - 1), more])
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
