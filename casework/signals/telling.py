"""Reporter and lead hear who takes a signal up, and what others do that decides who may read it."""

from __future__ import annotations

from collections.abc import Mapping

from casework.casefile import CaseFile
from casework.refs import ref
from casework.regie.leading import acting_lead
from storage.unit_of_work import Unit

REGIE, CONSENT, EXCEPTION = "author.regie", "author.consent", "author.exception"
LEAD_CONSENT, LEAD_EXCEPTION = "lead.consent", "lead.exception"
# Who carries out the same help, or whether the young person can decide: that too decides who may read.
SUBJECT, LEAD_SUBJECT = "author.subject", "lead.subject"
HELP, CAPACITY = "help", "capacity"
FOR_LEAD: Mapping[str, str] = {CONSENT: LEAD_CONSENT, EXCEPTION: LEAD_EXCEPTION}
# Marks a message about what was taken away again.
OVER = "over"
ANSWER = "author.answer"


def tell_author(unit: Unit, file: CaseFile, kind: str, actor: str, what: str) -> None:
    """A message with the stub, unless they did it themselves; `what` tells one such act from another."""
    if actor == file.signal.author:
        return
    this = ref("S", file.number)
    unit.post(kind, file.signal.author, ref=this, dedupe=f"{this}:{kind}:{what}:{actor}")


def tell_lead(unit: Unit, file: CaseFile, actor: str, what: str, kind: str = LEAD_CONSENT) -> None:
    """The same for who leads it by now, when that is somebody else."""
    lead = acting_lead(file)
    if lead is not None and lead not in (actor, file.signal.author):
        this = ref("S", file.number)
        unit.post(kind, lead, ref=this, dedupe=f"{this}:{kind}:{what}:{actor}")


def tell_over(unit: Unit, file: CaseFile, kind: str, actor: str, record: str) -> None:
    """Somebody took a record of this `kind` away, or rejected it: for reporter and lead."""
    tell_author(unit, file, kind, actor, f"{record}:{OVER}")
    tell_lead(unit, file, actor, f"{record}:{OVER}", FOR_LEAD[kind])


def tell_subject(unit: Unit, file: CaseFile, actor: str, what: str) -> None:
    """Somebody recorded `HELP` or `CAPACITY`: for reporter and lead."""
    act = f"{what}:{unit.now.isoformat()}"
    tell_author(unit, file, SUBJECT, actor, act)
    tell_lead(unit, file, actor, act, LEAD_SUBJECT)


def what_in(dedupe: str) -> str:
    """Which of several such acts it was, according to the key of such a message."""
    return dedupe.split(":")[-2]


def actor_in(dedupe: str) -> str:
    """Who did it, according to the key of such a message."""
    return dedupe.rpartition(":")[2]


def is_about(dedupe: str, what: str) -> bool:
    """Whether such a message about the young person is about `HELP` or `CAPACITY`."""
    return f":{what}:" in dedupe


def is_over(dedupe: str) -> bool:
    """Whether such a message says that something was taken away."""
    return f":{OVER}:" in dedupe
