"""The shortest lawful way on after a refusal, where the rules alone do not know it."""

from __future__ import annotations

from rules.birth import BirthDate
from rules.model import Verdict
from rules.vocabulary import Ground


def hint_of(verdict: Verdict, born: BirthDate | None, ground: Ground | None) -> str | None:
    """The hint of a verdict; `ground` is that of the exception which it is about."""
    if verdict.reason == "INCOMPLETE" and born is None:
        return "ADD_BIRTH_DATE"
    if verdict.reason == "EXC_REVIEW" and ground is not None and ground.by_the_clock is not None:
        return "REVIEW_EARLIER"
    return verdict.hint
