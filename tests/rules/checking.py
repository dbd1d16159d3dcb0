"""The guided check asked in a test: one line per situation, on a fixed day, under the rulebook's policy."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rules.advising import Advice, advise
from rules.book import Rulebook
from rules.model import Sender, Urgency
from rules.supposing import Answers, Proviso, Said, Supposed

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
K1_K3 = ("identiteit", "signaal")
HELPERS = ("mentor", "ib_zorgcoordinator", "jongerenwerker", "jeugdhulp", "ggz", "huisarts")
NEVER_ASK = (
    "wijkagent",
    "jeugdagent",
    "boa",
    "om",
    "gemeente_oov",
    "leerplicht",
    "rvdk",
    "jeugdreclassering",
)


def supposed(
    book: Rulebook,
    role: str,
    *to: str,
    what: tuple[str, ...] = K1_K3,
    age: str = "16_17",
    said: str = "not_asked",
    danger: str = "geen",
    purpose: str | None = "hulp_organiseren",
) -> Supposed:
    """Somebody in this role asks about sharing with these roles."""
    answers = Answers(purpose, to, frozenset(what), f"age.{age}", Said(said), Urgency(danger))
    return Supposed(answers, Sender(role, book.roles[role].regime, "self"), NOW, book)


def asked(book: Rulebook, role: str, *to: str, **answers: Any) -> Advice:
    """What the check answers."""
    return advise(supposed(book, role, *to, **answers), book.policy)


def grounds(found: Advice) -> list[str]:
    """The grounds offered, best first."""
    return [one.ground.id for one in found.grounds]


def named(found: Advice) -> set[Proviso]:
    """The provisos a yes hangs on."""
    return {one.proviso for one in found.provisos}
