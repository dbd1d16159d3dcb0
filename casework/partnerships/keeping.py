"""A beheerder makes a partnership, changes it, ends it and lets it begin again.

Its coordinator may change what it is called, where it meets and what sharing is for there; not its kind and
not who coordinates it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from casework.addressees import RELATIONAL
from casework.directory.schema import same
from casework.errors import Flaw, Invalid, NotForYou
from casework.office import Office
from casework.partners.looking import BEHEERDER, managed_by
from casework.partnerships.drafting import TOLD, PartnershipForm, draft_from, merged
from casework.people import Person
from casework.permissions import require_grant
from casework.ports import Standing
from casework.refs import ref
from casework.sharing.closing import redraw_threads
from storage import planned_posts
from storage.directory_tables import Partnership
from storage.repositories import directory
from storage.unit_of_work import Unit

NEW, CHANGE = "partnership.new", "partnership.change"
COORDINATES = "partnership.coordinator"
LETTER = "SW"


@dataclass(frozen=True, slots=True)
class Changing:
    """A partnership in a form: what stands, and whether this person changes all of it."""

    number: int
    form: PartnershipForm
    whole: bool


def add(office: Office, person: Person, form: PartnershipForm, key: str) -> int:
    """Make a partnership and tell its coordinator; gives its number. Raises `Invalid`, `NotForYou`."""
    require_grant(NEW, person)
    standing = _standing(office, form)
    with office.act(key, person) as unit:
        require_grant(NEW, person)
        draft = draft_from(form, office.book, standing, office.today)
        _must_be_free(unit.session, draft, None)
        row = Partnership(
            name=draft.name, kind=draft.kind, channel=draft.channel, coordinator=draft.coordinator
        )
        row.purpose, row.tells_of_chosen = draft.purpose or None, draft.chosen == TOLD
        unit.session.add(row)
        unit.session.flush()
        number = row.id or 0
        _tell_coordinator(unit, row, person)
        facts = {"kind": row.kind, "channel": row.channel, "coordinator": row.coordinator}
        unit.note(person.user_id, NEW, ref=ref(LETTER, number), facts=facts)
        return number


def changeable(office: Office, person: Person, number: int) -> Changing:
    """What stands, for a form; raises `NotForYou` for whoever may not change it."""
    with office.store.reading() as session:
        row = _theirs(session, person, number)
        return Changing(number, form_of(row), BEHEERDER in person.grants)


def change(
    office: Office,
    person: Person,
    number: int,
    form: PartnershipForm,
    key: str,
    opened: Mapping[str, str] | None = None,
) -> Changing:
    """Store what was changed in the form since it opened, and give what stands now.

    Another channel takes along what was not sent yet; what stands in the old one stays there, and every
    thread is judged anew. Raises `Invalid`, `NotForYou`.
    """
    with office.store.reading() as session:
        before = form_of(_theirs(session, person, number))
    whole = BEHEERDER in person.grants
    standing = _standing(office, form) if whole and form.coordinator != before.coordinator else None
    with office.act(key, person) as unit:
        row = _theirs(unit.session, person, number)
        stands = form_of(row)
        if not whole:
            form = replace(form, kind=stands.kind, coordinator=stands.coordinator)
        draft = draft_from(merged(form, opened, stands), office.book, standing, office.today)
        _must_be_free(unit.session, draft, number)
        row.name, row.kind, row.channel = draft.name, draft.kind, draft.channel
        row.coordinator, row.purpose = draft.coordinator, draft.purpose or None
        row.tells_of_chosen = draft.chosen == TOLD
        unit.session.add(row)
        unit.session.flush()
        _follow(unit, row, stands, person)
        fields = [name for name in PartnershipForm.__slots__ if getattr(stands, name) != getattr(draft, name)]
        unit.note(person.user_id, CHANGE, ref=ref(LETTER, number), facts={"fields": fields})
        return Changing(number, form_of(row), whole)


def form_of(row: Partnership) -> PartnershipForm:
    """A partnership as a form shows it."""
    told = TOLD if row.tells_of_chosen else ""
    return PartnershipForm(row.name, row.kind, row.channel, row.coordinator, row.purpose or "", told)


def _follow(unit: Unit, row: Partnership, before: PartnershipForm, person: Person) -> None:
    if row.channel != before.channel:
        planned_posts.retarget(unit.session, before.channel, row.channel)
        redraw_threads(unit.session, unit.now)
    if row.coordinator != before.coordinator:
        _tell_coordinator(unit, row, person)
        planned_posts.redraw_to(unit.session, before.coordinator, RELATIONAL, unit.now)
    unit.posted = True


def _tell_coordinator(unit: Unit, row: Partnership, person: Person) -> None:
    this = ref(LETTER, row.id)
    key = f"{this}:{row.coordinator}:{unit.now.isoformat()}"
    if row.coordinator != person.user_id:
        unit.post(COORDINATES, row.coordinator, ref=this, dedupe=key)


def _theirs(session: Session, person: Person, number: int) -> Partnership:
    row = managed_by(session, person).get(number)
    if row is None:
        raise NotForYou
    return row


def _must_be_free(session: Session, draft: PartnershipForm, number: int | None) -> None:
    """A name and a channel are those of one partnership, also of one that ended: that can begin again."""
    flaws = {}
    for row in directory.all_partnerships(session):
        if row.id == number:
            continue
        if same(row.name) == same(draft.name):
            flaws["name"] = Flaw("partnership_called_so" if row.active else "partnership_ended_so")
        if row.channel == draft.channel:
            flaws["channel"] = Flaw("channel_taken" if row.active else "channel_of_ended")
    if flaws:
        raise Invalid(flaws)


def _standing(office: Office, form: PartnershipForm) -> Standing | None:
    """What the chosen account is, asked of Slack before the transaction."""
    return office.rooms.standing(form.coordinator) if form.coordinator else None
