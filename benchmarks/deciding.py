"""How long one decision takes on loaded facts."""

from __future__ import annotations

import timeit
from datetime import UTC, date, datetime

from benchmarks.figures import Figure, show
from rules.book import load_rulebook
from rules.deciding import decide
from rules.model import (
    Addressee,
    Case,
    Consent,
    Gezag,
    Holder,
    Kind,
    Recipient,
    Request,
    Sender,
    Youth,
    YouthVoice,
)

TIMES = 5_000


def main() -> list[Figure]:
    """Print microseconds per decision for a consent of a parent for a fifteen-year-old."""
    book = load_rulebook()
    categories = frozenset({"identiteit", "signaal"})
    case = Case(
        now=datetime(2026, 11, 23, 9, tzinfo=UTC),
        youth=Youth(date(2011, 3, 20)),
        gezag=Gezag((Holder("ouder_1", "ouder"),), verified=True),
        sender=Sender("mentor", "avg"),
        request=Request(Kind.DETAILS, "hulp_organiseren", (Recipient("jongerenwerker"),), categories),
        consents=(
            Consent(
                given={"ouder_1": date(2026, 10, 15)},
                asked_by="mentor",
                purpose="hulp_organiseren",
                recipients=(Addressee("jongerenwerker"),),
                categories=categories,
                youth_voice=YouthVoice.AGREES,
            ),
        ),
    )
    assert decide(case, book, book.policy).allowed
    best = min(timeit.repeat(lambda: decide(case, book, book.policy), number=TIMES, repeat=5))
    return [Figure("decide on loaded facts", 50, best / TIMES * 1e6, "us")]


if __name__ == "__main__":
    show(main())
