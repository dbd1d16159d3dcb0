"""What somebody gets who may not read: the same view, to the last byte, whatever the reason is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.model import View
from tests.bot.steps import consent, fresh, note, read, share, shown
from tests.running import TEAM, report

OPEN = {"NOT_FOR_YOU", "DISCLOSURE_ENDED", "RECIPIENT_NOT_INVOLVED", "SCOPE_RECIPIENT"}
TWO = ["ouder_1", "ouder_2"]


def payload(view: View) -> str:
    """What Slack was sent of a view, without the names that Slack itself gives to views and blocks."""
    sent = {key: view[key] for key in ("title", "private_metadata", "close", "callback_id")}
    blocks = [{key: value for key, value in one.items() if key != "block_id"} for one in view["blocks"]]
    return shown(sent | {"blocks": blocks})


def no(slack: PracticeSlack, ref: str, act: str, field: str, who: str) -> None:
    """Somebody says no, and the zorgcoördinator records it."""
    edith = fresh(slack, "zorgcoordinator")
    edith.press(act, ref, channel=TEAM)
    edith.wait_view(act)
    assert edith.submit(**{field: who}).errors == {}


def nothing_more(slack: PracticeSlack, ref: str) -> None:
    """A yes for one partner, and that is all."""


def youth_objects(slack: PracticeSlack, ref: str) -> None:
    """The young person objects to the other partner."""
    consent(slack, ref, "Stef", youth_voice="bezwaar")


def only_a_talk(slack: PracticeSlack, ref: str) -> None:
    """For the other partner the consequences were never explained."""
    consent(slack, ref, "Stef", statements=["conversation"])


def other_parent_objects(slack: PracticeSlack, ref: str) -> None:
    """The other parent objects."""
    consent(slack, ref, "Stef", holders=TWO, other_holder="bezwaar")


def named_as_well(slack: PracticeSlack, ref: str) -> None:
    """A consent names the other partner too, but nothing was shared with them."""
    consent(slack, ref, "Stef")


CAUSES = [nothing_more, youth_objects, only_a_talk, other_parent_objects, named_as_well]


def test_who_it_was_not_shared_with_cannot_tell_what_others_said(slack: PracticeSlack, bot: Process) -> None:
    """A yes, an objection, a missing signature: the jeugdagent sees one and the same view."""
    seen = {}
    for cause in CAUSES:
        ref = report(slack)
        consent(slack, ref, "Tarik")
        share(slack, ref, "Tarik")
        cause(slack, ref)
        view = read(slack, "jeugdagent", ref.replace("S", "D"))
        seen[cause.__name__] = payload(view).replace(ref, "S-0")
        assert note(view)["code"] == "SCOPE_RECIPIENT"
        assert (note(view)["decision"], note(view)["hint"]) == ("DENY", None)
        assert "noemt u niet" not in shown(view)
    assert len(set(seen.values())) == 1, seen


def withdrawn(slack: PracticeSlack, ref: str) -> None:
    """The parent takes it back."""
    no(slack, ref, "consent.withdraw", "withdrawn_by", "ouder_1")


def refused(slack: PracticeSlack, ref: str) -> None:
    """The young person says no."""
    no(slack, ref, "consent.refused", "refused_by", "jongere")


def objected(slack: PracticeSlack, ref: str) -> None:
    """The young person objects, in a new record for the same partner."""
    consent(slack, ref, "Tarik", youth_voice="bezwaar")


def half_a_year(slack: PracticeSlack, ref: str) -> None:
    """The consent expires."""
    slack.clock.advance(timedelta(days=184).total_seconds())


def sixteenth_birthday(slack: PracticeSlack, ref: str) -> None:
    """The young person turns sixteen, and decides from then on."""
    slack.clock.advance(timedelta(days=1, hours=2).total_seconds())


@pytest.mark.parametrize("cause", [withdrawn, refused, objected, half_a_year, sixteenth_birthday])
def test_a_reader_whose_cover_fell_away_cannot_tell_why(
    slack: PracticeSlack, bot: Process, cause: Callable[[PracticeSlack, str], None]
) -> None:
    """One code that says what the reader knows: it was shared, and now it is not."""
    tomorrow = slack.clock().astimezone(bot.office.zone).date() + timedelta(days=1)
    born = tomorrow.replace(year=tomorrow.year - 16).strftime("%d-%m-%Y")
    ref = report(slack, subject_birthdate=born)
    consent(slack, ref, "Tarik", "Stef")
    share(slack, ref, "Tarik", "Stef")
    read(slack, "jongerenwerker", "D-1")
    cause(slack, ref)
    view = read(slack, "jongerenwerker", "D-1")
    assert note(view) == {
        "code": "DISCLOSURE_ENDED",
        "decision": "DENY",
        "hint": None,
        "ref": ref,
        "error": None,
    }
    assert "nu niet met u te delen" in shown(view)
    assert [
        one for one in ("bezwaar", "ingetrokken", "16", "verlopen", "ouder") if one in payload(view)
    ] == []
