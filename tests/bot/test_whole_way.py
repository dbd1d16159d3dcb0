"""The story of the first issue: reported, tagged, refused, consented, shared, read, and refused again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.process import Process
from sandbox import PracticeSlack, events
from sandbox.errors import CannotDo
from sandbox.model import Message, View
from sandbox.people import Person
from storage.audit_verify import verify
from storage.engine import session_for
from tests.running import FORM, TEAM, partner_option, report, running_bot

CANARIES = ("Jesse Verzonnen", "Verzonnen", "2011-05-14", "14-05-2011", "14 mei 2011", "pakketjes wegbrengt")


def note(view: dict[str, object]) -> dict[str, object]:
    """The machine's copy of a readable refusal."""
    read = json.loads(str(view["private_metadata"]))
    assert isinstance(read, dict)
    return read


def refused_code(person: Person) -> object:
    """The code of the refusal on top."""
    return note(person.wait_view("refusal"))["code"]


def consent(slack: PracticeSlack, ref: str, *names: str, **changes: object) -> str:
    """The zorgcoördinator records the parent's yes for these partners; returns the view that follows."""
    edith = slack.as_user("zorgcoordinator")
    edith.press("consent.record", ref, channel=TEAM)
    form = edith.wait_view("consent.record")
    shown = {block["block_id"] for block in form["blocks"] if block["type"] == "input"}
    values: dict[str, object] = {
        "holders": ["ouder_1"],
        "gezag_verified": "yes",
        "given_by": ["ouder_1"],
        "youth_voice": "instemmend",
        "recipients": [partner_option(form, name) for name in names],
        "categories": ["identiteit", "signaal"],
        "statements": ["conversation", "consequences_explained"],
        **changes,
    }
    done = edith.submit(**{name: value for name, value in values.items() if name in shown})
    assert done.errors == {}
    assert done.view is not None
    return str(done.view["callback_id"])


def share(slack: PracticeSlack, ref: str, **values: object) -> View | None:
    """The zorgcoördinator shares; the view that is on top afterwards, None when all closed."""
    edith = slack.as_user("zorgcoordinator")
    slack.space.stacks[edith.id] = []
    edith.press("signal.share", ref, channel=TEAM)
    edith.wait_view("signal.share")
    return edith.submit(**values).view


def read(slack: PracticeSlack, who: str, disclosure: str) -> Person:
    """Somebody presses the button in the thread; the person, with what they then see on top."""
    person = slack.as_user(who)
    slack.wait_for(lambda: any("staan klaar" in one["text"] for one in _everything(slack)))
    slack.space.stacks[person.id] = []
    person.press("disclosure.open", disclosure, channel=TEAM)
    person.wait_view()
    return person


def _everything(slack: PracticeSlack) -> list[Message]:
    return list(slack.space.channels[TEAM].messages.values())


@pytest.mark.parametrize("bot", ["socket", "http"], indirect=True)
def test_the_whole_way_of_the_first_issue(slack: PracticeSlack, bot: Process) -> None:
    """Refused before consent; afterwards the jongerenwerker reads and the jeugdagent is refused."""
    ref = report(slack)
    slack.wait_for(slack.as_user("jongerenwerker").dm)
    assert [one["text"] for one in slack.as_user("jongerenwerker").dm()] == [
        "U bent betrokken bij signaal S-1"
    ]
    form = slack.as_user("zorgcoordinator")
    form.press("signal.share", ref, channel=TEAM)
    tarik = partner_option(form.wait_view("signal.share"), "Tarik")
    refused = form.submit(recipients=[tarik]).view
    assert refused is not None
    assert note(refused) == {
        "code": "NO_CONSENT",
        "decision": "DENY",
        "hint": "ASK_CONSENT",
        "ref": "S-1",
        "error": None,
    }
    slack.space.stacks[form.id] = []
    assert consent(slack, ref, "Tarik") == "consent.recorded"
    assert share(slack, ref) is None
    shown = json.dumps(read(slack, "jongerenwerker", "D-1").view)
    assert FORM["details"] in shown
    assert refused_code(read(slack, "jeugdagent", "D-1")) == "SCOPE_RECIPIENT"
    assert refused_code(read(slack, "leerplicht", "D-1")) == "RECIPIENT_NOT_INVOLVED"
    with session_for(bot.engine, write=False) as session:
        assert verify(session, bot.office.store.vault.audit_key).ok


def test_nothing_sealed_leaves_before_it_is_opened(
    slack: PracticeSlack, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Name, birth date and details are in no outbound call, log line, database file or WAL."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        ref = report(slack)
        consent(slack, ref, "Tarik")
        share(slack, ref)
        slack.wait_for(lambda: any("staan klaar" in one["text"] for one in _everything(slack)))
        calls = json.dumps([one.args for one in slack.calls], ensure_ascii=False)
        files = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    written = capfd.readouterr()
    for canary in CANARIES:
        assert canary not in calls
        assert canary not in written.out + written.err
        assert canary.encode() not in files


def test_a_stranger_gets_the_same_answer_as_for_nothing(slack: PracticeSlack, bot: Process) -> None:
    """A number that exists and one that does not are alike, for somebody outside the directory and within."""
    report(slack)
    for who, others in (("buitenstaander", "S-1"), ("jeugdhulp", "S-1")):
        person, seen = slack.as_user(who), []
        for number in (others, "S-99"):
            slack.space.stacks[person.id] = []
            person.slash("/signal", f"toon {number}")
            seen.append(person.wait_view("refusal"))
        assert note(seen[0]) == note(seen[1])
        assert note(seen[0])["code"] == "NOT_FOR_YOU"
        assert [one["text"] for one in seen[0]["blocks"]] == [one["text"] for one in seen[1]["blocks"]]


def test_the_other_parent_must_be_recorded(slack: PracticeSlack, bot: Process) -> None:
    """With two holders of gezag a single yes is stored, and the answer says what is still missing."""
    report(slack)
    shown = consent(slack, "S-1", "Tarik", holders=["ouder_1", "ouder_2"])
    assert shown == "consent.recorded"
    told = json.dumps(slack.as_user("zorgcoordinator").view, ensure_ascii=False)
    assert "andere ouder" in told
    assert "Vul aan" in told


def test_a_refusal_closes_the_road(slack: PracticeSlack, bot: Process) -> None:
    """After a recorded refusal the same sharing needs an exception, and the channel says nothing of it."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    edith = slack.as_user("zorgcoordinator")
    slack.space.stacks[edith.id] = []
    edith.press("consent.refused", ref, channel=TEAM)
    edith.wait_view("consent.refused")
    closed = edith.submit(refused_by="ouder_1").view
    assert closed is not None
    assert closed["callback_id"] == "consent.closed"
    edith.press("signal.share", ref, channel=TEAM)
    form = edith.wait_view("signal.share")
    refused = edith.submit(recipients=[partner_option(form, "Tarik")]).view
    assert refused is not None
    assert (note(refused)["code"], note(refused)["decision"]) == ("PARENT_OBJECTS", "NEEDS_EXCEPTION")
    slack.idle()
    said = json.dumps(_everything(slack), ensure_ascii=False).lower()
    assert "geweigerd" not in said
    assert "bezwaar" not in said


def test_undo_erases_what_was_told(slack: PracticeSlack, bot: Process) -> None:
    """Taken back within a quarter of an hour: the card becomes a notice and the content key is gone."""
    ref = report(slack)
    edith = slack.as_user("zorgcoordinator")
    slack.wait_for(edith.dm)
    edith.press("signal.undo", ref, channel=slack.space.im_of(edith.id).id)
    slack.wait_for(lambda: any("ingetrokken" in json.dumps(one) for one in edith.messages(TEAM)))
    with session_for(bot.engine, write=False) as session:
        keys = session.connection().exec_driver_sql("select content_key from signal_keys").scalar()
    assert keys is None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("summary", "Bel mij op 06-12345678 hierover", "telefoonnummer"),
        ("summary", "Nummer 999990019 staat in het dossier", "burgerservicenummer"),
        ("summary", "Jesse mist vaak de eerste uren", "naam van de jongere"),
        ("summary", "Let op <!channel> dit speelt nu", "hele kanaal"),
        ("subject_birthdate", "31-02-2011", "bestaat niet"),
        ("subject_birthdate", "20-03-2031", "toekomst"),
        ("subject_birthdate", "maart", "20-03-2011"),
        ("details", "Het BSN is 999990019", "burgerservicenummer"),
        ("categories", [], "gegevens"),
    ],
)
def test_a_bad_field_is_told_at_the_field(
    slack: PracticeSlack, bot: Process, field: str, value: object, said: str
) -> None:
    """The message stands at the field, in Dutch, without what was typed; nothing is stored."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    done = edith.submit(**{**FORM, field: value})
    assert done.response_action == "errors"
    assert said in done.errors[field]
    assert str(value) not in done.errors[field] or value == []
    with session_for(bot.engine, write=False) as session:
        assert session.connection().exec_driver_sql("select count(*) from signal").scalar() == 0


def test_a_possible_name_is_asked_about_once(slack: PracticeSlack, bot: Process) -> None:
    """The form comes back with the question and what was typed; sending it again is enough."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    asked = edith.submit(**{**FORM, "summary": "Vaak gezien met Kwispelaar bij de flat"})
    assert asked.view is not None
    assert asked.view["callback_id"] == "signal.new"
    assert "naam" in json.dumps(asked.view["blocks"][0])
    shown = edith.submit().view
    assert shown is not None
    assert shown["callback_id"] == "signal.partners"


def test_another_text_is_asked_about_anew(slack: PracticeSlack, bot: Process) -> None:
    """Who answered for a class has not answered for a name; the words are quoted, the field is in focus."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    first = edith.submit(**{**FORM, "summary": "Vaak weg uit klas 3B"}).view
    assert first is not None
    assert "*klas 3B*" in json.dumps(first["blocks"][0])
    field = next(one for one in first["blocks"] if one.get("block_id") == "summary")
    assert field["element"]["focus_on_load"] is True
    assert "3B" not in first["private_metadata"]
    second = edith.submit(summary="Vaak weg uit klas 3B, net als Emirhan Yildiz").view
    assert second is not None
    assert second["callback_id"] == "signal.new"
    assert "*Emirhan*" in json.dumps(second["blocks"][0])
    with session_for(bot.engine, write=False) as session:
        assert session.connection().exec_driver_sql("select count(*) from signal").scalar() == 0
    done = edith.submit().view
    assert done is not None
    assert done["callback_id"] == "signal.partners"


def test_the_outcome_is_asked_about_too(slack: PracticeSlack, bot: Process) -> None:
    """What closes a signal is read by the whole channel."""
    ref = report(slack)
    edith = slack.as_user("zorgcoordinator")
    slack.space.stacks[edith.id] = []
    own = slack.space.im_of(edith.id).id
    slack.wait_for(lambda: any(ref in one["text"] for one in edith.messages(own)))
    edith.press("signal.close", ref, channel=own)
    edith.wait_view("signal.close")
    asked = edith.submit(outcome="Emirhan krijgt hulp").view
    assert asked is not None
    assert "*Emirhan*" in json.dumps(asked["blocks"][0])
    assert edith.submit().errors == {}


def test_an_unknown_word_gets_the_nearest_one(slack: PracticeSlack, bot: Process) -> None:
    """A typing error in a command is met with help."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", "lijts", channel=TEAM)
    slack.wait_for(lambda: edith.ephemerals(TEAM))
    assert "/signal lijst" in edith.ephemerals(TEAM)[-1]["text"]


def test_a_second_delivery_changes_nothing(slack: PracticeSlack, bot: Process) -> None:
    """The same submission twice gives one signal."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    edith.fill(**FORM)
    view = edith.view
    assert view is not None
    payload = events.view_submission(slack.space, edith.human, view, slack.space.new_trigger(edith.id))
    for _ in range(2):
        assert slack.deliver("interactive", payload, answers=True) is not None
    with session_for(bot.engine, write=False) as session:
        assert session.connection().exec_driver_sql("select count(*) from signal").scalar() == 1


def test_a_guest_of_one_channel_cannot_press_what_is_not_there(slack: PracticeSlack, bot: Process) -> None:
    """The practice Slack shows nobody a button in a channel they are not in."""
    report(slack)
    with pytest.raises(CannotDo):
        slack.as_user("gast").press("signal.pickup", "S-1", timeout=0.1)
