"""Reads the one screen on which a ground is recorded in acute danger."""

from __future__ import annotations

from collections.abc import Collection

from rules.at_once import AtOnce
from rules.reading import Row
from rules.vocabulary import Condition, MetBy


def read_at_once(row: Row, needed: Collection[Condition], open_to: Collection[str]) -> AtOnce | None:
    """The one screen of a ground; its text has to be the reasoning of every condition that needs one."""
    if "at_once" not in row.cells:
        return None
    inner = row.shelf.row(row.where, "at_once", row.cell("at_once"))
    reasoned = tuple(one.id for one in needed if one.met_by is MetBy.REASONING)
    made = AtOnce(
        question=inner.text("question"),
        conditions=inner.ids("conditions", reasoned),
        afterwards=inner.ids("afterwards", reasoned),
        category=inner.text("category"),
        level=inner.text("level"),
    )
    if set(made.conditions) != set(reasoned):
        inner.flaw("leaves a condition without its reasoning")
    inner.check("category", [made.category], open_to)
    inner.done()
    return made
