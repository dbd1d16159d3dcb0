"""Objections and what lifts them (sections 5b and 5c)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.rules.oracle.deciders import YOUTH, asker_passes, deciders
from tests.rules.oracle.facts import Facts, Raw, come, day
from tests.rules.oracle.tables import SECURITY, kinds

ORDER = ("WITHDRAWN", "REFUSED", "PARENT_OBJECTS", "YOUTH_OBJECTS")


@dataclass(frozen=True)
class Objection:
    """A refusal or withdrawal that has come: by whom, since which local date (None: not recorded), where."""

    person: str
    since: date | None
    code: str
    record: int


def names_all(value: object) -> bool:
    """Absent, or everybody at once."""
    return not value or value == "alle_partners" or (isinstance(value, list) and "alle_partners" in value)


def touches(facts: Facts, record: Raw) -> bool:
    """Whether the three of a record overlap the request; what is absent is all."""
    purpose, recipients, categories = (
        record.get("purpose"),
        record.get("recipients"),
        record.get("categories"),
    )
    return (
        (not purpose or purpose == facts.purpose)
        and (names_all(recipients) or bool(set(recipients or ()) & facts.roles))
        and (not categories or bool(set(categories) & facts.categories))
    )


def specific(record: Raw) -> bool:
    """One purpose, named recipients, named categories."""
    return (
        bool(record.get("purpose"))
        and not names_all(record.get("recipients"))
        and bool(record.get("categories"))
    )


def covers(facts: Facts, record: Raw) -> bool:
    """Purpose, recipients and categories of the request, K9 left out."""
    return (
        record.get("purpose") == facts.purpose
        and facts.roles <= set(record.get("recipients") or ())
        and facts.categories - kinds(9) <= set(record.get("categories") or ())
    )


def given(facts: Facts, record: Raw) -> dict[str, date]:
    """Who signed on which day; where one is enough, not who signs tomorrow when another has signed."""
    signed = {str(person): day(when) for person, when in (record.get("given") or {}).items()}
    who = deciders(facts)
    adults = [name for name in who.adults(facts) if name in signed] if who.one else []
    if any(signed[name] <= facts.today for name in adults):
        for name in adults:
            if signed[name] > facts.today:
                del signed[name]
    return signed


def _code(facts: Facts, person: str) -> str | None:
    """How a refusal of this person is called today, None where the person does not decide."""
    who = deciders(facts)
    if person == YOUTH:
        return "REFUSED" if who.youth else "YOUTH_OBJECTS" if who.may_object else None
    return "PARENT_OBJECTS" if person in who.adults(facts) else None


def _refusers(facts: Facts, record: Raw) -> set[str]:
    people = set(record.get("refused") or ())
    if record.get("youth_voice") == "bezwaar":
        people.add(YOUTH)
    if record.get("other_holder") == "bezwaar" and deciders(facts).holders:  # an adult has no holders
        people |= {holder for holder in facts.holders if holder not in given(facts, record)}
    return people


def objections_in(facts: Facts, index: int) -> Iterator[Objection]:
    """The touching objections of people who decide, in one record, that have come."""
    record = facts.consents[index]
    if not touches(facts, record):
        return
    signed = given(facts, record)
    refused_on = record.get("refused_on")
    since = day(refused_on) if refused_on else max(signed.values(), default=None)
    for person in sorted(_refusers(facts, record)):
        code = _code(facts, person)
        if code and (since is None or since <= facts.today):
            yield Objection(person, since, code, index)
    for person, when in (record.get("withdrawn") or {}).items():
        if _code(facts, person) and come(when, facts.now):
            yield Objection(person, day(when), "WITHDRAWN", index)


def _yeses(facts: Facts, person: str, record: Raw) -> Iterator[date]:
    """The days on which this record is signed by the person, by the rules of that day."""
    signed = given(facts, record)
    if person in signed and not (person == YOUTH and facts.age(signed[person]) < 12):
        yield signed[person]
    said = [when for when in signed.values() if when <= facts.today]
    if person == YOUTH and record.get("youth_voice") == "instemmend" and said and not facts.care:
        newest = max(said)
        if facts.age(newest) < 16 and facts.capable:
            yield newest


def _lifting(facts: Facts, record: Raw, on: date) -> bool:
    """Whether a record lifts what its signer objected to, judged on the day of the signature."""
    until = record.get("until")
    return (
        covers(facts, record)
        and bool(record.get("active", True))
        and bool(record.get("free", True))
        and asker_passes(facts, record, on)
        and bool(record.get("informed", True))
        and bool(record.get("asked_by"))
        and specific(record)
        and (bool(record.get("explicit")) or not facts.categories & kinds(6, 7))
        and (bool(record.get("consequences_explained")) or not facts.roles & SECURITY)
        and (not until or day(until) >= on)
    )


def lifted(facts: Facts, objection: Objection, records: list[Raw]) -> bool:
    """Whether one of these records lifts the objection: a yes on a later day that has come."""
    if objection.since is None:
        return False
    return any(
        objection.since < on <= facts.today and _lifting(facts, record, on)
        for record in records
        for on in _yeses(facts, objection.person, record)
    )


def standing(facts: Facts) -> list[Objection]:
    """Every standing, touching objection of somebody who decides."""
    every = [one for index in range(len(facts.consents)) for one in objections_in(facts, index)]
    return [one for one in every if not lifted(facts, one, facts.consents)]


def code_of(objections: list[Objection]) -> str:
    """The code of the newest; on one day a withdrawal first."""
    newest = max(one.since or date.max for one in objections)
    return min((one.code for one in objections if (one.since or date.max) == newest), key=ORDER.index)
