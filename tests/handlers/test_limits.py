"""What people see at once stays within what Slack takes, however much waits for them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.models.blocks import ActionsBlock, Block

from casework.exceptions.looking import ExceptionCard
from casework.people import PartnerRef
from casework.permissions import GRANTS
from handlers import limits
from handlers.acts import Values
from handlers.home import views
from handlers.home.views import HomeList, Visitor
from handlers.inputs import multi_select_field
from handlers.kit import button, buttons, escape, modal, section, sections, small
from handlers.labels import Labels
from handlers.language import load_language
from handlers.naming import listed, named
from handlers.paging import NEXT, PREVIOUS, Part, paged
from handlers.searching import matching
from rules.book import load_rulebook
from sandbox.rules import check_view
from sandbox.rules.messages import LONGEST_IN_BLOCKS, check_message, weight

BOOK = load_rulebook()
LABELS = Labels(BOOK, load_language("nl", ZoneInfo("Europe/Amsterdam")))
WALKED = [0, 1, 25, 50, 100, 101, 500]


def review(number: int) -> ExceptionCard:
    """A ground that waits for this person's judgement."""
    agent = PartnerRef(1, "N" * 80, "Politie", "jeugdagent", "U0AGENT")
    return ExceptionCard(
        ref=f"X-{number}",
        signal_ref=f"S-{number}",
        ground=BOOK.grounds["E07"],
        state="waiting",
        invoker="U0JONGER",
        reviewer="U0FG",
        recipients=(agent,),
        granted_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    )


def parts(number: int) -> list[Part]:
    """So many things, each with its button."""
    return [
        (section(f"{one}"), buttons(button("signal.show", "Bekijk", f"S-{one}"))) for one in range(number)
    ]


def lines(number: int) -> list[Block]:
    """The same after one another."""
    return [block for part in parts(number) for block in part]


@pytest.mark.parametrize("number", WALKED)
def test_home_takes_any_number_of_whatever_waits(number: int) -> None:
    """Fifty reviews made 112 blocks, and Home stayed as it was; what is left out stands behind a button."""
    lists = {
        "reviews": HomeList("*R*", views.review_parts(LABELS, [review(one) for one in range(number)])),
        "waiting": HomeList("*W*", parts(number)),
    }
    everything = Visitor(known=True, tasks=frozenset(GRANTS), coordinates=("Zonnebeek",))
    drawn = views.home(LABELS, lists, [lines(number)], visitor=everything).to_dict()
    assert check_view(drawn) == []
    text = str(drawn)
    assert "112" in text
    every = [
        one["accessory"]["value"]
        for one in drawn["blocks"]
        if "meer dan hier" in str(one) and "accessory" in one
    ]
    assert every == (["reviews", "waiting"] if number > 15 else [])
    if number:
        assert "X-0" in text


@pytest.mark.parametrize("number", WALKED)
def test_every_page_fits_and_nothing_is_on_none_or_on_two(number: int) -> None:
    """Each thing stands on exactly one page, with its button."""
    found: list[str] = []
    page, on = 0, True
    while on:
        blocks = paged(LABELS.say, page, parts(number), head=[section("Kop")], tail=[small("Staart")])
        assert check_view(modal("x", "X", blocks, close="Sluiten").to_dict()) == []
        drawn = [one.to_dict() for one in blocks]
        found += [one["text"]["text"] for one in drawn if one["type"] == "section" and "Kop" not in str(one)]
        on = NEXT in str(drawn)
        assert (PREVIOUS in str(drawn)) == (page > 0)
        assert "Kop" in str(drawn[0])
        assert "Staart" in str(drawn[-1])
        page += 1
    assert found == [str(one) for one in range(number)]


def test_a_page_that_is_gone_is_the_last_one() -> None:
    """The list became shorter meanwhile."""
    assert "499" in str([one.to_dict() for one in paged(LABELS.say, 99, parts(500))])


def test_a_page_counts_what_it_weighs() -> None:
    """Twelve texts of three thousand letters that take twelve bytes each are more than one view."""
    long = [[section("\N{GRINNING FACE}" * 3000)] for _ in range(12)]
    assert len(str(paged(LABELS.say, 0, long)[0].to_dict())) > 3000
    assert len(paged(LABELS.say, 0, long)) < 12


def test_a_short_list_stays_whole_and_a_long_one_takes_what_is_left() -> None:
    """Buttons stay with what they are about."""
    more = section("meer")
    short, long = lines(3), lines(80)
    found = limits.fitted([short, long], 51, lambda at: more)
    assert found[:6] == short
    assert len(found) <= 51
    assert found[-1] is more
    assert isinstance(found[-2], ActionsBlock)


@pytest.mark.parametrize("number", WALKED)
def test_a_message_takes_as_many_parts_as_it_can(number: int) -> None:
    """What is left out is counted, and the buttons at the end are always there."""
    tail = [buttons(button("signal.new", "Melden", "new"))]
    found = limits.parts_of_message(parts(number), lambda left: section(f"nog {left}"), tail)
    drawn = [one.to_dict() for one in found]
    assert check_message({"text": "x", "blocks": drawn}, method="chat.postMessage").error is None
    assert drawn[-1]["type"] == "actions"
    shown = sum(one["type"] == "section" and "nog" not in str(one) for one in drawn)
    left = [one for one in drawn if "nog" in str(one)]
    assert [one["text"]["text"] for one in left] == ([f"nog {number - shown}"] if shown < number else [])


@pytest.mark.parametrize("letters", [10, 400, 3000, 9000])
@pytest.mark.parametrize("number", [1, 5, 49, 60, 500])
def test_whatever_is_drawn_comes_out_as_a_message_that_slack_takes(number: int, letters: int) -> None:
    """By number and by weight; what one can press stays."""
    drawn = [section("a" * letters) for _ in range(number)]
    pressed = buttons(button("signal.show", "Bekijk", "S-1"))
    found = [
        one.to_dict() for one in limits.of_message([*drawn, pressed, small("kleine letters")], small("…"))
    ]
    assert check_message({"text": "x", "blocks": found}, method="chat.postMessage").error is None
    assert "signal.show" in str(found)
    assert weight(found) <= LONGEST_IN_BLOCKS


def test_mrkdwn_is_never_cut_in_the_middle_of_a_mention_or_an_escape() -> None:
    """Half of either would show as it is, or name somebody else."""
    for room in range(2, 60):
        for text in ("Hallo <@U0MENTOR> en <@U0AGENT>, dag allemaal", escape("a<b>&c<d>&e<f>&g<h>&i<j>")):
            short = limits.cut(text, room)
            assert len(short) <= max(room, 1)
            assert short.count("<") == short.count(">")
            assert short.count("&") == short.count(";")


def test_text_of_any_length_comes_out_in_blocks() -> None:
    """Nothing of it is lost."""
    text = [" ".join(f"woord{one}" for one in range(at, at + 700)) for at in range(0, 7000, 700)]
    found = [one.to_dict()["text"]["text"] for one in sections(text)]
    assert all(len(one) <= limits.TEXT for one in found)
    assert " ".join(found).split() == " ".join(text).split()
    assert all(len(one) <= limits.TEXT for one in limits.pieces("x" * 10_000))


@pytest.mark.parametrize("number", [1, 2, 15, 40, 500])
def test_names_that_do_not_fit_are_counted(number: int) -> None:
    """In a row, and line by line."""
    names = [f"Naam{one:03}" for one in range(number)]
    shown = named(LABELS.say, names, 100)
    assert shown.startswith("Naam000")
    assert (f"en {number - 11} anderen" in shown) == (number > 12)
    assert len(shown) < 130
    fitting = listed(LABELS.say, names, 100)
    assert (fitting[-1] == f"… en nog {number - 12}.") == (number > 12)


CHOICES = [(str(one), f"Partner {one}", f"School {one % 7}") for one in range(500)]


@pytest.mark.parametrize("number", [1, 25, 100, 101, 500])
def test_a_list_beyond_what_slack_shows_is_searched(number: int) -> None:
    """What was chosen stays chosen, wherever in the list it stands."""
    last = str(number - 1)
    field = multi_select_field("p", "Wie?", CHOICES[:number], initial=[last]).to_dict()
    view = modal("x", "X", [section("x")], close="Sluiten", submit="Verder").to_dict()
    assert check_view(view | {"blocks": [field]}) == []
    kind = "multi_static_select" if number <= 100 else "multi_external_select"
    assert field["element"]["type"] == kind
    assert [one["value"] for one in field["element"]["initial_options"]] == [last]


def test_searching_finds_words_by_how_they_begin_whatever_their_accents() -> None:
    """Name, role and organisation all count; of those that fit as many as Slack shows."""
    known = [("1", "Çağla Öztürk – mentor", "De Linde"), ("2", "Piet Mentink – jeugdagent", "Politie")]
    assert [one[0] for one in matching(known, "ozt")] == ["1"]
    assert [one[0] for one in matching(known, "ment")] == ["1", "2"]
    assert [one[0] for one in matching(known, "politie piet")] == ["2"]
    assert [one[0] for one in matching(known, "ink")] == ["2"]
    assert matching(known, "zzz") == []
    assert len(matching(CHOICES, "")) == 100
    assert [one[0] for one in matching(CHOICES, "partner 499")] == ["499"]


@pytest.mark.parametrize("chosen", [100, 101, 150, 500])
def test_all_that_is_chosen_already_is_sent_with_the_form(chosen: int) -> None:
    """Slack shows a hundred as chosen: the last of these stand for the others, and can be taken away."""
    field = multi_select_field("p", "Wie?", CHOICES, initial=[one[0] for one in CHOICES[:chosen]]).to_dict()
    view = modal("x", "X", [section("x")], close="Sluiten", submit="Verder").to_dict()
    assert check_view(view | {"blocks": [field]}) == []
    shown = field["element"]["initial_options"]
    assert len(shown) <= 100
    sent = {"p": {"p": {"type": "multi_external_select", "selected_options": shown}}}
    assert Values(sent).many("p") == tuple(one[0] for one in CHOICES[:chosen])
    if chosen > 100:
        assert shown[-1]["text"]["text"].startswith("+")
        sent["p"]["p"]["selected_options"] = shown[:-1]
        assert len(Values(sent).many("p")) == chosen - int(shown[-1]["text"]["text"][1:].split(":")[0])
