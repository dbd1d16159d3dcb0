"""A new signal: stored with its sealed items, its card on the way, partners suggested."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from casework.errors import Refused
from casework.office import Office
from casework.people import Person
from casework.readers import put_card, usual
from casework.refs import ref
from casework.regie import matches
from casework.signals.drafting import SignalDraft, SignalForm, draft_from
from casework.signals.items import seal_details, seal_identity
from casework.signals.naming import ask_to_put_right
from casework.signals.stub import write_stub
from casework.signals.stub_only import must_be_a_stub
from storage.directory_tables import Partnership
from storage.repositories import directory
from storage.signal_tables import Signal, SignalState
from storage.unit_of_work import Unit

# The card waits for the choice of partners; when that never comes it is posted all the same.
CARD_WAITS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FormOptions:
    """What the signal form offers this person: their partnerships by id, and each one's channel."""

    partnerships: dict[int, str]
    channels: dict[str, int]


@dataclass(frozen=True, slots=True)
class Registered:
    """A stored signal, with what the suggestion step needs."""

    number: int


def form_options(office: Office, person: Person) -> FormOptions:
    """The partnerships this person may report in; raises `Refused` NO_PARTNERSHIP when there are none."""
    with office.store.reading() as session:
        rows = directory.partnerships_of(session, person.partner.id) if person.partner else []
        offered = {row.id: row.name for row in rows if row.id is not None}
        channels = {row.channel: row.id for row in rows if row.id is not None}
    if not offered:
        raise Refused("NO_PARTNERSHIP")
    return FormOptions(offered, channels)


def register(
    office: Office, person: Person, form: SignalForm, key: str, already_asked: Collection[str] = ()
) -> Registered:
    """Store a signal from the form as typed.

    The card goes to its readers as soon as partners are chosen, at the latest after `CARD_WAITS`. Raises
    `Invalid`, `AskFirst`, `Refused` and `AlreadyDone`.
    """
    options = form_options(office, person)
    with office.act(key, person) as unit:
        return Registered(
            keep(office, unit, person, drafted(office, unit, person, options, form, already_asked))
        )


def drafted(
    office: Office,
    unit: Unit,
    person: Person,
    options: FormOptions,
    form: SignalForm,
    already_asked: Collection[str] = (),
    *,
    hurried: bool = False,
) -> SignalDraft:
    """The form as typed, checked within an act; raises `Invalid` and `AskFirst`."""
    must_be_a_stub(office, person, form)
    return draft_from(
        form,
        book=office.book,
        partnerships=options.partnerships,
        known_words=known_words(unit, options),
        today=office.today,
        already_asked=already_asked,
        policy=office.policy,
        hurried=hurried,
    )


def keep(office: Office, unit: Unit, person: Person, draft: SignalDraft) -> int:
    """Store a signal of which every field was checked; returns its number."""
    signal = _store(unit, person, draft)
    _seal(office, unit, person, signal, draft)
    number = signal.id or 0
    _queue_posts(unit, signal, number)
    matches.refresh(unit, number)
    if draft.subject_name:
        ask_to_put_right(office, unit, signal.partnership_id, (draft.subject_name,))
    unit.note(person.user_id, "signal.register", ref=ref("S", number), facts={"level": draft.level})
    return number


def known_words(unit: Unit, options: FormOptions) -> frozenset[str]:
    """Names that may stand in checked text: the partners, their organisations, the partnerships."""
    words: set[str] = set(options.partnerships.values())
    for partnership_id in options.partnerships:
        for member in directory.members(unit.session, partnership_id):
            words |= {member.name, member.organisation}
    return frozenset(words)


def _store(unit: Unit, person: Person, draft: SignalDraft) -> Signal:
    if person.partner is None:
        raise Refused("NO_PARTNERSHIP")
    signal = Signal(
        partnership_id=draft.partnership_id,
        author=person.user_id,
        author_partner_id=person.partner.id,
        lead=person.user_id,
        level=draft.level,
        place=draft.place,
        modifiers=list(draft.modifiers),
        state=SignalState.OPEN,
        readers=usual(draft.level),
        created_at=unit.now,
        active_at=unit.now,
    )
    unit.session.add(signal)
    unit.session.flush()
    return signal


def _seal(office: Office, unit: Unit, person: Person, signal: Signal, draft: SignalDraft) -> None:
    keys = unit.vault.new_keys(signal.id or 0)
    unit.session.add(keys)
    unit.session.flush()
    write_stub(unit.vault, signal, keys, summary=draft.summary, area=draft.area)
    unit.session.add(signal)
    if draft.subject_name or draft.birth_date:
        seal_identity(office, unit, person, keys, draft.subject_name, draft.birth_date)
    if draft.details:
        seal_details(office, unit, person, keys, draft.details, draft.categories)


def _queue_posts(unit: Unit, signal: Signal, number: int) -> None:
    partnership = unit.session.get_one(Partnership, signal.partnership_id)
    this = ref("S", number)
    put_card(unit, signal, partnership, unit.now + CARD_WAITS)
    unit.post("signal.author", signal.author, ref=this, due_at=unit.now + CARD_WAITS, dedupe=f"{this}:author")
