"""Registering tells nobody whether the young person was known already."""

from __future__ import annotations

import json
import re

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.test_regie import MDO, dm_says, report_at, spoken
from tests.running import TEAM

EXPECTED = 4  # the form, the card, the prompt in its thread, and what the reporter hears of it


def test_registering_answers_alike_whether_the_name_was_known(slack: PracticeSlack, bot: Process) -> None:
    """Message for message the same to the reporter and the channel, but for the number and the minute."""
    report_at(slack, "jongerenwerker", TEAM)
    told = []
    for name in ("Jesse Verzonnen", "Noor Zilverblad"):
        before = len(list(spoken(slack)))
        report_at(slack, "mentor", MDO, subject_name=name)
        told.append(_all_told(slack, before))
    dm_says(slack, "regisseur", "mogelijk over dezelfde jongere")
    assert told[0] == told[1]
    assert len(told[0]) == EXPECTED


def _all_told(slack: PracticeSlack, since: int) -> list[str]:
    slack.wait_for(lambda: len(_told(slack, since)) >= EXPECTED)
    return _told(slack, since)


def _told(slack: PracticeSlack, since: int) -> list[str]:
    """What the mentor and the channel heard after so many calls; a call is noted once it was answered."""
    mine = [one for one in list(spoken(slack))[since:] if one[0] in ("U0MENTOR", MDO)]
    return sorted(_bare(receiver, said) for receiver, said in mine)


def _bare(receiver: str, said: str) -> str:
    kept = {key: one for key, one in json.loads(said).items() if key in ("text", "blocks", "view")}
    plain = json.dumps(kept, sort_keys=True)
    return receiver + re.sub(r"S-\d+|block_id\": \"[^\"]*|[0-9a-f-]{36}", "#", plain)
