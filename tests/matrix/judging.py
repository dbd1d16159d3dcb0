"""What came of an act in one word, and what stands in its answer that this person may not know."""

from __future__ import annotations

import re

from rules.codes import Reason
from tests.matrix import scene
from tests.matrix.bench import Answered
from tests.matrix.plays import codes_in
from tests.matrix.table import Outcome

SEALED = (
    *scene.NAME.split(),
    "19-08-2012",
    "2012-08-19",
    "19 augustus 2012",
    scene.DETAILS,
    scene.REASON,
    scene.DECISION,
)
# The codes that say something of consent; who may hear them: author and lead.
CODES = frozenset(str(one) for one in Reason) - {
    "NOT_FOR_YOU",
    "DISCLOSURE_ENDED",
    "RECIPIENT_NOT_INVOLVED",
    "RECIPIENT_CATEGORY",
    "SCOPE_RECIPIENT",
}
MAY_KNOW = frozenset({"melder", "regie"})
# Who reads the signal that only chosen people read; the privacy officer sees its number in the log.
READERS, SEE_THE_NUMBER = frozenset({"melder", "coordinator", "gedekt"}), frozenset({"fg"})
# The guided check answers what was ticked in it and knows no case.
ABOUT_NO_CASE = frozenset({"view:share_check"})
# Whose own role may never ask for consent hears so in every case alike.
ABOUT_ONESELF = frozenset({"consent.record", "consent.record.more", "view:consent.record"})
WENT_WRONG = ("ging iets mis", "went wrong")


def outcome(done: Answered) -> Outcome:
    """The word for it; what went wrong on our side has none."""
    assert not any(one in done.payload for one in WENT_WRONG), done.payload
    if done.ack and done.ack.get("response_action") == "errors":
        return Outcome.FIELD
    codes = set(codes_in(done))
    if codes:
        return Outcome.REFUSES if codes == {"NOT_FOR_YOU"} else Outcome.NO
    if any(one in done.payload for one in SEALED):
        return Outcome.DETAILS
    if any(method.startswith(("files.", "response_file")) for method, _ in done.calls):
        return Outcome.FILE
    if done.views:
        fillable = any(block["type"] == "input" for block in done.views[-1]["blocks"])
        return Outcome.FORM if fillable else Outcome.SHOWS
    if done.calls:
        return Outcome.SHOWS
    return Outcome.DOES if done.stored else Outcome.NOTHING


def leaks(done: Answered, act: str, who: str, came: Outcome) -> list[str]:
    """What stands anywhere in the answer, metadata included, that this person may not know."""
    found = [] if came is Outcome.DETAILS else [one for one in SEALED if one in done.payload]
    if who not in READERS:
        found += [one for one in (scene.CHOSEN,) if one in done.payload]
        found += [] if who in SEE_THE_NUMBER else re.findall(rf"{scene.FOR_CHOSEN}\b", done.payload)
    if who not in MAY_KNOW and act not in ABOUT_NO_CASE:
        closed = CODES - {"CONSENT_NOT_USABLE"} if act in ABOUT_ONESELF else CODES
        found += [one for one in sorted(closed) if f'"{one}' in done.payload.replace("\\", "")]
    return found
