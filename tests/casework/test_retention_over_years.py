"""A random town that ages seven years: nothing is kept longer than its term, nothing goes before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from casework.signals import answering, erasing, registering, tagging
from casework.signals.drafting import SignalForm
from casework.texts import mark_of
from storage.engine import make_engine
from storage.migrating import migrate
from storage.signal_tables import SignalState
from tests.casework.house import MDO, House
from tests.casework.test_alone import FG, MARIT, WENDE
from tests.casework.test_retention import a_night, standing, states_of
from tests.chosen import chosen


@pytest.fixture
def town(tmp_path: Path) -> Iterator[House]:
    """A town of its own, on one database: the terms are not the database's."""
    engine = make_engine(chosen(f"sqlite:///{tmp_path / 'town.db'}"))
    migrate(engine)
    yield House(engine)
    engine.dispose()


@dataclass(slots=True)
class Fact:
    """A signal as the test knows it, with terms of its own making."""

    level: str
    born: date
    created: date
    active: date
    closed: date | None = None
    followed: bool = False
    gone: bool = False
    answers: list[str] = field(default_factory=lambda: ["signal.pickup", "signal.call"])

    def too_old(self, today: date) -> bool:
        """From the birthday on."""
        return (today.year - self.born.year) - (
            (today.month, today.day) < (self.born.month, self.born.day)
        ) >= 23

    def content_over(self, today: date) -> bool:
        """Whether the content is over its term."""
        since, days = (self.active, 365) if self.followed or self.level != "N0" else (self.created, 90)
        since, days = (self.closed, 90) if self.closed is not None else (since, days)
        return self.too_old(today) or (today - since).days > days

    def records_over(self, today: date) -> bool:
        """Whether the records are, once the content is gone."""
        last = self.closed or today
        return self.too_old(today) or today > date(last.year + 5, last.month, min(last.day, 28))


@pytest.mark.slow(seconds=40)
@pytest.mark.timeout(1600)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_town_that_ages_seven_years_keeps_nothing_longer_and_loses_nothing_sooner(
    town: House, seed: int
) -> None:
    """People report, answer, close, take back and erase; two nights later what stands is what should."""
    chance, facts, ended = Random(seed), dict[int, Fact](), Counter[str]()
    start = town.office.today
    while town.office.today < start + timedelta(days=7 * 365 + 2):
        _live(town, chance, facts)
        for _night in range(2):
            a_night(town, days=1)
            for fact in facts.values():
                if not fact.gone and fact.content_over(town.office.today):
                    fact.gone, fact.closed = True, fact.closed or town.office.today
                    ended["content"] += 1
        today = town.office.today
        stands, states = standing(town), states_of(town)
        for this, fact in facts.items():
            over = states[this] in (SignalState.ERASED, SignalState.UNDONE)
            assert over == fact.gone, (seed, this, fact, today)
            about = stands.get(this, {})
            if fact.gone and fact.records_over(today - timedelta(days=1)):
                assert about == {}, (seed, this, fact, today)
            elif not (fact.gone and fact.records_over(today)):
                assert "tag" in about, (seed, this, fact, today)
        town.clock.pass_by(days=chance.randint(1, 70))
    left = standing(town)
    ended["records"] = sum(this not in left for this in facts)
    assert min(ended["content"], ended["records"]) >= 10, ended
    print(f"town {seed}: {len(facts)} signals, {dict(ended)}")  # noqa: T201  # the figures of the aged town


def _live(town: House, chance: Random, facts: dict[int, Fact]) -> None:
    """What people do between two looks."""
    today = town.office.today
    for _ in range(chance.randint(0, 2)):
        level, age = chance.choice(["N0", "N2"]), chance.randint(11 * 365, 23 * 365 - 1)
        born = today - timedelta(days=age)
        number = _report(town, level, born)
        facts[number] = Fact(level, born, today, today)
    standing = [number for number, fact in facts.items() if not fact.gone and fact.closed is None]
    for number in chance.sample(standing, min(len(standing), 2)):
        fact, key = facts[number], town.key()
        match chance.choice(["answer", "answer", "close", "erase", "undo", "nothing"]):
            case "answer" if fact.answers:
                answering.react(town.office, town.who(MARIT), number, fact.answers.pop(), key)
                fact.active, fact.followed = today, True
            case "close":
                mark = (mark_of("Afgerond"),)
                answering.close(town.office, town.who(WENDE), number, "Afgerond", key, mark)
                fact.closed = today
            case "erase":
                erasing.erase(town.office, town.who(FG), number, "verzoek", key)
                fact.closed, fact.gone = today, True
            case "undo" if fact.created == today:
                answering.undo(town.office, town.who(WENDE), number, key)
                fact.closed, fact.gone = today, True


def _report(town: House, level: str, born: date) -> int:
    summary = "Mist vaak de eerste uren"
    form = SignalForm(
        partnership=MDO,
        level=level,
        place="school",
        summary=summary,
        subject_name="Jesse Verzonnen",
        subject_birthdate=f"{born:%d-%m-%Y}",
        details="Vertelde wat hij doet",
        categories=("signaal",),
    )
    asked = (mark_of(summary),)
    number = registering.register(town.office, town.who(WENDE), form, town.key(), already_asked=asked).number
    tagging.tag(town.office, town.who(WENDE), number, {town.partner(MARIT).id}, town.key())
    return number
