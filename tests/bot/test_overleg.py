"""An overleg the whole way: planned, reminded of, attended, changed, and what came of it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack
from storage.audit_tables import AuditRow
from storage.audit_verify import verify
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from storage.overleg_tables import Overleg
from tests import meeting
from tests.meeting import FIRST, FORM, JumpingClock, at, jump, plan, refusal, reminders, said, settle
from tests.running import TEAM, partner_option, report

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
    assert farida.submit(**FORM).view["callback_id"] == "overleg.show"  # type: ignore[index]  # a view is there
    slack.wait_for(lambda: said(farida.messages(TEAM), "Eerstvolgende keer"))
    (announced,) = said(farida.messages(TEAM), "Eerstvolgende keer")
    told = json.dumps(announced, ensure_ascii=False)
    assert "di 1 december 2026 om 10:00" in told
    assert "Organisator: <@U0REGIE> · voorzitter: <@U0AGENT>" in told
    assert announced["text"] == "Overleg O-1"


def test_reminders_come_once_to_the_channel_the_hosts_and_who_is_not_in_the_channel(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """The day reminder: one in the channel, one each to organiser, chair and the invitee outside it."""
    slack.space.channels[TEAM].members.discard("U0WIJKTEAM")
    plan(slack)
    jump(bot, clock, at(30, 9, 0, month=11))
    people = [slack.as_user(who) for who in ("regisseur", "jeugdagent", "wijkteam")]
    for one in people:
        slack.wait_for(lambda one=one: reminders(one.dm()))
    slack.wait_for(lambda: reminders(people[0].messages(TEAM)))
    settle(bot)
    assert [len(reminders(one.dm())) for one in people] == [1, 1, 1]
    assert len(reminders(people[0].messages(TEAM))) == 1
    assert reminders(slack.as_user("jongerenwerker").dm()) == []
    jump(bot, clock, at(30, 9, 10, month=11))
    settle(bot)
    assert len(reminders(people[0].messages(TEAM))) == 1


def test_a_reminder_that_would_be_too_late_is_skipped_and_in_the_audit(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Half an hour after an hour reminder was due nobody gets it any more; the day's was sent in time."""
    farida = plan(slack)
    jump(bot, clock, at(30, 20, 59, month=11))
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    jump(bot, clock, at(1, 8, 21))

    def skipped() -> list[AuditRow]:
        with session_for(bot.engine, write=False) as session:
            found = select(AuditRow).where(AuditRow.act == "post.skip", AuditRow.ref == FIRST)
            return [row for row in session.exec(found).all() if row.facts["kind"] == "overleg.hour"]

    assert slack.wait_for(skipped)[0].code == "too_late"
    assert len(reminders(farida.messages(TEAM))) == 1


def test_presence_is_one_press_with_a_live_count(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Who comes, who does not and whom they send stands under the reminder; a later answer replaces one."""
    farida = plan(slack)
    jump(bot, clock, at(30, 9, 0, month=11))
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    tarik, stef = slack.as_user("jongerenwerker"), slack.as_user("jeugdagent")
    tarik.press("overleg.present", FIRST, channel=TEAM)
    slack.wait_for(lambda: said(farida.messages(TEAM), "1 aanwezig: <@U0JONGER>"))
    stef.press("overleg.absent", FIRST, channel=TEAM)
    stef.wait_view("overleg.deputy")
    assert stef.submit(user="U0BUITEN").errors["user"].startswith("Kies iemand die bij deze samenwerking")
    assert stef.submit(user="U0MENTOR").response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "<@U0AGENT> (stuurt <@U0MENTOR>)"))
    slack.wait_for(lambda: said(slack.as_user("mentor").dm(), "vraagt u om te komen"))
    stef.press("overleg.present", FIRST, channel=TEAM)
    slack.wait_for(lambda: said(farida.messages(TEAM), "2 aanwezig"))
    slack.wait_for(lambda: said(slack.as_user("mentor").dm(), "hoeft niet meer in te vallen"))
    settle(bot)
    assert not said(farida.messages(TEAM), "afwezig")


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


def test_a_move_takes_the_reminders_along(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """Moved after the day reminder: that one says so, and a new one comes before the new day, not the old."""
    farida = plan(slack)
    jump(bot, clock, at(30, 9, 0, month=11))
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    farida.slash("/overleg", "verzet O-1/2026-12-01", channel=TEAM)
    farida.wait_view("overleg.move")
    assert farida.submit(date="2026-12-03", time="14:30").response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "is verzet naar *do 3 december 2026, 14:30–15:30*"))
    slack.wait_for(lambda: said(farida.messages(TEAM), "is nu op do 3 december 2026"))
    jump(bot, clock, at(1, 8, 0))
    settle(bot)
    assert len(reminders(farida.messages(TEAM))) == 1
    jump(bot, clock, at(2, 13, 30))
    slack.wait_for(lambda: len(reminders(farida.messages(TEAM))) == 2)
    jump(bot, clock, at(3, 12, 30))
    slack.wait_for(lambda: len(reminders(farida.messages(TEAM))) == 3)
    assert "begint om 14:30" in json.dumps(reminders(farida.messages(TEAM))[-1])


def test_a_skipped_time_is_told_and_not_reminded_of(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Skipped by command; the next one goes on."""
    farida = plan(slack)
    farida.slash("/overleg", "overslaan O-1", channel=TEAM)
    slack.wait_for(lambda: said(farida.ephemerals(TEAM), "valt uit. Iedereen krijgt bericht."))
    slack.wait_for(lambda: said(farida.messages(TEAM), "van di 1 december 2026: valt uit"))
    jump(bot, clock, at(30, 9, 0, month=11))
    jump(bot, clock, at(1, 8, 0))
    settle(bot)
    assert reminders(farida.messages(TEAM)) == []
    jump(bot, clock, at(14, 9, 0))
    slack.wait_for(lambda: reminders(farida.messages(TEAM), "O-1/2026-12-15"))


def test_a_cancelled_series_reminds_nobody(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """The channel hears it once; nothing follows."""
    farida = plan(slack)
    farida.slash("/overleg", "annuleer O-1", channel=TEAM)
    slack.wait_for(lambda: said(farida.messages(TEAM), "geen enkele keer gaat meer door"))
    jump(bot, clock, at(30, 9, 0, month=11))
    jump(bot, clock, at(1, 8, 0))
    settle(bot)
    assert reminders(farida.messages(TEAM)) == []
    farida.slash("/overleg", "agenda O-1", channel=TEAM)
    assert refusal(farida) == "OVERLEG_CANCELLED"
    with session_for(bot.engine, write=False) as session:
        left = session.exec(select(Post).where(Post.state == PostState.WAITING)).all()
        assert [one.kind for one in left] == []


def test_another_chair_for_one_time(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """The chair of that one time is named, gets the reminder, and may move it; the series keeps its own."""
    farida = plan(slack)
    farida.slash("/overleg", "toon O-1/2026-12-01", channel=TEAM)
    farida.wait_view("overleg.show")
    farida.press("overleg.chair", FIRST)
    farida.wait_view("overleg.chair")
    assert farida.submit(chair="U0BUITEN").response_action == "errors"
    assert farida.submit(chair="U0JONGER").response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "<@U0JONGER> zit voor"))
    jump(bot, clock, at(30, 9, 0, month=11))
    tarik = slack.as_user("jongerenwerker")
    slack.wait_for(lambda: reminders(tarik.dm()))
    assert "voorzitter: <@U0JONGER> (deze keer)" in json.dumps(reminders(tarik.dm())[0], ensure_ascii=False)
    settle(bot)
    assert reminders(slack.as_user("jeugdagent").dm()) == []
    tarik.slash("/overleg", "verzet O-1/2026-12-01", channel=TEAM)
    assert tarik.wait_view("overleg.move")
    with session_for(bot.engine, write=False) as session:
        assert session.get_one(Overleg, 1).chair == "U0AGENT"


def test_the_agenda_says_what_may_be_discussed_and_to_whom_what_is_missing(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """By number and level; the reason per invitee only for organiser and reporter, never in the channel."""
    plan(slack, reminders=["agenda"], first_date="2026-12-08")
    ref = report(slack)
    edith, farida, stef = (slack.as_user(who) for who in ("zorgcoordinator", "regisseur", "jeugdagent"))
    shown = {}
    for one in (edith, farida, stef):
        slack.space.stacks[one.id] = []
        one.slash("/overleg", "agenda O-1", channel=TEAM)
        shown[one.id] = json.dumps(one.wait_view("overleg.agenda"), ensure_ascii=False)
        assert ref in shown[one.id]
        assert "bespreek anoniem" in shown[one.id]
        assert "Leerling mist" not in shown[one.id]
    assert "nog geen toestemming vastgelegd" in shown[farida.id]
    assert "nog geen toestemming vastgelegd" in shown[edith.id]
    assert "toestemming" not in shown[stef.id].lower()
    jump(bot, clock, at(1, 9, 0))
    slack.wait_for(lambda: reminders(farida.messages(TEAM), "O-1/2026-12-08"))
    called = json.dumps(reminders(farida.messages(TEAM), "O-1/2026-12-08"), ensure_ascii=False)
    assert "bespreek anoniem" in called
    assert "toestemming" not in called.lower()


def test_details_may_be_discussed_when_everyone_at_the_table_knows_them(
    slack: PracticeSlack, bot: Process
) -> None:
    """Only the reporter sits there: nobody is missing. With the jeugdagent as chair somebody is."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/overleg", "nieuw", channel=TEAM)
    form = edith.wait_view("overleg.new")
    mine = partner_option(form, "Edith Zomerdijk")
    alone = {**FORM, "organiser": edith.id, "chair": edith.id, "participants": [mine]}
    assert edith.submit(**alone).errors == {}
    slack.space.stacks[edith.id] = []
    report(slack)
    edith.slash("/overleg", "agenda O-1", channel=TEAM)
    assert "bespreekbaar met iedereen" in json.dumps(edith.wait_view("overleg.agenda"))
    edith.slash("/overleg", "toon O-1/2026-12-01", channel=TEAM)
    edith.wait_view("overleg.show")
    edith.press("overleg.chair", FIRST)
    edith.wait_view("overleg.chair")
    edith.submit(chair="U0AGENT")
    slack.space.stacks[edith.id] = []
    edith.slash("/overleg", "agenda O-1", channel=TEAM)
    assert "bespreek anoniem" in json.dumps(edith.wait_view("overleg.agenda"))


def test_own_items_stand_on_the_agenda(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """Checked text; a possible name is asked about once; the call in the channel follows."""
    farida = plan(slack, reminders=["agenda"])
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    tarik = slack.as_user("jongerenwerker")
    tarik.press("overleg.item", FIRST, channel=TEAM)
    tarik.wait_view("overleg.item")
    assert "telefoonnummer" in tarik.submit(item="Bel 06-12345678").errors["item"]
    asked = tarik.submit(item="Overlast bij de flat van Verzinsel")
    assert asked.view is not None
    assert asked.view["callback_id"] == "overleg.item"
    assert tarik.submit().response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "Overlast bij de flat van Verzinsel – <@U0JONGER>"))


def test_decisions_are_sealed_and_actions_return(
    slack: PracticeSlack, bot: Process, clock: JumpingClock, tmp_path: Path
) -> None:
    """The decision is in no call, message or file; its author reads it back, another is told to wait."""
    farida = plan(slack, reminders=["follow_up"])
    ref = report(slack)
    jump(bot, clock, at(1, 10, 0))
    slack.wait_for(lambda: said(farida.dm(), "is afgelopen"))
    farida.press("overleg.outcome", FIRST, channel=slack.space.im_of(farida.id).id)
    form = farida.wait_view("overleg.outcome")
    assert [one["block_id"] for one in form["blocks"] if one["type"] == "input"] == [
        "decisions",
        "action_text",
        "action_owner",
        "action_due",
    ]
    secret = "School belt oma over het vervoer"
    done = farida.submit(
        decisions=f"{ref}: {secret}",
        action_text="Mentor spreekt af met het wijkteam",
        action_owner="U0MENTOR",
        action_due="2026-12-10",
    )
    assert done.view is not None
    assert done.view["callback_id"] == "overleg.recorded", done
    mentor = slack.as_user("mentor")
    slack.wait_for(lambda: said(mentor.dm(), "*A-1* · Mentor spreekt af"))
    slack.wait_for(lambda: said(farida.messages(TEAM), "Besluiten vastgelegd bij S-1"))
    settle(bot)
    outbound = json.dumps([one.args for one in slack.calls], ensure_ascii=False)
    assert secret not in outbound
    assert all(secret.encode() not in one.read_bytes() for one in tmp_path.iterdir())
    slack.space.stacks[farida.id] = []
    farida.press("overleg.decisions", FIRST, channel=TEAM)
    assert secret in json.dumps(farida.wait_view("overleg.decisions"))
    stef = slack.as_user("jeugdagent")
    stef.press("overleg.decisions", FIRST, channel=TEAM)
    refused = json.dumps(stef.wait_view("overleg.decisions"), ensure_ascii=False)
    assert "nu niet met u te delen" in refused
    assert secret not in refused
    slack.space.stacks[stef.id] = []
    stef.slash("/overleg", "agenda O-1", channel=TEAM)
    assert "Mentor spreekt af" in json.dumps(stef.wait_view("overleg.agenda"))
    jump(bot, clock, at(10, 8, 0))
    slack.wait_for(lambda: said(mentor.dm(), "nog open?"))
    mentor.press("action.done", "A-1", channel=slack.space.im_of(mentor.id).id)
    slack.wait_for(lambda: len(said(mentor.dm(), "*A-1* is gedaan")) >= 2)
    with session_for(bot.engine, write=False) as session:
        assert verify(session, bot.office.store.vault.audit_key).ok


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
    slack.wait_for(lambda: said(farida.ephemerals(TEAM), "/overleg verzet O-1/2026-12-01"))


def test_a_calendar_file_comes_with_a_stable_uid_and_a_growing_sequence(
    slack: PracticeSlack, bot: Process
) -> None:
    """In the person's own messages; after a move the same UID, a higher number and the new time."""
    farida = plan(slack)
    files = lambda: [one for one in farida.dm() if one.get("files")]  # noqa: E731
    seen = []
    for number in (1, 2):
        farida.slash("/overleg", "toon O-1/2026-12-01", channel=TEAM)
        farida.wait_view("overleg.show")
        farida.press("overleg.ics", FIRST)
        slack.wait_for(lambda number=number: len(files()) == number)
        file = files()[-1]["files"][0]
        assert file["name"] == "O-1-2026-12-01.ics"
        seen.append(slack.space.contents[file["id"]].decode().replace("\r\n ", ""))
        if number == 1:
            farida.press("overleg.move", FIRST)
            farida.wait_view("overleg.move")
            farida.submit(date="2026-12-02")
    assert "UID:O-1-2026-12-01@T0ZONNEBEEK.schakel" in seen[0]
    assert "UID:O-1-2026-12-01@T0ZONNEBEEK.schakel" in seen[1]
    assert "SEQUENCE:0" in seen[0]
    assert "SEQUENCE:1" in seen[1]
    assert "DTSTART;TZID=Europe/Amsterdam:20261201T100000" in seen[0]
    assert "DTSTART;TZID=Europe/Amsterdam:20261202T100000" in seen[1]


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
    assert "Zaal regelen" in home
    slack.space.stacks[farida.id] = []
    farida.press("action.done", "A-1")
    slack.wait_for(lambda: "Zaal regelen" not in json.dumps(farida.open_home()))
    assert "overleggen" not in json.dumps(slack.as_user("buitenstaander").open_home()).lower()


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


def test_an_hour_of_downtime_neither_loses_nor_doubles(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Stopped before the hour reminder was due and started a quarter later: it comes, once."""
    farida = plan(slack, reminders=["hour"])
    settle(bot)
    bot.worker.stop()
    jump(bot, clock, at(1, 8, 0) + timedelta(minutes=15))
    bot.worker.start()
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    settle(bot)
    assert len(reminders(farida.messages(TEAM))) == 1
