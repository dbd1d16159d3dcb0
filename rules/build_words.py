"""Builds the rows of the word tables: sources, choices, roles, categories, terms and codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rules.codes import Decision, Hint, Reason
from rules.policy import Policy
from rules.reading import Shelf
from rules.vocabulary import (
    RESTS_ON,
    Asker,
    Category,
    Choice,
    Code,
    ProcedureRow,
    Role,
    Term,
    Uncertainty,
)


def read_sources(shelf: Shelf) -> dict[str, str]:
    """The numbered sources."""
    return {key: str(text) for key, text in shelf.table("sources").items()}


def read_choices(shelf: Shelf, sources: Mapping[str, str]) -> dict[str, Choice]:
    """The policy choices; their numbers become sources other rows may cite."""
    file = shelf.table("policy")
    shelf.known_sources = {*sources, *(key.partition("_")[0] for key in file)}
    made: dict[str, Choice] = {}
    for row in shelf.rows("policy", file):
        made[row.id] = Choice(
            id=row.id,
            text=row.text("text"),
            field=row.text("field", optional=True),
            value=row.cell("value"),
            derived=row.flag("derived"),
            stricter=row.text("stricter", optional=True),
            order=row.texts("order", optional=True),
            source=row.source(),
        )
        row.done()
    return made


def default_policy(shelf: Shelf, choices: Mapping[str, Choice], roles: Mapping[str, Role]) -> Policy:
    """The rulebook's own policy; every field of `Policy` needs its choice with a value of its kind."""
    values: dict[str, object] = {one.field: one.value for one in choices.values() if one.field}
    values["wgs_roles"] = [role.id for role in roles.values() if role.wgs]
    values["convenant_roles"] = [role.id for role in roles.values() if role.convenant]
    values["consent_asker"] = {role.id: role.consent_asker for role in roles.values()}
    made: dict[str, object] = {}
    for name, kind in Policy.__annotations__.items():
        if name == "wishes":
            continue
        value = values.pop(name, None)
        wanted = {"int": int, "bool": bool, "str": str, "frozenset[str]": list}.get(kind, Mapping)
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            shelf.flaws.append(f"policy.toml: {name} is missing or not a {kind}")
        made[name] = frozenset(value) if isinstance(value, list) else value
    shelf.flaws.extend(f"policy.toml: {name} is no setting" for name in values)
    return Policy(**made)  # type: ignore[arg-type]  # kinds were checked above; a flaw stops loading


def check_references(shelf: Shelf, policy: Policy, categories: Mapping[str, Category]) -> None:
    """Note categories in the policy that no table knows."""
    for name in ("lay_categories", "internal_categories", "never_in_thread"):
        value = getattr(policy, name)
        for one in sorted(value if isinstance(value, frozenset) else ()):
            if one not in categories:
                shelf.flaws.append(f"policy.toml: {name} names {one!r}, which no table knows")


def read_roles(shelf: Shelf) -> dict[str, Role]:
    """The roles of section 7."""
    made: dict[str, Role] = {}
    for row in shelf.rows("roles", shelf.table("roles")):
        made[row.id] = Role(
            id=row.id,
            name=row.text("name"),
            short=row.text("short", optional=True) or row.text("name"),
            domain=row.text("domain"),
            regime=row.text("regime", optional=True),
            secrecy=row.text("secrecy"),
            professional=row.flag("professional", None),
            consent_asker=row.choice("consent_asker", Asker),
            wgs=row.flag("wgs"),
            convenant=row.flag("convenant"),
            investigative=row.flag("investigative"),
            receives=row.text("receives", optional=True),
            wgs_never=row.flag("wgs_never"),
            guardian=row.flag("guardian"),
            other_help=row.flag("other_help"),
            source=row.source(),
        )
        row.done()
    return made


def read_categories(shelf: Shelf) -> dict[str, Category]:
    """The categories K1–K10."""
    made: dict[str, Category] = {}
    for row in shelf.rows("categories", shelf.table("categories")):
        made[row.id] = Category(
            id=row.id,
            code=row.text("code"),
            name=row.text("name"),
            article=row.text("article", optional=True),
            explicit=row.flag("explicit"),
            police=row.flag("police"),
            third_party=row.flag("third_party"),
            forbidden=row.flag("forbidden"),
            identifying=row.flag("identifying"),
            source=row.source(),
        )
        row.done()
    if len({one.code for one in made.values()}) != len(made):
        shelf.flaws.append("categories.toml: two rows share a code")
    return made


def read_terms(shelf: Shelf, file: str, section: str | None) -> dict[str, Term]:
    """Purposes, levels, places or modifiers."""
    table: object = shelf.table(file)
    if section is not None:
        table = table.get(section) if isinstance(table, dict) else None
    made: dict[str, Term] = {}
    for row in shelf.rows(file, table, section or ""):
        made[row.id] = Term(row.id, row.text("name"), row.text("remark", optional=True), row.source())
        row.done()
    return made


def read_hints(shelf: Shelf) -> dict[str, str]:
    """The next steps with their Dutch label."""
    made = {key: str(text) for key, text in shelf.table("hints").items()}
    shelf.flaws.extend(f"hints.toml: {hint} is missing" for hint in Hint if hint not in made)
    return made


def read_codes(shelf: Shelf, hints: Mapping[str, str]) -> dict[str, Code]:
    """The outcomes of section 5."""
    made: dict[str, Code] = {}
    for row in shelf.rows("codes", shelf.table("codes")):
        hint = row.text("hint", optional=True)
        row.check("hint", [hint] if hint else [], hints)
        decision = row.choice("decision", Decision)
        rests_on = row.text("rests_on", optional=True)
        row.check("rests_on", [rests_on], RESTS_ON)
        article = row.text("article", optional=True)
        section = row.text("section")
        made[row.id] = Code(
            row.id, decision, hint or None, row.text("text"), article, rests_on, section, row.source()
        )
        row.done()
    shelf.flaws.extend(f"codes.toml: [{reason}] is missing" for reason in Reason if reason not in made)
    return made


def read_procedure(shelf: Shelf, codes: Mapping[str, Code]) -> dict[str, ProcedureRow]:
    """The rows of section 5 in order; every outcome stands at one of them."""
    made: dict[str, ProcedureRow] = {}
    for row in shelf.rows("procedure", shelf.table("procedure")):
        made[row.id] = ProcedureRow(
            id=row.id,
            asks=row.text("asks"),
            passed=row.text("passed"),
            codes=row.ids("codes", codes),
            section=row.text("section"),
            source=row.source(),
        )
        row.done()
    placed = {code for row in made.values() for code in row.codes}
    shelf.flaws.extend(f"procedure.toml: no row ends in {code}" for code in codes if code not in placed)
    return made


def read_uncertain(shelf: Shelf, known: Collection[str]) -> dict[str, Uncertainty]:
    """The points of section 14; each concerns something that stands in another table."""
    made: dict[str, Uncertainty] = {}
    for row in shelf.rows("uncertain", shelf.table("uncertain")):
        made[row.id] = Uncertainty(row.id, row.text("text"), row.ids("concerns", known))
        if not made[row.id].concerns:
            row.flaw("concerns nothing")
        row.done()
    return made
