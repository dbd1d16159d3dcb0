"""A partner joins, changes or leaves, by a coordinator in the own partnerships or a beheerder."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from casework.casefile import load
from casework.consent.same_person import doubt
from casework.errors import Flaw, Invalid, NotForYou, Refused
from casework.goals.file import LETTERS as GOAL
from casework.office import Office
from casework.partners.drafting import PartnerDraft, PartnerForm, draft_from, merged
from casework.partners.leaving import Leftover, leave
from casework.partners.looking import BEHEERDER, PartnerEntry, entry, managed_by
from casework.partners.welcoming import LETTER, welcome
from casework.people import PartnerRef, Person, are_colleagues, is_another, partner_ref, takes_account
from casework.refs import ref
from casework.sharing.closing import recheck, redraw_threads
from storage import outbox
from storage.directory_tables import Membership, Partner, Partnership
from storage.repositories import accounts, directory, goals, organisations, signals
from storage.sound import plain
from storage.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class Kept:
    """What was stored: the partner as it is now, where it sits, what is left for others to take over.

    `known` says that the account stood in the list already and only joined; `joined` that it sits somewhere
    since this; `doubted` that what named them waits for somebody to say that it is still them; `another` that
    this is a new partner and the one before ended; `colleagues` who else of these partnerships works for the
    organisation of this name.
    """

    partner: PartnerRef
    partnerships: tuple[str, ...]
    known: bool = False
    joined: bool = False
    left: tuple[str, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    doubted: bool = False
    another: bool = False
    colleagues: tuple[PartnerRef, ...] = ()


def offered(office: Office, person: Person) -> Mapping[int, str]:
    """The partnerships in which this person may add and change partners; raises `NotForYou` without any."""
    with office.store.reading() as session:
        found = _managed(session, person)
        return {number: row.name for number, row in found.items()}


def choices(office: Office, person: Person) -> tuple[PartnerEntry, ...]:
    """The partners whom this person may change, by name."""
    with office.store.reading() as session:
        found = _managed(session, person)
        rows = {row.id: row for number in found for row in directory.members(session, number)}
    return tuple(sorted((entry(row) for row in rows.values()), key=lambda one: one.partner.name.casefold()))


def add(office: Office, person: Person, form: PartnerForm, key: str) -> Kept:
    """Put a partner in the list and in these partnerships, and welcome them.

    An account that is in the list already joins with the role it has. Nobody puts themselves in the list:
    a role opens what consent gives to it. Raises `Invalid`, `NotForYou`.
    """
    with office.act(key, person) as unit:
        return add_in(office, unit, person, _managed(unit.session, person), form)


def add_in(office: Office, unit: Unit, person: Person, managed: Collection[int], form: PartnerForm) -> Kept:
    """The same in a transaction that is open; `managed` are the partnerships in which this person may."""
    draft = draft_from(form, office.book.roles, managed, office.today)
    row = directory.partner_of_user(unit.session, draft.user_id) if draft.user_id else None
    known = row is not None
    if row is None and draft.user_id == person.user_id:
        raise Invalid({"user": Flaw("own_account")})
    if row is None:
        row = Partner(name=draft.name, organisation=draft.organisation, role=draft.role)
        if draft.user_id is not None:
            row.person_since = takes_account(unit.session, draft.user_id, draft.name, unit.now)
        _write(unit, row, draft)
    elif row.role != draft.role:
        raise Invalid({"role": Flaw("partner_known_in_another_role")})
    joined = _sit(unit, row, draft.partnerships)
    welcome(unit, row, joined)
    redraw_threads(unit.session, unit.now)
    _redraw_goals(unit, draft.partnerships)
    facts = {"partner": row.id, "role": row.role, "partnerships": sorted(draft.partnerships)}
    unit.note(person.user_id, "partner.add", ref=ref(LETTER, row.id), facts=facts)
    beside = _colleagues(unit.session, row, draft.partnerships)
    return Kept(partner_ref(row), _names(unit.session, row), known, bool(joined), colleagues=beside)


def changeable(office: Office, person: Person, partner_id: int) -> tuple[PartnerForm, Mapping[int, str]]:
    """The form as it stands, and the partnerships offered in it; raises `NotForYou`."""
    with office.store.reading() as session:
        managed = _managed(session, person)
        row, sits_in = _theirs(session, managed, partner_id)
        return _standing(row, managed, sits_in), {number: one.name for number, one in managed.items()}


def change(
    office: Office,
    person: Person,
    partner_id: int,
    form: PartnerForm,
    key: str,
    opened: Mapping[str, str] | None = None,
) -> Kept:
    """Store what was changed; whoever sits in no partnership any more is partner no more.

    With `opened`, the marks of the form as it was opened, only what was changed in it counts: a form that
    stood open gives nobody back a role that was taken meanwhile.

    Role and account decide who may read: somebody who also sits elsewhere keeps them unless a beheerder
    changes them, and an account once bound stays: consent named the person behind it. Whoever gets an account
    or another name without having had one may be somebody else: what named them closes until somebody says
    that it is still them. Another name and another organisation is another partner: the old one ends. One's
    own role somebody else changes. What stands in threads is decided anew. Raises `Invalid`, `NotForYou`.
    """
    with office.act(key, person) as unit:
        managed = _managed(unit.session, person)
        row, sits_in = _theirs(unit.session, managed, partner_id)
        form = merged(form, opened, _standing(row, managed, sits_in))
        draft = draft_from(form, office.book.roles, managed, office.today, may_leave=True)
        another = bool(draft.partnerships) and is_another(row, draft.name, draft.organisation)
        _may_change(
            unit.session, person, row, draft, elsewhere=bool(sits_in - managed.keys()), another=another
        )
        bound = row.user_id is None and draft.user_id is not None
        if bound and draft.user_id is not None:
            takes_account(unit.session, draft.user_id, draft.name, unit.now)
        doubted = not another and row.user_id is None and (bound or plain(row.name) != plain(draft.name))
        gone = (sits_in & managed.keys()) - (frozenset() if another else draft.partnerships)
        before = partner_ref(row)
        if not another:
            _write(unit, row, draft)
        leftovers = [
            replace(one, yours=number in person.coordinates)
            for number in sorted(gone)
            for one in leave(office, unit, row, number)
        ]
        if another:
            row = _in_place_of(unit, row, draft)
        joined = _sit(unit, row, draft.partnerships)
        told = sorted(draft.partnerships) if bound else joined
        welcome(unit, row, told)
        row.active = bool((sits_in - gone) | draft.partnerships)
        unit.session.flush()
        if doubted:
            doubt(office, unit, row)
        if partner_ref(row) != before:
            _follow(office, unit, row, draft.partnerships)
        redraw_threads(unit.session, unit.now)
        _redraw_goals(unit, sits_in | draft.partnerships)
        facts = {"partner": row.id, "role": row.role, "left": sorted(gone), "active": row.active}
        unit.note(person.user_id, "partner.change", ref=ref(LETTER, partner_id), facts=facts)
        left = () if another else tuple(managed[number].name for number in sorted(gone))
        beside = _colleagues(unit.session, row, draft.partnerships)
        return Kept(
            partner_ref(row),
            _names(unit.session, row),
            joined=bool(told),
            left=left,
            leftovers=tuple(leftovers),
            doubted=doubted,
            another=another,
            colleagues=beside,
        )


def _standing(row: Partner, managed: Mapping[int, Partnership], sits_in: Collection[int]) -> PartnerForm:
    return PartnerForm(
        name=row.name,
        organisation=row.organisation,
        role=row.role,
        user=row.user_id or "",
        contact=row.contact or "",
        partnerships=tuple(str(one) for one in managed if one in sits_in),
    )


def _follow(office: Office, unit: Unit, row: Partner, partnerships: Collection[int]) -> None:
    """Cards say who somebody is now; what was shared with or by them in another role ends if it must."""
    for signal in signals.touched_by(unit.session, row.user_id or "", row.id, partnerships):
        recheck(office, unit, load(unit.session, signal.id or 0))
        unit.redraw(ref("S", signal.id))


def _in_place_of(unit: Unit, former: Partner, draft: PartnerDraft) -> Partner:
    """Somebody new, named in nothing that was recorded, who did nothing with this account before; the one
    before is partner no more, and what they led or owed goes to the coordinators."""
    former.active = False
    unit.session.add(former)
    unit.session.flush()
    if former.user_id is not None:
        accounts.let_go(unit.session, former.user_id, unit.now)
    row = Partner(name=draft.name, organisation=draft.organisation, role=draft.role, person_since=unit.now)
    _write(unit, row, draft)
    return row


def _write(unit: Unit, row: Partner, draft: PartnerDraft) -> None:
    row.name, row.role = draft.name, draft.role
    row.user_id, row.contact = draft.user_id, draft.contact
    organisations.belong(unit.session, row, draft.organisation)
    unit.session.flush()


def _colleagues(session: Session, row: Partner, partnerships: Collection[int]) -> tuple[PartnerRef, ...]:
    """Who else of these partnerships works for the same organisation, by name."""
    mine = partner_ref(row)
    seated = {
        one.id: partner_ref(one) for number in partnerships for one in directory.members(session, number)
    }
    found = (one for number, one in seated.items() if number != row.id and are_colleagues(one, mine))
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def _managed(session: Session, person: Person) -> dict[int, Partnership]:
    found = managed_by(session, person)
    if not found:
        raise Refused("NO_PARTNERSHIP") if BEHEERDER in person.grants else NotForYou()
    return found


def _theirs(session: Session, managed: Collection[int], partner_id: int) -> tuple[Partner, frozenset[int]]:
    """An active partner who sits in one of these partnerships, and everywhere they sit."""
    row = directory.partner(session, partner_id)
    if row is None or not row.active:
        raise NotForYou
    sits_in = frozenset(one.id for one in directory.partnerships_of(session, partner_id) if one.id)
    if not sits_in & set(managed):
        raise NotForYou
    return row, sits_in


def _may_change(
    session: Session, person: Person, row: Partner, draft: PartnerDraft, *, elsewhere: bool, another: bool
) -> None:
    flaws = _same_account(session, row, draft)
    if another and elsewhere:
        flaws["organisation"] = Flaw("partner_sits_elsewhere")
    if draft.user_id == person.user_id and "user" not in flaws:
        if row.user_id is None:
            flaws["user"] = Flaw("own_account")
        elif draft.role != row.role:
            flaws["role"] = Flaw("own_role")
    if elsewhere and BEHEERDER not in person.grants:
        for field, same in (("role", draft.role == row.role), ("user", draft.user_id == row.user_id)):
            if not same and field not in flaws:
                flaws[field] = Flaw("partner_sits_elsewhere")
    if flaws:
        raise Invalid(flaws)


def _same_account(session: Session, row: Partner, draft: PartnerDraft) -> dict[str, Flaw]:
    """What would make somebody else of this partner: consent that names them would go along."""
    flaws = {}
    other = directory.partner_of_user(session, draft.user_id) if draft.user_id else None
    if row.user_id is not None and draft.user_id != row.user_id:
        flaws["user"] = Flaw("another_person")
    elif other is not None and other.id != row.id:
        flaws["user"] = Flaw("account_taken")
    return flaws


def _sit(unit: Unit, row: Partner, wanted: Collection[int]) -> list[int]:
    """Let a partner sit in these partnerships too; gives those that are new."""
    number = row.id or 0
    joined = [one for one in sorted(wanted) if unit.session.get(Membership, (number, one)) is None]
    unit.session.add_all(Membership(partner_id=number, partnership_id=one) for one in joined)
    unit.session.flush()
    return joined


def _redraw_goals(unit: Unit, partnerships: Collection[int]) -> None:
    """The cards of goals name who contributes and who does not yet; what stands with who left goes."""
    for goal in goals.standing(unit.session, partnerships):
        outbox.change(unit.session, ref=ref(GOAL, goal.id), now=unit.now)
    unit.posted = True


def _names(session: Session, row: Partner) -> tuple[str, ...]:
    return tuple(one.name for one in directory.partnerships_of(session, row.id or 0))
