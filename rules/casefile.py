"""Reads cases in the shape of scenarios.yaml and decides them, for `schakel decide FILE`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from rules.book import Rulebook
from rules.casepolicy import read_policy
from rules.caserecords import read_consent, read_exception
from rules.casevalues import Node, read_moment, read_node, read_text
from rules.deciding import decide
from rules.errors import CaseError
from rules.explaining import Explanation, explain
from rules.holders import Representative
from rules.model import (
    Capacity,
    Case,
    Gezag,
    Holder,
    Kind,
    Moment,
    Recipient,
    Request,
    Sender,
    Urgency,
    Youth,
)
from rules.moments import age_on, local_day, start_of
from rules.policy import Policy

_META = "meta"
_ADULT = 18
_NO_SENDER = "verwijsindex"


def casefile_policy(book: Rulebook) -> Policy:
    """The policy case files assume: the rulebook's own with the flag `verwijsindex` on."""
    return replace(book.policy, verwijsindex=True)


def decide_file(
    data: object,
    book: Rulebook,
    policy: Policy | None = None,
    tell: Callable[[Explanation], Mapping[str, object]] | None = None,
) -> Iterator[dict[str, object]]:
    """Decide every case of a parsed YAML file, one mapping per case.

    Gives `{"id", "decision", "reason", "hint"}`, or `{"id", "error"}` for a case that cannot be read; with
    `tell` also what that makes of the way to the decision.
    """
    chosen = policy or casefile_policy(book)
    for key, read in parse_cases(data, book, chosen):
        if isinstance(read, CaseError):
            yield {"id": key, "error": str(read)}
            continue
        verdict = decide(read.case, read.book, read.policy)
        yield {
            "id": key,
            "decision": str(verdict.decision),
            "reason": verdict.reason,
            "hint": verdict.hint,
            **(tell(explain(read.case, read.book, read.policy)) if tell is not None else {}),
        }


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case of a file with the rules of its day and the policy it is decided under."""

    case: Case
    policy: Policy
    book: Rulebook


def parse_cases(
    data: object, book: Rulebook, policy: Policy
) -> Iterator[tuple[str | None, ReadCase | CaseError]]:
    """Every case in a list, or in the lists under the top-level keys of a mapping (`meta` apart).

    `policy` is what holds where a case does not set its own flags.
    """
    for where, raw in _cases(data):
        if isinstance(raw, CaseError):
            yield None, raw
            continue
        key = _key(raw)
        try:
            ruled = book.on(local_day(_now(Node("", raw)))) if isinstance(raw, Mapping) else book
            case = read_case(raw, ruled, where)
            base = policy if ruled is book else casefile_policy(ruled)
            own = read_policy(raw if isinstance(raw, Mapping) else {}, ruled, base)
            yield key, ReadCase(case, own, ruled)
        except CaseError as error:
            yield key, error


def _cases(data: object) -> Iterator[tuple[str, object]]:
    match data:
        case list():
            yield from _numbered("cases", data)
        case Mapping() if isinstance(data.get("request"), Mapping):
            yield "case", data
        case Mapping():
            lists = [(str(key), value) for key, value in data.items() if key != _META]
            found = [(key, value) for key, value in lists if isinstance(value, list)]
            for key, value in found:
                yield from _numbered(key, value)
            if not found:
                yield "file", CaseError("the file holds no list of cases")
        case _:
            yield "file", CaseError("the file holds no list of cases")


def _numbered(name: str, cases: Iterable[object]) -> Iterator[tuple[str, object]]:
    return ((f"{name}[{place}]", one) for place, one in enumerate(cases))


def _key(raw: object) -> str | None:
    if not isinstance(raw, Mapping) or raw.get("id") is None:
        return None
    return str(raw["id"])


def read_case(raw: object, book: Rulebook, where: str = "case") -> Case:
    """One case of the file; raises `CaseError` naming the field that cannot be read."""
    if not isinstance(raw, Mapping):
        read_node(raw, where)
    node = Node("", raw if isinstance(raw, Mapping) else {})
    now = _now(node)
    youth = _youth(node.node("youth"), now)
    grown = youth.dob is not None and age_on(youth.dob, local_day(now)) >= _ADULT
    people = book.representatives if grown and youth.capacity is Capacity.INCAPABLE else {}
    names = {alias: one.id for one in people.values() for alias in one.also}
    youth = replace(youth, representatives=tuple(_each(youth.representatives, people, names)))
    return Case(
        now=now,
        youth=youth,
        gezag=_gezag(node.node("gezag"), book),
        sender=_sender(node.node("sender"), book),
        request=_request(node.node("request"), book),
        consents=tuple(read_consent(one, book, names) for one in node.nodes("consents")),
        exceptions=tuple(read_exception(one, book, now) for one in node.nodes("exceptions")),
    )


def _now(node: Node) -> datetime:
    if node.get("now") is None:
        raise CaseError("now: is missing")
    return start_of(read_moment(node.get("now"), "now"))


def _each(
    present: Iterable[str], people: Mapping[str, Representative], names: Mapping[str, str]
) -> Iterator[str]:
    """Representatives by their id; a kind that several persons can be stands for each of them."""
    for one in present:
        yield names.get(one, one)
        if one in people and people[one].id == one:
            yield from people[one].persons


def _youth(node: Node | None, now: Moment) -> Youth:
    if node is None:
        return Youth(None)
    born = node.moment("dob")
    dob = None if born is None else local_day(born)
    if dob is not None and dob > local_day(now):
        raise node.wrong("dob", "must not lie after now")
    return Youth(
        dob=dob,
        capacity=node.choice("capacity", Capacity.UNKNOWN),
        representatives=tuple(node.texts("representatives")),
    )


def _gezag(node: Node | None, book: Rulebook) -> Gezag:
    if node is None:
        return Gezag()
    holders = tuple(_holder(one, book) for one in node.nodes("holders"))
    return Gezag(holders, node.flag("verified", default=False))


def _holder(node: Node, book: Rulebook) -> Holder:
    kind = node.known("type", book.holder_types)
    if kind is None:
        raise CaseError(f"{node.at('type')}: is missing")
    return Holder(node.required("id"), kind)


def _sender(node: Node | None, book: Rulebook) -> Sender:
    if node is None:
        raise CaseError("sender: is missing")
    role = node.required("role")
    if role == _NO_SENDER:
        raise CaseError("sender.role: verwijsindex never sends")
    usual = book.roles[role].regime if role in book.roles else None
    regime = node.known("regime", book.regimes) or usual
    if regime is None:
        raise CaseError("sender.regime: is missing")
    return Sender(role, regime, node.text("person"), node.text("organisation"))


def _request(node: Node | None, book: Rulebook) -> Request:
    if node is None:
        raise CaseError("request: is missing")
    node.required("kind")
    categories = node.texts("categories")
    for one in categories:
        if one not in book.categories:
            raise node.wrong("categories", f"{one[:20]!r} is not in the rulebook's vocabulary")
    return Request(
        kind=node.choice("kind", Kind.DETAILS),
        purpose=node.known("purpose", book.purposes),
        recipients=tuple(_recipient(value, path) for path, value in node.items("recipients")),
        categories=frozenset(categories),
        urgency=node.choice("urgency", Urgency.NONE),
        channel=node.text("channel") or "besloten",
        reidentifiable=node.flag("reidentifiable", default=False),
    )


def _recipient(value: object, path: str) -> Recipient:
    if isinstance(value, str):
        return Recipient(read_text(value, path))
    node = read_node(value, path)
    return Recipient(
        role=node.required("role"),
        partner=node.reference("partner"),
        involved=node.flag("involved", default=True),
        rechtstreeks_betrokken=node.flag("rechtstreeks_betrokken", default=False),
        regime=node.text("regime"),
        organisation=node.text("organisation"),
    )
