"""Small cases in the shape of a case file, so that a test states only what its sentence is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from rules.book import Rulebook
from rules.casefile import casefile_policy, read_case
from rules.casepolicy import read_policy
from rules.deciding import decide
from rules.model import Verdict
from rules.policy import Policy

Raw = dict[str, Any]

NOW = "2026-11-23T10:00:00+01:00"
BORN = {
    9: "2017-02-01",
    11: "2015-05-10",
    12: "2014-11-23",
    13: "2013-04-02",
    14: "2012-06-15",
    15: "2011-03-20",
    16: "2010-03-01",
    17: "2009-02-11",
    19: "2007-08-30",
    22: "2004-01-05",
    23: "2003-11-23",
}
MOTHER = ("moeder",)
BOTH = ("moeder", "vader")
K1_K3 = ("identiteit", "signaal")


def case(
    age: int | None = 17,
    *,
    dob: str | None = None,
    now: str = NOW,
    capacity: str = "bekwaam",
    representatives: Iterable[str] = (),
    holders: Iterable[str] | Mapping[str, str] = MOTHER,
    verified: bool = True,
    sender: str = "mentor",
    regime: str = "avg",
    to: Iterable[Any] = ("jongerenwerker",),
    what: Iterable[str] = K1_K3,
    purpose: str | None = "hulp_organiseren",
    kind: str = "details",
    consents: Iterable[Raw] = (),
    exceptions: Iterable[Raw] = (),
    **request: Any,
) -> Raw:
    """A request by a school mentor to a youth worker, 23 November 2026, unless said otherwise."""
    types = holders if isinstance(holders, Mapping) else dict.fromkeys(holders, "ouder")
    born = dob or (BORN[age] if age is not None else None)
    return {
        "id": "case",
        "now": now,
        "youth": {"dob": born, "capacity": capacity, "representatives": list(representatives)},
        "gezag": {
            "holders": [{"id": who, "type": kind} for who, kind in types.items()],
            "verified": verified,
        },
        "sender": {"role": sender, "regime": regime},
        "request": {
            "kind": kind,
            "purpose": purpose,
            "recipients": [{"role": one} if isinstance(one, str) else one for one in to],
            "categories": list(what),
            **request,
        },
        "consents": list(consents),
        "exceptions": list(exceptions),
    }


def yes(*who: str, on: str = "2026-11-01", **changes: Any) -> Raw:
    """A consent record by these persons that covers the request of `case`."""
    return {
        "given": dict.fromkeys(who, on),
        "asked_by": "mentor",
        "purpose": "hulp_organiseren",
        "recipients": ["jongerenwerker"],
        "categories": list(K1_K3),
        **changes,
    }


def no(*who: str, on: str | None = "2026-11-10", **changes: Any) -> Raw:
    """A refusal recorded on its own, about everything unless said otherwise."""
    return {"refused": list(who), **({"refused_on": on} if on else {}), **changes}


def ground(book: Rulebook, which: str, raw: Raw, **changes: Any) -> Raw:
    """A complete exception record on this ground for the request in `raw`."""
    request = raw["request"]
    return {
        "ground": which,
        "invoked_by": raw["sender"]["role"],
        "invoker_id": "invoker_1",
        "purpose": request["purpose"],
        "recipients": [one["role"] for one in request["recipients"]],
        "categories": request["categories"],
        "conditions": list(book.grounds[which].conditions),
        "granted": "2026-11-23T09:00:00+01:00",
        "review": {"by": "aandachtsfunctionaris_1", "at": "2026-11-23T09:30:00+01:00"},
        "informed": {"done": True},
        **changes,
    }


def excepted(book: Rulebook, which: str, changes: Raw | None = None, **facts: Any) -> Raw:
    """A case that rests on one complete exception record."""
    raw = case(**facts)
    raw["exceptions"] = [ground(book, which, raw, **(changes or {}))]
    return raw


def outcome(raw: Raw, book: Rulebook, policy: Policy | None = None) -> Verdict:
    """What the case comes to under the policy case files assume."""
    chosen = read_policy(raw, book, policy or casefile_policy(book))
    return decide(read_case(raw, book), book, chosen)


@dataclass(frozen=True)
class Sentence:
    """One sentence of the rulebook as a case: section, words, facts and what must come out."""

    section: str
    words: str
    raw: Raw
    reason: str
    hint: str | None = None


def told(*sentences: Sentence) -> pytest.MarkDecorator:
    """Parametrise a test over sentences, each named by its words."""
    return pytest.mark.parametrize("sentence", sentences, ids=[f"{s.section}: {s.words}" for s in sentences])


def check(sentence: Sentence, book: Rulebook) -> None:
    """The case comes out as the sentence says, with the decision its code carries."""
    verdict = outcome(sentence.raw, book)
    assert verdict.reason == sentence.reason
    code = "OK_EXCEPTION" if verdict.exception is not None and verdict.allowed else verdict.reason
    assert verdict.decision is book.codes[code].decision
    if sentence.hint is not None:
        assert verdict.hint == sentence.hint
