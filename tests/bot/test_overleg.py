"""An overleg as people plan it, look it up, keep it in their own calendar."""

from __future__ import annotations

import json

import pytest
from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.model import Message
from sandbox.people import Person
from storage.engine import session_for
from storage.overleg_tables import Overleg
from tests import meeting
from tests.meeting import FIRST, FORM, plan, refusal, said
from tests.running import TEAM

clock, bot = meeting.clock, meeting.bot  # the fixtures of every test of an overleg


def test_planning_proposes_the_template_and_names_organiser_and_chair(
    slack: PracticeSlack, bot: Process
) -> None:
    """The form is filled in from the kind of the channel's partnership; the channel hears who does what."""
    farida = slack.as_user("regisseur")
    farida.slash("/overleg", "nieuw", channel=TEAM)
    form = farida.wait_view("overleg.new")
    fields = {one["block_id"]: one["element"] for one in form["blocks"] if one["type"] == "input"}
    assert list(fields) == [
        "partnership",
        "title",
        "first_date",
        "time",
        "duration",
        "frequency",
        "holidays",
        "location",
        "organiser",
        "chair",
        "participants",
        "reminders",
    ]
    assert fields["title"]["initial_value"] == "Wijkoverleg"
    assert fields["frequency"]["initial_option"]["value"] == "four_weekly"
    assert fields["organiser"]["initial_user"] == "U0REGIE"
    invited = {one["text"]["text"] for one in fields["participants"]["initial_options"]}
    assert "Tarik Vogelaar – Jongerenwerker" in invited
    assert not any("Dewi" in one for one in invited)
    answer = farida.submit(**FORM).view
    assert answer is not None
    assert answer["callback_id"] == "overleg.show"
    slack.wait_for(lambda: said(farida.messages(TEAM), "Eerstvolgende keer"))
    (announced,) = said(farida.messages(TEAM), "Eerstvolgende keer")
    told = json.dumps(announced, ensure_ascii=False)
    assert "di 1 december 2026 om 10:00" in told
    assert "Organisator: <@U0REGIE> · voorzitter: <@U0AGENT>" in told
    assert announced["text"] == "Overleg O-1"


def test_a_stranger_is_nothing_to_an_overleg(slack: PracticeSlack, bot: Process) -> None:
    """Outside the partnership, outside the directory and a number that does not exist: one answer."""
    plan(slack)
    stranger, elsewhere, known = (slack.as_user(who) for who in ("buitenstaander", "jeugdhulp", "mentor"))
    for person, text in ((stranger, "toon O-1"), (elsewhere, "toon O-1"), (known, "toon O-99")):
        person.slash("/overleg", text)
        assert refusal(person) == "NOT_FOR_YOU"
    for word in ("wijzig", "verzet", "overslaan", "annuleer"):
        slack.space.stacks[known.id] = []
        known.slash("/overleg", f"{word} O-1")
        assert refusal(known) == "NOT_FOR_YOU"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "Bel 06-12345678", "telefoonnummer"),
        ("title", "", "Vul dit veld in"),
        ("first_date", "2026-11-23", "al voorbij"),
        ("first_date", "2031-01-01", "binnen twee jaar"),
        ("organiser", "U0BUITEN", "bij deze samenwerking hoort"),
        ("chair", "U0JEUGDH", "bij deze samenwerking hoort"),
        ("location", "Kerkstraat 12, 6811 AB", "adres"),
    ],
)
def test_a_bad_field_is_told_at_the_field(
    slack: PracticeSlack, bot: Process, field: str, value: str, words: str
) -> None:
    """The message stands at the field, in Dutch; nothing is stored."""
    farida = slack.as_user("regisseur")
    farida.slash("/overleg", "nieuw", channel=TEAM)
    farida.wait_view("overleg.new")
    done = farida.submit(**{**FORM, field: value})
    assert done.response_action == "errors"
    if not done.by_client:
        assert words in done.errors[field]
    with session_for(bot.engine, write=False) as session:
        assert session.exec(select(Overleg)).all() == []


def test_a_time_that_has_passed_today_is_told_at_the_time(slack: PracticeSlack, bot: Process) -> None:
    """Half past ten today is over; eleven is not."""
    farida = slack.as_user("regisseur")
    farida.slash("/overleg", "nieuw", channel=TEAM)
    farida.wait_view("overleg.new")
    assert "voorbij" in farida.submit(**{**FORM, "first_date": "2026-11-24", "time": "10:30"}).errors["time"]
    assert farida.submit(time="11:00").errors == {}


def test_the_list_help_and_english_words(slack: PracticeSlack, bot: Process) -> None:
    """Bare is the list, a typing error gets the nearest word, English words do the same."""
    farida = plan(slack)
    farida.slash("/overleg", channel=TEAM)
    slack.wait_for(lambda: said(farida.ephemerals(TEAM), "O-1"))
    farida.slash("/overleg", "anuleer O-1", channel=TEAM)
    slack.wait_for(lambda: said(farida.ephemerals(TEAM), "Bedoelt u `/overleg annuleer`?"))
    farida.slash("/overleg", "show o1", channel=TEAM)
    assert farida.wait_view("overleg.show")
    farida.slash("/overleg", "help", channel=TEAM)
    slack.wait_for(lambda: said(farida.ephemerals(TEAM), "/overleg verzet O-1`"))


def wait_files(person: Person, many: int) -> list[Message]:
    """The direct messages with a file, as soon as there are so many."""

    def found() -> list[Message]:
        return [one for one in person.dm() if one.get("files")]

    person.slack.wait_for(lambda: len(found()) == many)
    return found()


def test_a_calendar_file_comes_with_a_stable_uid_and_a_growing_sequence(
    slack: PracticeSlack, bot: Process
) -> None:
    """In the person's own messages; after a move the same UID, a higher number and the new time."""
    farida = plan(slack)
    seen = []
    for number in (1, 2):
        slack.space.stacks[farida.id] = []  # nobody types a command with a form open
        farida.slash("/overleg", "toon O-1/2026-12-01", channel=TEAM)
        farida.wait_view("overleg.show")
        farida.press("overleg.ics", FIRST)
        file = wait_files(farida, number)[-1]["files"][0]
        assert file["name"] == "O-1-2026-12-01.ics"
        seen.append(slack.space.contents[file["id"]].decode().replace("\r\n ", ""))
        assert "staat in uw berichten" in json.dumps(farida.wait_view("overleg.ics.given"))
        farida.close()
        if number == 1:
            farida.press("overleg.move", FIRST)
            farida.wait_view("overleg.move")
            farida.submit(date="2026-12-02")
    assert "UID:O-1-2026-12-01@T0ZONNEBEEK.schakel" in seen[0]
    assert "UID:O-1-2026-12-01@T0ZONNEBEEK.schakel" in seen[1]
    assert "SEQUENCE:0" in seen[0]
    assert "SEQUENCE:1" in seen[1]
    assert "DTSTART:20261201T090000Z" in seen[0]
    assert "DTSTART:20261202T090000Z" in seen[1]


def test_home_shows_my_next_overleggen_and_action_points(slack: PracticeSlack, bot: Process) -> None:
    """With a button for each; a stranger sees neither."""
    farida = plan(slack)
    farida.slash("/overleg", "toon O-1/2026-12-01", channel=TEAM)
    farida.wait_view("overleg.show")
    farida.press("overleg.outcome", FIRST)
    farida.wait_view("overleg.outcome")
    farida.submit(action_text="Zaal regelen", action_owner="U0REGIE")
    home = json.dumps(farida.open_home(), ensure_ascii=False)
    assert "Mijn eerstvolgende overleggen" in home
    assert home.count("*Wijkoverleg*") == 1
    assert "Zaal regelen" in home
    slack.space.stacks[farida.id] = []
    farida.press("action.done", "A-1")
    slack.wait_for(lambda: "Zaal regelen" not in json.dumps(farida.open_home()))
    assert "eerstvolgende" not in json.dumps(slack.as_user("buitenstaander").open_home()).lower()


def test_another_partnership_brings_its_own_template(slack: PracticeSlack, bot: Process) -> None:
    """Chosen in the form, a fresh one opens with that kind's title, rhythm and people."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/overleg", "nieuw", channel=TEAM)
    first = edith.wait_view("overleg.new")
    edith.fill(first_date="2026-12-07", time="09:00")
    edith.pick("partnership", "2")
    second = slack.wait_for(lambda: edith.view if edith.view and edith.view["id"] != first["id"] else None)
    fields = {one["block_id"]: one["element"] for one in second["blocks"] if one["type"] == "input"}
    assert fields["title"]["initial_value"] == "MDO"
    assert fields["frequency"]["initial_option"]["value"] == "six_weekly"
    assert fields["first_date"]["initial_date"] == "2026-12-07"
    assert edith.submit().response_action == "clear"
    assert edith.stack == []
