"""Who decides on a day (section 3), since signatures, objections and askers are all judged by it."""

from dataclasses import dataclass
from datetime import date

from tests.rules.oracle.facts import Facts, Raw
from tests.rules.oracle.tables import ASKER

YOUTH = "jongere"


@dataclass(frozen=True)
class Deciders:
    """The youth's own consent, the holders' or the representatives', and whether one of several is enough."""

    youth: bool  # the youth's own consent is required
    heard: bool  # P1: the youth has to be heard
    holders: bool  # holders' consent is required
    representatives: tuple[str, ...] | None  # who may sign for an adult without capacity
    one: bool  # one signature of several is enough
    may_object: bool  # the youth may object to what others gave (P1b, 5c)

    def adults(self, facts: Facts) -> tuple[str, ...]:
        """Everybody but the youth who decides."""
        if self.representatives is not None:
            return self.representatives
        return tuple(facts.holders) if self.holders else ()


def _for_the_adult(facts: Facts) -> tuple[str, ...]:
    present = facts.representatives
    protected = tuple(name for name in ("curator", "mentor", "wettelijk_mentor") if name in present)
    if protected or not facts.care:
        return protected
    first = next((name for name in ("gemachtigde", "partner", "ouder") if name in present), None)
    if first is None:
        return ()
    return ("ouder", "ouder_1", "ouder_2", "moeder", "vader") if first == "ouder" else (first,)


def deciders(facts: Facts, on: date | None = None) -> Deciders:
    """The row and column of section 3 that hold today, or on an earlier day."""
    years, care, capable = facts.age(on), facts.care, facts.capable
    if capable and years >= 16:
        return Deciders(True, False, False, None, False, True)
    if years >= 18:
        return Deciders(False, False, False, _for_the_adult(facts), True, True)
    if years < 12 or not capable:
        return Deciders(False, False, True, None, not care, years >= 12)
    return Deciders(care, not care, True, None, not care, True)


def asker_passes(facts: Facts, record: Raw, on: date | None = None) -> bool:
    """The asker check of section 4, with the institution that is itself the guardian (5c)."""
    role = record.get("asked_by")
    if not role:
        return True  # that is NOT_INFORMED
    guardian = all(kind in ("voogd", "voogd_gi") for kind in facts.holders.values())
    if role in ("gi", "nidos") and deciders(facts, on).holders and facts.holders and guardian:
        return True
    return ASKER[role] == "ja" or (ASKER[role] == "ap" and bool(record.get("ap_indicaties")))
