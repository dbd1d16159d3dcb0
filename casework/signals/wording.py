"""The words of a signal that everybody reads: held back while they name the young person, and put right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from casework.casefile import CaseFile, load
from casework.merging import merged
from casework.office import Office
from casework.overleg.mentions import redraw_agendas
from casework.people import Person
from casework.permissions import require
from casework.refs import ref
from casework.signals.drafting import AREA_LIMIT, SUMMARY_LIMIT, Findings
from casework.signals.stub import Stub, read_stub, write_stub
from casework.texts import check_text, required_text
from rules.identifiers import holds_name

ACT = "signal.correct"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the author wrote, for its author to put right; `place` is empty for one that is not known yet."""

    ref: str
    summary: str = field(repr=False)
    area: str = field(repr=False)
    place: str = ""


def shown(office: Office, file: CaseFile) -> tuple[Stub, frozenset[str]]:
    """What may be shown of the words, and which of them are held back.

    A name that is told after the words were checked may stand in them: so they are checked again
    whenever they are drawn, wherever that is. Of a signal that is closed for a while nothing is.
    """
    if file.restricted:
        return Stub(), frozenset()
    said = read_stub(office.store.vault, file.signal, file.keys)
    names = office.gate.subject_names(file)
    held = frozenset(
        one for one in ("summary", "area", "outcome") if holds_name(getattr(said, one) or "", names)
    )
    if "summary" in held:
        said = replace(said, summary="")
    if "outcome" in held:
        said = replace(said, outcome=None)
    return (replace(said, area=None) if "area" in held else said), held


def names_somebody(office: Office, number: int) -> bool:
    """Whether words of this signal are held back until their author puts them right."""
    with office.store.reading() as session:
        return bool(shown(office, load(session, number))[1])


def standing(office: Office, person: Person, number: int) -> Wording:
    """The author's own words as they stand; raises `NotForYou` or `Refused` SIGNAL_CLOSED."""
    with office.store.reading() as session:
        file = _mine(ACT, load(session, number), person)
        said = read_stub(office.store.vault, file.signal, file.keys)
        return Wording(ref("S", number), said.summary, said.area or "", file.signal.place)


def put_right(
    office: Office,
    person: Person,
    number: int,
    summary: str,
    area: str,
    key: str,
    already_asked: Collection[str] = (),
    opened: Mapping[str, str] | None = None,
    *,
    where: str = "",
) -> None:
    """Other words in their place, checked like the first; every post that showed them is drawn again.

    `where` is the kind of place, for a signal that was shared in a hurry without one.

    With `opened`, the marks of the form as it was opened, words that were left as they were keep what their
    author made of them elsewhere since.

    Raises `Invalid` and `AskFirst` per field, `NotForYou`, `Refused` and `AlreadyDone`.
    """
    with office.act(key, person) as unit:
        file = _mine(f"view:{ACT}", load(unit.session, number), person)
        said = read_stub(unit.vault, file.signal, file.keys)
        typed = merged(
            {"summary": summary, "area": area}, opened, {"summary": said.summary, "area": said.area or ""}
        )
        names, found = office.gate.subject_names(file), Findings()
        checked = required_text(typed["summary"], SUMMARY_LIMIT, names, file.words, office.today)
        new = found.take("summary", checked)
        place = found.take("area", check_text(typed["area"], AREA_LIMIT, names, file.words, office.today))
        found.settle(already_asked)
        write_stub(unit.vault, file.signal, file.keys, summary=new, area=place)
        if not file.signal.place and where in office.book.places:
            file.signal.place = where
        file.signal.active_at = unit.now
        unit.session.add(file.signal)
        for one in file.refs:
            unit.redraw(one)
        redraw_agendas(unit, file.signal.partnership_id)
        unit.note(person.user_id, ACT, ref=ref("S", number))


def _mine(act: str, file: CaseFile, person: Person) -> CaseFile:
    require(act, person, file.signal, file.tagged)
    if not file.is_draft:
        file.must_be_open()
    return file
