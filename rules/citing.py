"""The rule behind an outcome: the article where the tables have one, else the house's own choice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rules.book import Rulebook
from rules.codes import Reason
from rules.holders import ConsenterRow
from rules.model import Case
from rules.moments import age_on, local_day
from rules.vocabulary import Column

_ADULT = 18


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an outcome rests on; at least one of the three is filled.

    `articles` are articles of law, `choices` numbers of section 10, `sources` what was read.
    """

    articles: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def behind(reason: str, case: Case, book: Rulebook, categories: Collection[str] = ()) -> Citation:
    """The rule behind a code of section 5 in this case; `categories` are those the verdict names."""
    code = book.codes[Reason.OK_EXCEPTION if reason.startswith(Reason.OK_EXCEPTION) else reason]
    articles: tuple[str, ...] = (code.article,) if code.article else ()
    if code.rests_on == "consenters":
        row = _row(case, book)
        care = book.regimes[case.sender.regime].column is Column.CARE
        articles = (row.care_article if care else row.article,)
    elif code.rests_on == "categories":
        named = frozenset(categories) or case.request.categories
        if book.regimes[case.sender.regime].police:
            named |= book.police  # judged as K8 whatever its label
        articles = tuple(article for one in book.in_order(named) if (article := book.categories[one].article))
    return Citation(
        articles=articles,
        choices=tuple(one for one in code.source if one in book.choices),
        sources=tuple(one for one in code.source if one not in book.choices and one != "own"),
    )


def _row(case: Case, book: Rulebook) -> ConsenterRow:
    born, capable = case.youth.dob, case.youth.capacity != "wilsonbekwaam"
    age = age_on(born, local_day(case.now)) if born else _ADULT
    return book.consenters[max(0, min(age, _ADULT)), capable]
