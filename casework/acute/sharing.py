"""Shares because of acute danger in one act: the signal, who is told, the ground, and the details on demand.

Each condition of the ground is recorded before the gate is asked (rulebook 6): the one text is the reasoning
of all of them, and those that the tables name are asked for in words of their own afterwards.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from casework.acute.road import AcuteForm, must_be_open, partnership_of
from casework.casefile import CaseFile, load
from casework.errors import AskFirst, Flaw, Invalid
from casework.exceptions.drafts import Typed
from casework.exceptions.recording import REASON_LIMIT, Invoked, record_within
from casework.office import Office
from casework.people import Person
from casework.permissions import require
from casework.readers import conversation
from casework.refs import ref
from casework.sharing.deciding import ShareForm, share_within
from casework.sharing.modes import Mode
from casework.signals.drafting import SignalDraft
from casework.signals.items import seal_details
from casework.signals.registering import FormOptions, drafted, form_options, keep
from casework.signals.stub import read_stub
from casework.signals.tagging import take_in_all
from casework.signals.unposted import post
from casework.texts import sealed_text
from rules.at_once import ACUTE_DANGER, AtOnce
from rules.vocabulary import Ground
from storage.unit_of_work import Unit

TOLD = "disclosure.acute"
COMPLETE = "exception.complete"


@dataclass(frozen=True, slots=True)
class SharedAtOnce:
    """What came of it: the ground as recorded, and the disclosure; None when the gate kept it closed.

    `channel` has the card. `bare` says that its author left something of the card for later, `unnamed` that
    nobody wrote down yet who it is about.
    """

    invoked: Invoked
    disclosure: int | None
    channel: str = ""
    bare: bool = False
    unnamed: bool = False


def share_new(
    office: Office, person: Person, form: AcuteForm, key: str, already_asked: Collection[str] = ()
) -> SharedAtOnce:
    """Report a signal and share it at once; raises `Invalid` with every flaw, `AskFirst` and `Refused`.

    When the gate keeps it closed the signal stands all the same, and who was chosen gets the stub.
    """
    ground, at_once = must_be_open(office, person)
    options = form_options(office, person)
    hurried = replace(
        form.signal,
        partnership=str(partnership_of(options, form.signal.partnership)),
        level=form.signal.level or at_once.level,
        modifiers=tuple(dict.fromkeys((*form.signal.modifiers, ACUTE_DANGER))),
    )
    with office.act(key, person) as unit:
        flaws = _flaws(office, form)
        draft = _drafted(office, unit, person, options, replace(form, signal=hurried), already_asked, flaws)
        number = keep(office, unit, person, draft)
        return _share(office, unit, person, load(unit.session, number), ground, at_once, form)


def share_on(office: Office, person: Person, number: int, form: AcuteForm, key: str) -> SharedAtOnce:
    """Share a signal that was reported before; raises as `share_new`, and `NotForYou`."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("signal.share", person, file.signal, file.tagged)
        this = ref("S", number)
        ground, at_once = must_be_open(office, person, this)
        if file.is_draft:
            post(office, unit, file)
        file.must_be_open()
        if flaws := _flaws(office, form):
            raise Invalid(flaws)
        if ACUTE_DANGER not in file.signal.modifiers:
            file.signal.modifiers = [*file.signal.modifiers, ACUTE_DANGER]
            unit.session.add(file.signal)
        return _share(office, unit, person, file, ground, at_once, form)


def _drafted(
    office: Office,
    unit: Unit,
    person: Person,
    options: FormOptions,
    form: AcuteForm,
    already_asked: Collection[str],
    flaws: dict[str, Flaw],
) -> SignalDraft:
    """The signal, checked together with the rest, so that all that is wrong comes back at once."""
    try:
        draft = drafted(office, unit, person, options, form.signal, already_asked, hurried=True)
    except Invalid as error:
        raise Invalid({**error.flaws, **flaws}) from error
    except AskFirst:
        if not flaws:
            raise
    if flaws:
        raise Invalid(flaws)
    return draft


def _flaws(office: Office, form: AcuteForm) -> dict[str, Flaw]:
    flaws: dict[str, Flaw] = {}
    if not form.recipients:
        flaws["recipients"] = Flaw("exception_recipient_needed")
    least = office.policy.reasoning_length
    _written(flaws, "reason", form.reason, Flaw("reasoning_needed", least), least)
    if form.informed not in ("yes", "no", *office.book.not_told):
        flaws["informed"] = Flaw("required")
    if form.informed == "no":
        needed = Flaw("informed_reason_needed", least)
        _written(flaws, "informed_reason", form.informed_reason, needed, least)
    return flaws


def _written(flaws: dict[str, Flaw], name: str, typed: str, needed: Flaw, least: int) -> None:
    checked = sealed_text(typed, REASON_LIMIT)
    if checked.flaw is not None:
        flaws[name] = checked.flaw
    elif len(checked.text or "") < least:
        flaws[name] = needed


def _share(
    office: Office,
    unit: Unit,
    person: Person,
    file: CaseFile,
    ground: Ground,
    at_once: AtOnce,
    form: AcuteForm,
) -> SharedAtOnce:
    number, chosen = file.number, {int(one) for one in form.recipients if one.isdecimal()}
    take_in_all(office, unit, person, file, chosen, "recipients")
    seal_details(office, unit, person, file.keys, form.reason.strip(), (at_once.category,))
    unit.session.flush()
    typed = Typed(
        recipients=tuple(form.recipients),
        reasons=dict.fromkeys(at_once.conditions, form.reason),
        informed="yes" if form.informed == "yes" else "no",
        informed_reason=_why_not(office, form),
    )
    told = load(unit.session, number)
    invoked = record_within(office, unit, person, told, ground.id, typed, at_once.afterwards)
    this = ref("X", invoked.exception)
    unit.post(COMPLETE, person.user_id, ref=this, dedupe=f"{this}:complete")
    if not invoked.verdict.allowed:
        return SharedAtOnce(invoked, None)
    again = load(unit.session, number)
    categories = tuple(one for one in again.categories if one in ground.categories)
    share = ShareForm(tuple(form.recipients), categories, Mode.ON_DEMAND, ground.purpose)
    shared = share_within(office, unit, person, again, share)
    there = ref("D", shared.number)
    for one in shared.recipients:
        if one.user_id is not None:
            unit.post(TOLD, one.user_id, ref=there, dedupe=f"{there}:acute:{one.id}")
    return SharedAtOnce(
        invoked,
        shared.number,
        channel=conversation(again.signal, again.partnership) or "",
        bare=_bare(office, again) and person.did(again.signal.author, again.signal.created_at),
        unnamed=again.identity is None,
    )


def _bare(office: Office, file: CaseFile) -> bool:
    said = read_stub(office.store.vault, file.signal, file.keys)
    return not (said.summary and file.signal.place)


def _why_not(office: Office, form: AcuteForm) -> str:
    """Why nobody was told: what was chosen, in the words of the table, else what was typed."""
    known = office.book.not_told.get(form.informed)
    return known.name if known is not None else form.informed_reason
