"""A field in which one searches answers whoever may have the form, and nobody else."""

from __future__ import annotations

from tests.matrix.bench import Json
from tests.matrix.plays import Plays
from tests.matrix.table import PEOPLE, Outcome, rows

# A signal of another partnership, reported by somebody who is none of the sixteen.
ELSEWHERE = "S-3"


def offered(plays: Plays, who: str, view: Json, name: str) -> list[str]:
    """What somebody is offered who types nothing yet."""
    done = plays.bench.search(who, view, name)
    assert done.calls == ()
    assert not done.stored or not plays.bench.differs()
    return [str(one["value"]) for one in (done.ack or {}).get("options", [])]


def test_who_may_not_have_the_form_is_offered_nothing(plays: Plays) -> None:
    """Each field of each form, by each of the sixteen."""
    may = {
        (row.act, who)
        for row in rows()
        for who in PEOPLE
        if row.expected[who] is Outcome.FORM and row.target in ("", "S-1", "new", "choose")
    }
    wrong = []
    for (form, name), act in plays.bench.process.desk.searched.items():
        view = plays.form(form)
        for who in PEOPLE:
            if offered(plays, who, view, name) and (act, who) not in may:
                wrong.append(f"{form}.{name}: {who}")
    assert wrong == []


def test_a_form_about_another_signal_offers_nothing(plays: Plays) -> None:
    """Forged from a form that somebody has, with a number in it of which they are no part."""
    wrong = []
    for form, name in plays.bench.process.desk.searched:
        view = plays.form(form)
        if '"S-1"' in str(view.get("private_metadata")):
            forged = view | {"private_metadata": view["private_metadata"].replace("S-1", ELSEWHERE)}
            wrong += [f"{form}.{name}: {who}" for who in PEOPLE if offered(plays, who, forged, name)]
    assert wrong == []
