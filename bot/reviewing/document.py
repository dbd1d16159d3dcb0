"""Puts the review document together from the tables, the sentences people see and the decided cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from bot.reviewing import law, words
from bot.reviewing.law import DecidedCase, Reviewed
from bot.reviewing.page import page, signature
from bot.reviewing.subject_rights import rights
from handlers.labels import Labels
from rules.book import Rulebook
from rules.casefile import ReadCase, casefile_policy, parse_cases
from rules.explaining import explain


def document(labels: Labels, *data: object) -> str:
    """The document as HTML, in Dutch; `data` are decided cases as `schakel decide` reads them, file by file.

    Each case stands at the row that decides it under the rules as they are, not at what a file expects.
    """
    book, _ = labels.book, labels.say
    this = Reviewed(labels, book.policy, tuple(one for file in data for one in _decided(file, book)))
    opening = (
        f"<p>{escape(_('Regelboek {version}.', version=book.version))} "
        + escape(
            _(
                "Dit stuk is gemaakt uit de tabellen waarmee Schakel beslist. Wat hier staat, is wat er "
                "gebeurt: verandert een tabel, dan verandert dit stuk. Geen juridisch advies; een "
                "privacyjurist of functionaris gegevensbescherming tekent het voordat er echte zaken lopen."
            )
        )
        + "</p>\n"
        + signature(_)
    )
    chapters = (
        (_("Leeswijzer"), words.guide(this)),
        (_("Beslisprocedure met besliste zaken"), law.procedure(this)),
        (_("Wie beslist"), law.deciders(this)),
        (_("Gezag, vertegenwoordigers en regimes"), words.persons(this)),
        (_("Uitzonderingsgronden"), law.grounds(this)),
        (_("Voorwaarden"), law.conditions(this)),
        (_("Rollen"), words.roles(this)),
        (_("Soorten gegevens"), words.categories(this)),
        (_("Doelen en andere woorden"), words.terms(this)),
        (_("Samenwerkingen"), words.meetings(this)),
        (_("Keuzes van het product en termijnen"), words.policy(this)),
        (_("Rechten van de jongere"), rights(this)),
        (_("Onzekere punten"), words.open_points(this)),
        (_("Ondertekening"), signature(_)),
    )
    return page(_, _("Toetsstuk van de regels van Schakel"), opening, chapters)


def _decided(data: object, book: Rulebook) -> Iterator[DecidedCase]:
    titles = _titles(data)
    for key, read in parse_cases(data, book, casefile_policy(book)):
        if isinstance(read, ReadCase):
            found = explain(read.case, book, read.policy)
            verdict, row = found.verdict, found.rows[-1].row
            yield DecidedCase(key or "", titles.get(key or "", ""), row, verdict.decision, verdict.reason)


def _titles(data: object) -> dict[str, str]:
    """What each case is about, by its id."""
    several = data.values() if isinstance(data, Mapping) else [data]
    cases = (one for group in several if isinstance(group, list) for one in group if isinstance(one, Mapping))
    return {str(one.get("id")): str(one.get("nl") or "") for one in cases}
