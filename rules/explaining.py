"""Why a decision came out as it did: each row that was passed, each record with where it stopped.

Only ids: the words of a row, a code or a condition stand in the tables, so that every language says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from rules import consenting, deciding, excepting
from rules.asking import Asked, ask
from rules.book import Rulebook
from rules.citing import Citation, behind
from rules.model import Case, Verdict
from rules.policy import Policy


class Outcome(StrEnum):
    """What a row did: let the request go on, close the way of consent, or decide."""

    PASSED = "passed"
    CLOSED = "closed"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class RowStep:
    """A row of section 5 by its number; `code` where it closed or decided, with the articles behind it."""

    row: str
    outcome: Outcome
    code: str | None = None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordStep:
    """A record by its index in the case: the check at which it stopped, None where it passed all.

    `passed` of the `checks` came before that one; `conditions` are those not met, `ground` is for exceptions.
    """

    index: int
    code: str | None
    passed: int
    checks: int
    ground: str | None = None
    conditions: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with the way to it, and the version of the rules it was taken under.

    `rows` end with the one that decided. Records that no row looked at are left out.
    """

    verdict: Verdict
    version: str
    citation: Citation
    rows: tuple[RowStep, ...]
    consents: tuple[RecordStep, ...] = ()
    exceptions: tuple[RecordStep, ...] = ()


def explain(case: Case, book: Rulebook, policy: Policy | None = None) -> Explanation:
    """The decision of `decide` with the way to it; raises what `decide` raises."""
    asked = ask(case, book, policy or book.policy)
    rows: list[RowStep] = []
    for row, test in deciding.ROWS.items():
        verdict = test(asked)
        if verdict is not None:
            rows.append(_decided(asked, row, verdict))
            exceptions = _exceptions(asked, youth_refuses=False) if case.youth.dob is None else ()
            return _made(asked, verdict, rows, exceptions=exceptions if row == "7a" else ())
        rows.append(RowStep(row, Outcome.PASSED))
    consent = consenting.judge(asked)
    verdict = deciding.recorded(asked)
    rows += _last_rows(asked, consent.verdict, verdict)
    return _made(
        asked,
        verdict,
        rows,
        consents=tuple(
            _step(asked, index, found, len(consenting.CHECKS)) for index, found in consenting.each(asked)
        ),
        exceptions=_exceptions(asked, youth_refuses=consent.youth_refuses),
    )


def _last_rows(asked: Asked, consent: Verdict, verdict: Verdict) -> list[RowStep]:
    """Rows 9 to 12; where the source closes consent, row 10 is skipped, as it is when row 9 decides."""
    shut = deciding.closed(asked)
    rows = []
    for row in ("9", "9b"):
        shuts = shut is not None and shut.reason in asked.book.procedure[row].codes
        last = shuts and verdict == shut
        outcome = Outcome.DECIDED if last else Outcome.CLOSED if shuts else Outcome.PASSED
        told = _decided(asked, row, shut) if shuts and shut is not None else RowStep(row, outcome)
        rows.append(replace(told, outcome=outcome))
        if last:
            return rows
        if shuts:
            break
    if shut is None:
        if consent.allowed:
            return [*rows, _decided(asked, "10", verdict)]
        rows.append(RowStep("10", Outcome.PASSED))
    if verdict.exception is None:
        passed = [RowStep("11", Outcome.PASSED), RowStep("11b", Outcome.PASSED)]
        return [*rows, *passed, _decided(asked, "12", verdict)]
    if verdict.allowed:
        return [*rows, _decided(asked, "11", verdict)]
    return [*rows, RowStep("11", Outcome.PASSED), _decided(asked, "11b", verdict)]


def _decided(asked: Asked, row: str, verdict: Verdict) -> RowStep:
    return RowStep(row, Outcome.DECIDED, verdict.reason, _articles(asked, verdict))


def _articles(asked: Asked, verdict: Verdict) -> tuple[str, ...]:
    return behind(verdict.reason, asked.case, asked.book, verdict.categories).articles


def _exceptions(asked: Asked, *, youth_refuses: bool) -> tuple[RecordStep, ...]:
    found = excepting.each(asked, youth_refuses=youth_refuses)
    return tuple(
        _step(asked, entry.index, stopped, len(excepting.CHECKS), entry.ground.id) for entry, stopped in found
    )


def _step(
    asked: Asked, index: int, stopped: tuple[int, Verdict] | None, checks: int, ground: str | None = None
) -> RecordStep:
    if stopped is None:
        return RecordStep(index, None, checks, checks, ground)
    place, verdict = stopped
    articles = _articles(asked, verdict)
    return RecordStep(index, verdict.reason, place, checks, ground, verdict.conditions, articles)


def _made(
    asked: Asked,
    verdict: Verdict,
    rows: list[RowStep],
    consents: tuple[RecordStep, ...] = (),
    exceptions: tuple[RecordStep, ...] = (),
) -> Explanation:
    cited = behind(verdict.reason, asked.case, asked.book, verdict.categories)
    return Explanation(verdict, asked.book.version, cited, tuple(rows), consents, exceptions)
