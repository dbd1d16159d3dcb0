"""Builds the rows of the law tables: who consents, on which grounds, under which conditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from rules.build_at_once import read_at_once
from rules.codes import Reason
from rules.holders import ConsenterRow, HolderType, Representative
from rules.model import Urgency
from rules.reading import Row, Shelf
from rules.vocabulary import (
    Category,
    Column,
    Condition,
    Ground,
    Meeting,
    MetBy,
    Mode,
    Regime,
    ReviewKind,
    Role,
    RoleGroup,
    Term,
)

RHYTHMS = (
    "weekly",
    "biweekly",
    "three_weekly",
    "four_weekly",
    "six_weekly",
    "eight_weekly",
    "monthly_weekday",
    "monthly_date",
    "quarterly",
)
GROUPS = ("", "any", "professional", "convenant", "wgs")
ADULT = 18


def read_conditions(shelf: Shelf) -> dict[str, Condition]:
    """The conditions of section 6."""
    made: dict[str, Condition] = {}
    for row in shelf.rows("conditions", shelf.table("conditions")):
        danger = row.text("danger", optional=True)
        row.check("danger", [danger] if danger else [], tuple(Urgency))
        made[row.id] = Condition(
            id=row.id,
            text=row.text("text"),
            article=row.text("article"),
            articles=_articles(shelf, row),
            met_by=row.choice("met_by", MetBy),
            danger=danger,
            source=row.source(),
        )
        row.done()
    return made


def _articles(shelf: Shelf, row: Row) -> Mapping[str, str]:
    """The article of this condition at the grounds where it is another one."""
    if "articles" not in row.cells:
        return {}
    by_ground = shelf.row(row.where, "articles", row.cell("articles"))
    row.check("articles", tuple(by_ground.cells), shelf.table("grounds"))
    return {ground: by_ground.text(ground) for ground in by_ground.cells}


def read_grounds(
    shelf: Shelf,
    roles: Mapping[str, Role],
    categories: Mapping[str, Category],
    conditions: Mapping[str, Condition],
) -> dict[str, Ground]:
    """The grounds E01–E15."""
    by_code = {one.code: one.id for one in categories.values()}
    forbidden = {one.id for one in categories.values() if one.forbidden}
    made: dict[str, Ground] = {}
    for row in shelf.rows("grounds", shelf.table("grounds"), ended_too=True):
        codes = row.ids("categories", by_code)
        open_to = frozenset(by_code[code] for code in codes if code in by_code)
        needed = row.ids("conditions", conditions)
        if open_to & forbidden:
            row.flaw("opens a forbidden category")
        hours, days = row.number("max_hours"), row.number("max_days")
        outside = row.flag("outside")
        if outside == bool(hours or days):
            row.flaw("needs exactly one of max_hours, max_days and outside")
        made[row.id] = Ground(
            id=row.id,
            name=row.text("name"),
            article=row.text("article"),
            invokers=_group(row, "invokers", roles),
            recipients=_group(row, "recipients", roles),
            categories=open_to,
            conditions=needed,
            needed=frozenset(needed),
            review=row.choice("review", ReviewKind),
            acute_review=row.choice("acute_review" if "acute_review" in row.cells else "review", ReviewKind),
            max_days=days,
            by_the_clock=timedelta(hours=hours) if hours else None,
            ages=_ages(row),
            flag=row.text("flag", optional=True),
            secret=row.flag("secret", default=True) if "secret" in row.cells else True,
            youth_refusal_blocks=row.flag("youth_refusal_blocks"),
            capable=row.flag("capable"),
            opened=row.flag("opened"),
            outside=outside,
            hidden=row.flag("hidden"),
            purpose=row.text("purpose", optional=True),
            order=row.required_number("order"),
            in_force=row.holds(shelf.day),
            remark=row.text("remark"),
            source=row.source(),
            at_once=read_at_once(row, [conditions[one] for one in needed if one in conditions], open_to),
        )
        row.done()
    for number in range(1, 16):
        if f"E{number:02}" not in made:
            shelf.flaws.append(f"grounds.toml: [E{number:02}] is missing")
    return made


def _group(row: Row, key: str, roles: Mapping[str, Role]) -> RoleGroup:
    cell = row.cell(key)
    inner = row.shelf.row(row.where, key, cell)
    group = inner.text("group", optional=True)
    if group not in GROUPS:
        inner.flaw(f"group must be one of {', '.join(GROUPS[1:])}")
    named = inner.ids("roles", roles, optional=True)
    without = inner.ids("without", roles, optional=True)
    if not group and not named:
        inner.flaw("names no roles")
    inner.done()
    match group:
        case "any":
            members = frozenset(one.id for one in roles.values() if one.receives in ("", "never"))
        case "professional":
            members = frozenset(
                one.id for one in roles.values() if one.professional and one.receives in ("", "never")
            )
        case _:
            members = frozenset(named)
    return RoleGroup(group, members, frozenset(without))


def _ages(row: Row) -> tuple[int, int] | None:
    value = row.cell("ages")
    match value:
        case None:
            return None
        case [int(first), int(last)] if first <= last:
            return first, last
        case _:
            row.flaw("ages must be [first, last]")
            return None


def read_meetings(
    shelf: Shelf, roles: Mapping[str, Role], grounds: Collection[str], purposes: Mapping[str, Term]
) -> dict[str, Meeting]:
    """The kinds of partnership of section 8."""
    made: dict[str, Meeting] = {}
    for row in shelf.rows("meetings", shelf.table("meetings")):
        made[row.id] = Meeting(
            id=row.id,
            name=row.text("name"),
            title=row.text("title"),
            duration=row.required_number("duration"),
            organiser=row.ids("organiser", roles),
            chair=row.ids("chair", roles),
            organiser_text=row.text("organiser_text"),
            rhythm=row.text("rhythm"),
            rhythm_text=row.text("rhythm_text"),
            participants=row.ids("participants", roles),
            content=row.text("content"),
            details=row.flag("details", None),
            grounds=row.ids("grounds", grounds),
            default_purpose=row.text("default_purpose"),
            source=row.source(),
        )
        row.check("rhythm", [made[row.id].rhythm], RHYTHMS)
        row.check("default_purpose", [made[row.id].default_purpose], purposes)
        row.done()
    return made


def read_holder_types(
    shelf: Shelf, persons: Mapping[str, object], hints: Mapping[str, str]
) -> dict[str, HolderType]:
    """Kinds of holders of gezag."""
    made: dict[str, HolderType] = {}
    for row in shelf.rows("persons", persons.get("holder_types"), "holder_types"):
        gezag = row.flag("gezag", None)
        hint = row.text("hint", optional=not gezag)
        row.check("hint", [hint] if hint else [], hints)
        article = row.text("article", optional=True)
        institution = row.flag("institution")
        made[row.id] = HolderType(row.id, row.text("name"), gezag, institution, hint, article, row.source())
        row.done()
    return made


def read_representatives(shelf: Shelf, persons: Mapping[str, object]) -> dict[str, Representative]:
    """Representatives of adults without capacity, also under the other ids they go by."""
    made: dict[str, Representative] = {}
    for row in shelf.rows("persons", persons.get("representatives"), "representatives"):
        columns = row.ids("columns", tuple(Column))
        one = Representative(
            id=row.id,
            name=row.text("name"),
            rank=row.required_number("rank"),
            columns=tuple(Column(column) for column in columns if column in tuple(Column)),
            also=row.texts("also", optional=True),
            persons=row.texts("persons", optional=True),
            article=row.text("article", optional=True),
            source=row.source(),
        )
        row.done()
        made |= dict.fromkeys((one.id, *one.also, *one.persons), one)
    return made


def read_people(shelf: Shelf, persons: Mapping[str, object]) -> dict[str, str]:
    """Person codes on the wire with their Dutch word."""
    people = persons.get("people")
    if not isinstance(people, Mapping):
        shelf.flaws.append("persons.toml: [people] is missing")
        return {}
    return {str(code): str(name) for code, name in people.items()}


def read_regimes(
    shelf: Shelf, persons: Mapping[str, object], roles: Mapping[str, Role], grounds: Collection[str]
) -> dict[str, Regime]:
    """Regimes with their column; every role's regime must be one of them."""
    made: dict[str, Regime] = {}
    for row in shelf.rows("persons", persons.get("regimes"), "regimes"):
        closed = row.text("closed", optional=True)
        row.check("closed", [closed] if closed else [], tuple(Reason))
        made[row.id] = Regime(
            id=row.id,
            column=row.choice("column", Column),
            direct=row.flag("direct"),
            secret=row.flag("secret"),
            police=row.flag("police"),
            closed=closed,
            only=row.ids("only", grounds, optional=True),
            article=row.text("article", optional=True),
            source=row.source(),
        )
        row.done()
    for role in roles.values():
        if role.regime and role.regime not in made:
            shelf.flaws.append(f"roles.toml [{role.id}]: regime {role.regime!r} is not in persons.toml")
    return made


def read_consenters(shelf: Shelf) -> dict[tuple[int, bool], ConsenterRow]:
    """Section 3 by age (18 stands for 18 and over) and capacity; every age must have exactly one row."""
    made: dict[tuple[int, bool], ConsenterRow] = {}
    for row in shelf.listed("consenters", shelf.table("consenters").get("row")):
        one = ConsenterRow(
            first_age=row.required_number("from"),
            last_age=row.required_number("to"),
            capable=row.flag("capable", None),
            avg=row.choice("avg", Mode),
            care=row.choice("care", Mode),
            hear_youth=row.flag("hear_youth"),
            article=row.text("article"),
            care_article=row.text("care_article"),
            source=row.source(),
        )
        row.done()
        for age in range(one.first_age, min(one.last_age, ADULT) + 1):
            if (age, one.capable) in made:
                row.flaw(f"age {age} already has a row")
            made[age, one.capable] = one
    for age in range(ADULT + 1):
        for capable in (True, False):
            if (age, capable) not in made:
                shelf.flaws.append(f"consenters.toml: age {age}, capable {capable} has no row")
    return made
