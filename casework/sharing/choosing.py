"""What the sharing form offers: with whom, which data, for what; what is covered already is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from casework.casefile import CaseFile, load
from casework.office import Office
from casework.partnerships.purpose import usual_purpose
from casework.people import PartnerRef, Person, are_colleagues, same_person
from casework.permissions import require
from casework.question import Question
from casework.readers import conversation
from casework.sharing.shareable import must_be_shareable
from rules.codes import Reason
from storage.signal_tables import Item


@dataclass(frozen=True, slots=True)
class ShareOptions:
    """The fields of the sharing form and what is chosen in them at first.

    `channel` is where its card stands, None where it stands in no conversation.
    `asks_necessity` where giving the same help opens something to somebody (rulebook 5, row 8), `colleagues`
    those of the sharer's own organisation to whom that opens something (row 7b).
    """

    number: int
    recipients: tuple[PartnerRef, ...]
    covered: frozenset[int]
    categories: tuple[str, ...]
    open_categories: tuple[str, ...]
    purpose: str
    channel: str | None
    asks_necessity: bool = False
    colleagues: tuple[PartnerRef, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cover:
    """What may be shared for one purpose: these items with these partners together."""

    purpose: str
    items: tuple[Item, ...]
    partners: frozenset[int]


def share_options(office: Office, person: Person, number: int) -> ShareOptions:
    """What may be offered to this sharer; raises `Refused` when there is nothing or nobody."""
    with office.store.reading() as session:
        file = load(session, number)
        require("signal.share", person, file.signal, file.tagged)
        must_be_shareable(file)
        best = _best_cover(office, person, file)
        chosen = dict.fromkeys(one for item in best.items for one in item.categories)
        return ShareOptions(
            number=number,
            recipients=_others(person, file),
            covered=best.partners,
            categories=file.categories,
            open_categories=tuple(chosen) or file.categories,
            purpose=best.purpose,
            channel=conversation(file.signal, file.partnership),
            asks_necessity=bool(opened_by(office, person, file, Reason.OK_DIRECT_INVOLVED)),
            colleagues=opened_by(office, person, file, Reason.OK_INTERNAL),
        )


def recipients(
    office: Office, person: Person, number: int
) -> tuple[tuple[PartnerRef, ...], tuple[PartnerRef, ...]]:
    """With whom this sharer can share, whoever is covered by what, and who of them are `colleagues`.

    Raises `Refused` like `share_options`.
    """
    with office.store.reading() as session:
        file = load(session, number)
        require("signal.share", person, file.signal, file.tagged)
        must_be_shareable(file)
        return _others(person, file), opened_by(office, person, file, Reason.OK_INTERNAL)


def _others(person: Person, file: CaseFile) -> tuple[PartnerRef, ...]:
    """The tagged partners without who shares: nobody shares with themselves."""
    mine = person.partner
    return tuple(one for one in file.tagged_partners() if mine is None or not same_person(one, mine))


def opened_by(office: Office, person: Person, file: CaseFile, why: Reason) -> tuple[PartnerRef, ...]:
    """The partners to whom any item is open for this reason; one that hangs on no purpose."""
    if person.partner is None:
        return ()
    mine, usual = person.partner, usual_purpose(office.book, file.partnership)
    others = _others(person, file)
    colleagues = frozenset(one.id for one in others if are_colleagues(one, mine))
    near = file.same_help if why is Reason.OK_DIRECT_INVOLVED else colleagues

    def is_open(one: PartnerRef, item: Item) -> bool:
        question = Question(mine, (one,), (item,), usual)
        return office.gate.judge(file, question, office.clock.now()).reason == why

    return tuple(one for one in others if one.id in near and any(is_open(one, item) for item in file.items))


def _best_cover(office: Office, person: Person, file: CaseFile) -> _Cover:
    """The purpose under which most may be shared, the newest record first."""
    usual = usual_purpose(office.book, file.partnership)
    recorded = [*(one.purpose for one in file.consents), *(one.purpose for one in file.exceptions)]
    purposes = dict.fromkeys([*(one for one in reversed(recorded) if one), usual])
    covers = [_cover(office, person, file, purpose) for purpose in purposes]
    found = max(covers, key=lambda one: (bool(one.partners), len(one.items), len(one.partners)))
    return found if found.partners else _Cover(usual, tuple(file.items), frozenset())


def _cover(office: Office, person: Person, file: CaseFile, purpose: str) -> _Cover:
    def allowed(items: tuple[Item, ...], partner: PartnerRef) -> bool:
        if person.partner is None or not items:
            return False
        question = Question(person.partner, (partner,), items, purpose)
        return office.gate.judge(file, question, office.clock.now()).allowed

    partners = _others(person, file)
    items = tuple(item for item in file.items if any(allowed((item,), one) for one in partners))
    return _Cover(purpose, items, frozenset(one.id for one in partners if allowed(items, one)))
