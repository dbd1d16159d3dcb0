"""What people see of partners stays within Slack's limits, however long the list."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casework.partners.advising import Situation
from casework.partners.closed import Closed, Held
from casework.partners.drafting import PartnerForm
from casework.partners.keeping import Kept
from casework.partners.leaving import Leftover
from casework.partners.looking import PartnerEntry, PartnershipCard
from casework.people import PartnerRef
from handlers.labels import Labels
from handlers.language import load_language
from handlers.partners import forms, views
from handlers.partners.closed import account_closed
from rules.book import load_rulebook
from rules.suggesting import suggest
from sandbox.rules.messages import check_message_blocks
from sandbox.rules.views import check_view

BOOK = load_rulebook()
LABELS = Labels(BOOK, load_language("nl", ZoneInfo("Europe/Amsterdam")))


def entry(number: int, role: str = "mentor") -> PartnerEntry:
    """A partner with the longest texts that the form takes."""
    who = PartnerRef(number, "N" * 80, "O" * 80, role, None)
    return PartnerEntry(who, "c" * 120)


def partnership(number: int, members: int) -> PartnershipCard:
    """A partnership of this many."""
    return PartnershipCard(
        number=number,
        name=f"{number} " + "n" * 78,
        kind=BOOK.meetings["wijkoverleg"],
        channel=f"C0{number}",
        coordinator="U0REGIE",
        overleggen=(),
        members=tuple(entry(one) for one in range(members)),
        mine=True,
        managed=True,
    )


def blocks_of(found: list[Any]) -> list[dict[str, Any]]:
    """As they go to Slack."""
    return [one.to_dict() for one in found]


@pytest.mark.parametrize("count,members", [(1, 100), (6, 100), (40, 30), (40, 0), (7, 8)])
def test_many_partnerships_fit_in_a_message(count: int, members: int) -> None:
    """As many as fit, with the others by name; the buttons are always there."""
    blocks = blocks_of(views.overview(LABELS, [partnership(one, members) for one in range(count)]))
    assert check_message_blocks(blocks) == []
    assert blocks[-1]["type"] == "actions"
    assert "N" * 80 in str(blocks) or members == 0


def test_many_in_one_role_fit_in_the_advice() -> None:
    """A whole region of partners in each of the roles first thought of."""
    advice = suggest(level="N2", place="school", age=14, modifiers=(), author_role="", book=BOOK)
    filled = {role: tuple(entry(one, role) for one in range(60)) for role in BOOK.roles}
    view = views.advice(LABELS, Situation("N2", "school", advice, filled), may_report=True)
    assert check_view(view.to_dict()) == []


def test_where_a_partner_sits_is_always_in_the_list() -> None:
    """Of more partnerships than a list can hold; what is missing there would end with the next change."""
    offered = {number: f"Samenwerking {number}" for number in range(130)}
    view = forms.change(LABELS, 1, offered, PartnerForm(partnerships=("3", "129"))).to_dict()
    assert check_view(view) == []
    (field,) = (one for one in view["blocks"] if one["block_id"] == "partnerships")
    assert {one["value"] for one in field["element"]["initial_options"]} == {"3", "129"}


def test_much_to_take_over_fits() -> None:
    """Somebody who stops everywhere and led a lot."""
    left = tuple(Leftover("goal", f"DOEL-{one}", "g" * 300) for one in range(110))
    names = tuple("n" * 80 for _ in range(40))
    stored = Kept(entry(1).partner, names, left=names, leftovers=left)
    assert check_view(views.kept(LABELS, stored).to_dict()) == []


def test_all_that_somebody_held_is_told_when_the_account_closes() -> None:
    """However much it is, with the way to hand it on."""
    held = tuple(Held("signal", f"S-{number}") for number in range(1000, 1400))
    blocks = blocks_of(account_closed(LABELS.say, Closed(entry(1).partner, held, reviews=True)))
    assert check_message_blocks(blocks) == []
    said = str(blocks)
    assert all(one.ref in said for one in held)
    assert "/overleg wijzig" in said
