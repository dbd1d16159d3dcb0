"""The chapters about words and choices: roles, categories, purposes, terms, persons, policy, open points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from bot.reviewing.law import Reviewed
from bot.reviewing.page import cell, lines, table
from handlers.language import Language
from rules.vocabulary import Term


def guide(this: Reviewed) -> str:
    """How to read the document: the three answers, the marks, what the columns hold."""
    _ = this.say
    said = (
        _("Mag: de gegevens mogen naar precies deze ontvangers."),
        _("Mag niet: beter vragen, minder gegevens of ontvangers of een volledige uitzondering helpt."),
        _("Alleen met een uitzondering: toestemming kan dit niet openen."),
        _("De eerste rij van de procedure die past, beslist. Een bericht gaat in zijn geheel of niet."),
        _("Tussen „ en ” staat wat mensen in Slack lezen; ervoor staat de regel waar dat uit komt."),
        _("S met een nummer is een bron die is gelezen, P een keuze van het product en geen wet."),
        _("Eigen kennis is recht dat niet in die bronnen stond en dat u hoort na te gaan."),
        _("Een geel vak is een onzeker punt: daar vragen wij uw oordeel."),
        _(
            "Hoe bezwaren, handtekeningen en termijnen precies worden gelezen, staat in hoofdstuk 5b en "
            "5c van het regelboek (docs/rulebook.md). Die hoofdstukken horen bij dit stuk."
        ),
        _("V-zaken komen uit het regelboek, W-zaken zijn met de hand uit de tekst beslist."),
    )
    return "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in said) + "</ul>\n"


def roles(this: Reviewed) -> str:
    """Section 7: each role with its regime, secrecy, and what it may ask, invoke and receive."""
    _ = this.say
    heads = (
        _("Rol"),
        _("Domein"),
        _("Regime"),
        _("Beroepsgeheim"),
        _("Mag toestemming vragen"),
        _("Eigenschappen"),
        _("Bron"),
    )
    yes = {"ja": _("ja"), "ap": _("alleen met de AP-indicaties"), "nee": _("nee")}
    rows = (
        (
            one.id,
            (
                cell(f"{_(one.name)} ({one.id})", this.points(one.id)),
                cell(one.domain),
                cell(regime_names(_).get(one.regime, one.regime)),
                cell(one.secrecy),
                cell(yes[this.policy.asker(one.id)]),
                lines(
                    (
                        "" if one.professional else _("geen professional (P20)"),
                        _("deelnemer WGS") if one.id in this.policy.wgs_roles else "",
                        _("convenantpartner") if one.id in this.policy.convenant_roles else "",
                        _("kan het voor opsporing gebruiken (P8)") if one.investigative else "",
                        _("kan zelf voogd zijn") if one.guardian else "",
                        _("voert nooit dezelfde hulp uit als een ander") if one.other_help else "",
                        _("krijgt nooit persoonsgegevens") if one.receives == "never" else "",
                        _("krijgt alleen op {ground}", ground=one.receives)
                        if one.receives in this.book.grounds
                        else "",
                    )
                ),
                this.sources(one.source),
            ),
        )
        for one in this.book.roles.values()
    )
    return table(_, heads, rows)


def categories(this: Reviewed) -> str:
    """K1–K10 with what the decision does with each."""
    _ = this.say
    rows = (
        (
            one.id,
            (
                cell(f"{one.code} {_(one.name)}", this.points(one.id)),
                lines(
                    (
                        _("alleen met een uitdrukkelijk ja") if one.explicit else "",
                        _("toestemming telt niet") if one.police else "",
                        _("nooit onder toestemming van de jongere") if one.third_party else "",
                        _("hoort nooit in het kanaal") if one.forbidden else "",
                        _("maakt herleidbaar") if one.identifying else "",
                        _("nooit in een draad (P26)") if one.id in this.policy.never_in_thread else "",
                    )
                ),
                cell(one.article),
                this.sources(one.source),
            ),
        )
        for one in this.book.categories.values()
    )
    return table(_, (_("Soort gegevens"), _("Wat ermee gebeurt"), _("Artikel"), _("Bron")), rows)


def terms(this: Reviewed) -> str:
    """Purposes, levels, places and circumstances: the words people choose from."""
    _, book = this.say, this.book
    kinds: tuple[tuple[str, Mapping[str, Term]], ...] = (
        (_("Doel"), book.purposes),
        (_("Niveau"), book.levels),
        (_("Plaats"), book.places),
        (_("Omstandigheid"), book.modifiers),
    )
    rows = (
        (
            f"term-{one.id}",
            (
                cell(kind),
                cell(f"{_(one.name)} ({one.id})"),
                cell(_(one.remark) if one.remark else ""),
                this.sources(one.source),
            ),
        )
        for kind, several in kinds
        for one in several.values()
    )
    return table(_, (_("Soort"), _("Wat mensen lezen"), _("Toelichting"), _("Bron")), rows)


def meetings(this: Reviewed) -> str:
    """The kinds of partnership with their overleg."""
    _ = this.say
    heads = (_("Samenwerking"), _("Wie zit voor"), _("Ritme"), _("Wat er in Schakel mag"), _("Bron"))
    rows = (
        (
            f"meeting-{one.id}",
            (
                cell(_(one.name)),
                cell(_(one.organiser_text)),
                cell(_(one.rhythm_text)),
                cell(_(one.content)),
                this.sources(one.source),
            ),
        )
        for one in this.book.meetings.values()
    )
    return table(_, heads, rows)


def persons(this: Reviewed) -> str:
    """Who counts as holder of gezag, who represents an adult, and which regime uses which column."""
    _, book = this.say, this.book
    holders = [
        (one.id, one.name, _("heeft gezag") if one.gezag else _("heeft geen gezag"), one.article, one.source)
        for one in book.holder_types.values()
    ]
    standing = {one.id: one for one in book.representatives.values()}
    represent = [
        (one.id, one.name, _("vertegenwoordigt; rang {rank}", rank=one.rank), one.article, one.source)
        for one in standing.values()
    ]
    regimes = [
        (
            one.id,
            f"{regime_names(_)[one.id]} ({one.id})",
            "; ".join(
                said
                for said in (
                    _("kolom AVG") if one.column == "avg" else _("kolom jeugdhulp en zorg"),
                    _("opent rij 8") if one.direct else "",
                    _("sluit E08 en E15") if one.secret else "",
                    _("toestemming telt niet ({code})", code=one.closed) if one.closed else "",
                    _("telt als K8, welk label er ook op staat") if one.police else "",
                    _("opent alleen op {grounds}", grounds=", ".join(sorted(one.only))) if one.only else "",
                )
                if said
            ),
            one.article,
            one.source,
        )
        for one in book.regimes.values()
    ]
    rows = (
        (f"person-{key}", (cell(name, this.points(key)), cell(said), cell(article), this.sources(source)))
        for key, name, said, article, source in (*holders, *represent, *regimes)
    )
    return table(_, (_("Persoon of regime"), _("Betekenis"), _("Artikel"), _("Bron")), rows)


def policy(this: Reviewed) -> str:
    """Section 10: what is a choice and no law, with its value here and how a region may change it."""
    _ = this.say
    ways = {
        "lower": _("alleen lager"),
        "higher": _("alleen hoger"),
        "subset": _("alleen minder"),
        "superset": _("alleen meer"),
        "order": _("alleen strenger"),
        "flag": _("aan of uit"),
        "": _("ligt vast"),
    }
    rows = (
        (
            f"choice-{one.id}",
            (
                cell(one.id),
                cell(_(one.text), this.points(one.id)),
                cell(_value(this, one.field)),
                cell(ways[one.stricter]),
                this.sources(one.source),
            ),
        )
        for one in this.book.choices.values()
    )
    return table(
        _, (_("Keuze"), _("Wat er geldt"), _("Waarde"), _("Wat een regio mag wijzigen"), _("Bron")), rows
    )


def _value(this: Reviewed, field: str) -> str:
    value = getattr(this.policy, field) if field else ""
    match value:
        case bool():
            return this.say("aan") if value else this.say("uit")
        case frozenset():
            return ", ".join(_word(this, one) for one in sorted(value)) or this.say("geen")
        case Mapping():
            return ", ".join(f"{_word(this, key)}: {one}" for key, one in value.items()) or this.say("geen")
        case _:
            return str(value)


def _places(this: Reviewed, concerns: Sequence[str]) -> str:
    """Where a point stands: rows of the procedure as such, everything else by its number or name."""
    _ = this.say
    return ", ".join(
        _("rij {row}", row=one) if one in this.book.procedure else _word(this, one) for one in concerns
    )


def _word(this: Reviewed, word: str) -> str:
    """A role or a kind of data by its name, anything else as it is."""
    if word in this.book.roles:
        return this.labels.role(word)
    return this.book.categories[word].code if word in this.book.categories else word


def regime_names(_: Language) -> Mapping[str, str]:
    """The law a source falls under, in words."""
    return {
        "avg": _("AVG"),
        "wpg": _("Wpg (politie)"),
        "wjsg": _("Wjsg (justitie)"),
        "wgs": _("WGS (Zorg- en Veiligheidshuis)"),
        "jeugdhulp": _("Jeugdwet (jeugdhulp)"),
        "wgbo": _("WGBO (zorg)"),
        "wmo_vt": _("Wmo 2015 (Veilig Thuis)"),
        "": "",
    }


def open_points(this: Reviewed) -> str:
    """Section 14 as a whole: each point once more, with the places where it stands in this document."""
    _ = this.say
    rows = (
        (f"point-{one.id}", (cell(one.id), cell(_(one.text)), cell(_places(this, one.concerns))))
        for one in this.book.uncertain.values()
    )
    return table(_, (_("Nummer"), _("Onzeker punt"), _("Speelt bij")), rows)
