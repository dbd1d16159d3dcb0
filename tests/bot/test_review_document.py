"""The review document is whole: all that the tables hold stands in it, with room to remark and to sign."""

from __future__ import annotations

import re
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest

from bot.commands.decide import read_cases
from bot.reviewing.document import document
from handlers.labels import Labels
from handlers.language import load_language
from handlers.reasons import reason
from rules.book import Rulebook, load_rulebook
from rules.moments import ZONE
from tests.bot.test_command_line import schakel

DATA = [files("rules").joinpath(f"data/{one}.yaml") for one in ("scenarios", "decided")]
RULEBOOK = Path(__file__).parents[2] / "docs" / "rulebook.md"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    """The rulebook as it ships."""
    return load_rulebook()


@pytest.fixture(scope="module")
def written(book: Rulebook) -> str:
    """The document, as text with its tags."""
    cases = [read_cases(one.read_text("utf-8")) for one in DATA]
    text = document(Labels(book, load_language("nl", ZONE)), *cases)
    return unescape(text.replace("<wbr>", ""))


def row(written: str, key: str) -> str:
    """The row of one entry."""
    found = re.findall(rf'<tr id="{re.escape(key)}">.*?</tr>', written, re.DOTALL)
    assert len(found) == 1, (key, len(found))
    return str(found[0])


def test_every_entry_stands_in_it_with_article_source_and_sentence(book: Rulebook, written: str) -> None:
    """Roles, grounds, conditions, categories, terms, choices: none is missing, none without its source."""
    for ground in book.grounds.values():
        said = row(written, ground.id)
        assert {ground.name, ground.article, ground.remark} <= {one for one in (said,) for one in _cells(one)}
        assert all(book.conditions[one].text in said for one in ground.conditions)
    for condition in book.conditions.values():
        assert condition.text in row(written, condition.id)
        assert condition.article in row(written, condition.id)
    for role in book.roles.values():
        assert role.name in row(written, role.id)
    for category in book.categories.values():
        assert f"{category.code} {category.name}" in row(written, category.id)
    for term in (book.purposes, book.levels, book.places, book.modifiers):
        assert all(one.name in row(written, f"term-{one.id}") for one in term.values())
    for choice in book.choices.values():
        assert choice.text in row(written, f"choice-{choice.id}")
    cited = {one.id: one.source for one in book.grounds.values()}
    cited |= {one.id: one.source for one in book.conditions.values()}
    cited |= {one.id: one.source for one in book.roles.values()}
    for key, sources in cited.items():
        assert all(book.sources[one] in row(written, key) for one in sources if one in book.sources)


def _cells(said: str) -> list[str]:
    """The cells of a row without the uncertain points in them, and without a ground's number."""
    cells = re.findall(r"<td[^>]*>(.*?)</td>", said, re.DOTALL)
    bare = [re.sub(r"<p class=\"open\">.*?</p>", "", one) for one in cells]
    return [re.sub(r"^E\d\d ", "", one) for one in bare]


def test_every_right_stands_in_it_with_its_term_and_every_reason(book: Rulebook, written: str) -> None:
    """All of the table is asked of the lawyer: also who must agree, what closes and what is left out."""
    for right in book.rights.rights.values():
        said = row(written, f"right-{right.id}")
        assert f"{right.name} ({right.id})" in said
        assert right.article in said
        assert f"antwoord binnen {right.days} dagen, en nooit later dan een maand" in said
        assert ("alleen samen met de coördinator" in said) is right.second
        assert ("is het signaal dicht" in said) is right.hides
        assert "eigen kennis, na te gaan" in said
    assert "Wpg (politie), Wjsg (justitie), WGS (Zorg- en Veiligheidshuis), Wmo 2015 (Veilig Thuis)" in row(
        written, "right-access"
    )
    for one in book.rights.because.values():
        said = row(written, f"because-{one.id}")
        assert f"„{one.text}”" in said
        assert one.article in said
        assert all(book.rights.rights[name].name in said for name in one.rights)
        assert ("waarom een signaal dichtgaat" in said) is one.closes


def test_every_outcome_stands_at_its_row_as_people_read_it(book: Rulebook, written: str) -> None:
    """The rulebook's sentence and the one people see, with article and section."""
    dutch = load_language("nl", ZONE)
    for one in book.procedure.values():
        said = row(written, f"row-{one.id}")
        assert one.asks in said
        for code in one.codes:
            assert book.codes[code].text in said
            assert book.codes[code].article in said
            assert code.startswith("OK_") or reason(dutch, code) in said


def test_each_decided_case_stands_at_one_row(book: Rulebook, written: str) -> None:
    """Those of the rulebook and those decided by hand, each once, beside the row that decides it."""
    beside = "".join(row(written, f"row-{one}") for one in book.procedure)
    shown = re.findall(r"(?:<td>|<br>)([VW]\d+) ", beside)
    expected = [f"V{number:02}" for number in range(1, 85)] + [f"W{number:02}" for number in range(1, 159)]
    assert sorted(shown) == sorted(expected)
    without = [
        one for one in book.procedure if not re.search(r"(?:<td>|<br>)[VW]\d+ ", row(written, f"row-{one}"))
    ]
    assert without == []


def test_it_is_in_dutch_and_says_how_it_is_read(book: Rulebook, written: str) -> None:
    """No word of a machine or of English where a sentence can stand, and a guide before all."""
    assert "mag niet" in row(written, "row-4")
    assert not re.search(r"\((?:ALLOW|DENY|NEEDS_EXCEPTION)\)|→ (?:ALLOW|DENY|NEEDS)", written)
    assert not re.search(r"\b(?:rulebook \d|own\b|care;|the|and|text of|notes|opening)\b", _read(written))
    for number in range(1, 15):
        assert f'<a href="#chapter-{number}">' in written
        assert f'<h2 id="chapter-{number}">' in written
    assert "Leeswijzer" in written
    assert "Jeugdwet (jeugdhulp)" in row(written, "person-jeugdhulp")
    assert "WGBO (zorg)" in row(written, "jgz")


def test_every_outcome_names_an_article_or_where_it_stands(book: Rulebook, written: str) -> None:
    """A code that rests on age or kind of data leads to the chapter with the article of that."""
    said = row(written, "row-12") + row(written, "row-9")
    for code in (one for one in book.codes.values() if one.rests_on):
        where = {"consenters": "artikel van de leeftijd", "categories": "artikel van de soort gegevens"}
        line = (said + row(written, "row-4")).partition(f"{code.id} (")[2].partition("— ")[2]
        assert line.startswith(where[code.rests_on]), code.id


def test_a_condition_shows_the_article_it_rests_on_at_each_ground(book: Rulebook, written: str) -> None:
    """E15 breaks no secrecy, so what it shares with E02 rests on something else there."""
    for one in book.conditions.values():
        for ground, article in one.articles.items():
            assert f"bij {ground}: {article}" in row(written, one.id)


def _read(written: str) -> str:
    """What a person reads, without tags, ids of conditions, titles of cases and what a source is called."""
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", " ", written, flags=re.DOTALL)
    return re.sub(r"[gc]_\w+|docs/rulebook\.md|\S+\.(?:nl|eu|com|site|be)\S*", " ", bare)


def test_every_uncertain_point_stands_where_it_matters(book: Rulebook, written: str) -> None:
    """Each number of section 14, in the list and at each place it concerns."""
    chapter = RULEBOOK.read_text("utf-8").partition("## 14. ")[2].partition("\n## ")[0]
    assert sorted(book.uncertain, key=int) == sorted(set(re.findall(r"\((\d+)\) ", chapter)), key=int)
    places = {
        **{f"row-{one}": one for one in book.procedure},
        **{one: one for one in (*book.grounds, *book.roles, *book.categories)},
        **{f"choice-{one}": one for one in book.choices},
        **{f"person-{one}": one for one in book.regimes},
    }
    for key, name in places.items():
        expected = {one.id for one in book.uncertain.values() if name in one.concerns}
        assert set(re.findall(r"Onzeker \((\d+)\)", row(written, key))) == expected


def test_each_row_has_room_for_remarks_and_the_whole_for_signatures(written: str) -> None:
    """Nothing in it can be left without an answer."""
    assert written.count('<td class="remarks"></td></tr>') == written.count('<tr id="')
    assert written.count("<th>Handtekening</th>") == 2


def test_the_command_writes_it(tmp_path: Path) -> None:
    """One file; where it cannot be written one plain line says so."""
    done = schakel("review", str(tmp_path / "toets.html"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Toetsstuk" in (tmp_path / "toets.html").read_text("utf-8")
    assert schakel("review", str(tmp_path / "weg" / "toets.html")).returncode == 2
