"""Lists that outgrow one view, in pages: what stands above and below is on each of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from handlers.kit import button, buttons, small
from handlers.language import Language
from handlers.limits import VIEW_BLOCKS, VIEW_BYTES

NEXT = "page.next"
PREVIOUS = "page.previous"
TURNING = 2  # blocks: which page this is, and the buttons

Part = Sequence[Block]


def paged(_: Language, page: int, parts: Sequence[Part], *, head: Part = (), tail: Part = ()) -> list[Block]:
    """The blocks of one page, counted from 0; a page that is no longer there is the last one.

    A part, such as a thing and its buttons, stays on one page when it fits on one. The view that shows this
    has to be known at the desk by its callback id (`Desk.pages`).
    """
    pages = _pages(parts, VIEW_BLOCKS - len(head) - len(tail) - TURNING, VIEW_BYTES - _bytes([*head, *tail]))
    at = min(max(page, 0), len(pages) - 1)
    return [*head, *pages[at], *_turning(_, at, len(pages)), *tail]


def _turning(_: Language, at: int, of: int) -> list[Block]:
    if of == 1:
        return []
    back, on = button(PREVIOUS, _("Vorige"), str(at - 1)), button(NEXT, _("Volgende"), str(at + 1))
    pressed = [*([back] if at else []), *([on] if at + 1 < of else [])]
    return [small(_("Bladzijde {at} van {of}", at=at + 1, of=of)), buttons(*pressed)]


def _pages(parts: Sequence[Part], blocks: int, size: int) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    left = size
    for part in (piece for one in parts for piece in _pieces(one, blocks)):
        takes = _bytes(part)
        if pages[-1] and (len(pages[-1]) + len(part) > blocks or takes > left):
            pages.append([])
            left = size
        pages[-1] += part
        left -= takes
    return pages


def _pieces(part: Part, most: int) -> list[Part]:
    """A part that is longer than a page, page by page."""
    return [part[at : at + most] for at in range(0, len(part), most)]


def _bytes(blocks: Part) -> int:
    return sum(len(json.dumps(block.to_dict())) for block in blocks)
