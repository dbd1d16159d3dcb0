"""The larger tables of docs/rulebook.md: grounds, the matrix, policy, codes, roles and who decides."""

from __future__ import annotations

from rules.book import Rulebook
from rules.matrix import MatrixRow
from rules.vocabulary import Ground, ReviewKind, RoleGroup
from tests.docs.cells import YES, sources, table

REVIEWS = {ReviewKind.BEFORE: "vooraf", ReviewKind.AFTER: "binnen 24 uur", ReviewKind.NONE: "nee"}
GROUPS = {
    "any": "iedereen",
    "professional": "elke beroepskracht",
    "wgs": "WGS-rollen",
    "convenant": "convenantrollen",
}


def group(one: RoleGroup) -> str:
    """Who may invoke or receive: a group, members by name, and who is left out."""
    said = GROUPS[one.group] if one.group else ", ".join(f"`{key}`" for key in sorted(one.members))
    return f"{said}; niet {', '.join(sorted(one.without))}" if one.without else said


def validity(book: Rulebook, ground: Ground) -> str:
    """How long a record of this ground lasts, and for which ages it is."""
    if ground.by_the_clock is not None:
        said = f"{int(ground.by_the_clock.total_seconds() // 3600)} uur"
    else:
        said = "buiten Schakel" if ground.outside else f"{ground.max_days} dagen"
    return said if ground.ages is None else f"{said}; {ground.ages[0]} tot en met {ground.ages[1]} jaar"


def grounds(book: Rulebook) -> str:
    """Section 6, one row a ground."""
    return table(
        (
            "id",
            "grond",
            "artikel",
            "wie",
            "ontvangers",
            "gegevens",
            "voorwaarden",
            "tweede persoon",
            "geldig",
            "bron",
        ),
        (
            (
                one.id,
                f"**{one.name}** {one.remark}",
                one.article,
                group(one.invokers),
                group(one.recipients),
                " ".join(book.categories[key].code for key in book.in_order(one.categories)),
                " ".join(f"`{key}`" for key in one.conditions),
                REVIEWS[one.review],
                validity(book, one),
                sources(one.source),
            )
            for one in book.grounds.values()
        ),
    )


def when(key: str, row: MatrixRow) -> str:
    """At which signal a row of the suggestion counts."""
    said = [f"`{key}`"]
    if row.min_level != "N0":
        said.append(f"vanaf {row.min_level}")
    if row.modifier:
        said.append(f"met {row.modifier}")
    return ", ".join([*said, "bij verzuim"] if row.absence else said)


def suggestions(book: Rulebook) -> str:
    """Section 8's matrix: by level, place and modifier, then by age."""
    matrix = book.matrix
    rows = [*matrix.base.items(), *matrix.modifier.items()]
    rows += [(place, row) for place, found in matrix.place.items() for row in found]
    named = [(when(key, row), ", ".join((*row.roles, *row.hints)), row.reason) for key, row in rows]
    aged = [
        (
            f"{row.first_age}–{row.last_age} jaar",
            "; ".join(
                (
                    *(
                        f"{level or 'altijd'}: {', '.join(roles)}"
                        for level, roles in row.add_at.items()
                        if roles
                    ),
                    *(f"niet {role}" for role in sorted(row.remove)),
                    *(f"{old} wordt {new}" for old, new in row.replace.items()),
                )
            ),
            f"{row.reason}. {row.note}" if row.note else row.reason,
        )
        for row in matrix.age
    ]
    return table(("wanneer", "rollen", "waarom"), [*named, *aged])


def policy(book: Rulebook) -> str:
    """Section 10, with the setting and its default where a region may make it stricter."""
    return table(
        ("keuze", "wat", "instelling", "standaard", "strenger", "bron"),
        (
            (
                one.id,
                one.text,
                f"`{one.field}`" if one.field else "",
                "staat in roles.toml" if one.derived else one.value if one.field else "",
                one.stricter,
                sources(one.source),
            )
            for one in book.choices.values()
        ),
    )


def codes(book: Rulebook) -> str:
    """Section 5's outcomes in the order of the checks."""
    return table(
        ("code", "beslissing", "volgende stap", "zin", "artikel", "bron"),
        (
            (
                f"`{one.id}`",
                one.decision,
                one.hint or "",
                one.text,
                one.article or one.rests_on,
                sources(one.source),
            )
            for one in book.codes.values()
        ),
    )


def roles(book: Rulebook) -> str:
    """Section 7's roles."""
    return table(
        (
            "id",
            "rol",
            "domein",
            "regime",
            "beroepsgeheim",
            "beroepskracht",
            "vraagt",
            "WGS",
            "convenant",
            "bron",
        ),
        (
            (
                f"`{one.id}`",
                one.name,
                one.domain,
                one.regime,
                one.secrecy,
                YES[one.professional],
                one.consent_asker,
                YES[one.wgs],
                YES[one.convenant],
                sources(one.source),
            )
            for one in book.roles.values()
        ),
    )


def consenters(book: Rulebook) -> str:
    """Section 3's two columns."""
    return table(
        ("leeftijd", "kan beslissen", "avg", "artikel", "gehoord", "zorg", "artikel", "bron"),
        (
            (
                f"{one.first_age}–{one.last_age}",
                "ja" if one.capable else "nee",
                one.avg,
                one.article,
                YES[one.hear_youth],
                one.care,
                one.care_article,
                sources(one.source),
            )
            for one in dict.fromkeys(book.consenters.values())
        ),
    )
