"""Less at once: at most three buttons on a message, five in a modal; the rest is behind one menu a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from sandbox.elements import elements_of
from tests.brim.filling import LETTERS, Brim
from tests.brim.test_brim import DRAWN, FOUND, drawn, flat

ON_A_MESSAGE, IN_A_MODAL = 3, 5
MAIN = 1
# One of everything: what a list shows of each thing counts once.
ONE = [Brim(1, turn) for turn in range(len(LETTERS) + 1)]
# Home, and the lists on it, where each thing has its row.
PAGES = {"home.views.home", "overleg.views.home", "regie.views.waiting_parts"}
# What a message holds is counted where it is made.
WITHIN: dict[str, dict[str, Any]] = {"overleg.cards.reminder": {"agenda": ()}}


def elements(blocks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What can be pressed at once, in a message or in a modal."""
    found = [one for block in blocks if block["type"] != "input" for one in elements_of(block)]
    return [one for one in found if one["type"] in ("button", "overflow")]


def buttons(blocks: Iterable[dict[str, Any]]) -> list[str]:
    """The buttons among them that are not behind a menu."""
    return [one["action_id"] for one in elements(blocks) if one["type"] == "button"]


def rows_of(blocks: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows of buttons."""
    return [elements([one]) for one in blocks if one["type"] == "actions"]


@pytest.mark.parametrize("name", sorted(set(FOUND) - PAGES))
def test_a_modal_shows_five_buttons_at_most(name: str) -> None:
    """With one of everything in it, whoever looks."""
    for brim in ONE:
        for view in drawn(FOUND[name], brim):
            assert len(buttons(view["blocks"])) <= IN_A_MODAL, buttons(view["blocks"])


@pytest.mark.parametrize("name", sorted(set(DRAWN) - PAGES))
def test_a_message_shows_three_buttons_at_most(name: str) -> None:
    """One of them at most is the main one, and no row has more than one menu."""
    for brim in ONE:
        blocks = [
            one.to_dict()
            for one in flat(brim.call(DRAWN[name], **WITHIN.get(name, {})))
            if isinstance(one, Block)
        ]
        assert len(buttons(blocks)) <= ON_A_MESSAGE, buttons(blocks)
        main = [one for one in elements(blocks) if one.get("style") == "primary"]
        assert len(main) <= MAIN, main
        for row in rows_of(blocks):
            assert sum(one["type"] == "overflow" for one in row) <= 1
