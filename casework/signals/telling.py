"""The reporter hears what others do with their signal that decides who may read it."""

from __future__ import annotations

from casework.casefile import CaseFile
from casework.refs import ref
from casework.regie.leading import acting_lead
from storage.unit_of_work import Unit

REGIE, CONSENT, EXCEPTION = "author.regie", "author.consent", "author.exception"
LEAD_CONSENT = "lead.consent"


def tell_author(unit: Unit, file: CaseFile, kind: str, actor: str, what: str) -> None:
    """A message with the stub, unless they did it themselves; `what` tells one such act from another."""
    if actor == file.signal.author:
        return
    this = ref("S", file.number)
    unit.post(kind, file.signal.author, ref=this, dedupe=f"{this}:{kind}:{what}:{actor}")


def tell_lead(unit: Unit, file: CaseFile, actor: str, what: str) -> None:
    """What was recorded about consent, for who leads it by now, when that is somebody else."""
    lead = acting_lead(file)
    if lead is not None and lead not in (actor, file.signal.author):
        this = ref("S", file.number)
        unit.post(LEAD_CONSENT, lead, ref=this, dedupe=f"{this}:{LEAD_CONSENT}:{what}:{actor}")


def actor_in(dedupe: str) -> str:
    """Who did it, according to the key of such a message."""
    return dedupe.rpartition(":")[2]
