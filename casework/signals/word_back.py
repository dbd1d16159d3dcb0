"""A word back when a signal closes: whoever took part hears what came of it, once."""

from __future__ import annotations

from dataclasses import dataclass

from casework.casefile import NOT_MINE, CaseFile
from casework.refs import ref
from casework.regie.leading import acting_author, acting_lead
from storage.unit_of_work import Unit

WORD_BACK = "signal.word_back"
# How it ended, to choose from.
RESULTS = ("helped", "taken_up", "passed_on", "no_concern", "unclear")


@dataclass(frozen=True, slots=True)
class Closing:
    """What the form to close needs: the signal, and the accounts that will hear what came of it."""

    ref: str
    hearers: tuple[str, ...]


def hearers(file: CaseFile, closer: str) -> tuple[str, ...]:
    """Reporter, lead, and each tagged partner who took it up or wanted to be called; not who closes it."""
    answered = {tag.partner_id for tag in file.tags if tag.reaction not in (None, NOT_MINE)}
    partners = (one.user_id for one in file.tagged_partners() if one.id in answered)
    people = (acting_author(file), acting_lead(file), *partners)
    return tuple(dict.fromkeys(one for one in people if one is not None and one != closer))


def send(unit: Unit, file: CaseFile, closer: str) -> None:
    """Queue the message for each of them; the outcome itself is read when it is drawn."""
    this = ref("S", file.number)
    for account in hearers(file, closer):
        unit.post(WORD_BACK, account, ref=this, dedupe=f"{this}:{WORD_BACK}:{account}:{closer}")
