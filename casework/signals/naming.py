"""Who a signal is about is told: whoever wrote a standing text in which that name stands, puts it right.

Such a text is held back from then on wherever it is drawn (`casework.standing_texts`); its author hears where
it stands, and nothing of what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from casework.goals.file import LETTERS as GOAL
from casework.office import Office
from casework.overleg.refs import occurrence_ref, series_ref
from casework.refs import ref
from casework.standing_texts import StandingTexts
from rules.identifiers import holds_name
from storage import planned_posts
from storage.directory_tables import Partnership
from storage.repositories import directory, goals, overleggen
from storage.unit_of_work import Unit

NAMED = "text.named"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that a partnership reads: what it is about, who wrote it (an account), and the words."""

    ref: str
    author: str
    words: str = field(repr=False)


def ask_to_put_right(office: Office, unit: Unit, partnership_id: int, names: tuple[str, ...]) -> None:
    """Ask each author of a text that holds one of these names, and have what shows it drawn again.

    For an author who sits here no more, the coordinator is asked.
    """
    held = [one for one in _texts(office, unit, partnership_id) if holds_name(one.words, names)]
    if not held:
        return
    partnership = unit.session.get_one(Partnership, partnership_id)
    here = {one.user_id for one in directory.members(unit.session, partnership_id)}
    for this, author in dict.fromkeys((one.ref, one.author) for one in held):
        who = author if author in here else partnership.coordinator
        unit.post(NAMED, who, ref=this, dedupe=f"{this}:named:{who}:{unit.now.isoformat()}")
    _draw_again(unit, partnership_id, {one.ref for one in held})


def _texts(office: Office, unit: Unit, partnership_id: int) -> Iterator[_Text]:
    texts = StandingTexts(office, unit.session)
    for series in overleggen.in_partnerships(unit.session, [partnership_id]):
        number = series.id or 0
        yield _Text(series_ref(number), series.organiser, f"{series.title}\n{series.location or ''}")
        for item in overleggen.items_of_series(unit.session, number):
            yield _Text(occurrence_ref(number, item.planned), item.added_by, texts.typed(item) or "")
        for point in overleggen.actions_of_series(unit.session, number):
            yield _Text(ref("A", point.id), point.created_by, texts.typed(point) or "")
    for goal in goals.standing(unit.session, [partnership_id]):
        this = ref(GOAL, goal.id)
        said = (goal.why, goal.goal, goal.indicator, goal.overlap, goal.opportunities)
        yield _Text(this, goal.lead, "\n".join(one or "" for one in said))
        for contribution in goals.contributions(unit.session, goal.id or 0).values():
            yield _Text(this, contribution.changed_by, contribution.text)
        if (last := goals.last_evaluation(unit.session, goal.id or 0)) is not None:
            yield _Text(this, last.evaluated_by, last.learned or "")


def _draw_again(unit: Unit, partnership_id: int, refs: set[str]) -> None:
    """What is about these, and every time of the overleggen here: agendas list goals and actions too."""
    series = [one.id or 0 for one in overleggen.in_partnerships(unit.session, [partnership_id])]
    shown = overleggen.refs_of_series(unit.session, series)
    planned_posts.redraw(unit.session, refs | shown, unit.now)
    unit.posted = True
