"""From what was typed about a partner to facts that may be stored, or a flaw per field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from casework import merging
from casework.errors import Flaw, Invalid
from casework.signals.drafting import Findings
from casework.texts import TextCheck, required_text, sealed_text

NAME_LIMIT = 80
CONTACT_LIMIT = 120


@dataclass(frozen=True, slots=True)
class PartnerForm:
    """The form as typed: raw text and option values, nothing checked."""

    name: str = ""
    organisation: str = ""
    role: str = ""
    user: str = ""
    contact: str = ""
    partnerships: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    """A partner that may be stored: every field checked."""

    name: str
    organisation: str
    role: str
    user_id: str | None
    contact: str | None
    partnerships: frozenset[int]


def marks(form: PartnerForm) -> dict[str, str]:
    """What a form carries of its fields as it opened."""
    return merging.marks(_texts(form))


def merged(form: PartnerForm, opened: Mapping[str, str] | None, standing: PartnerForm) -> PartnerForm:
    """The form with what stands now in every field that was left as it was when the form opened."""
    kept = merging.merged(_texts(form), opened, _texts(standing))
    seats = tuple(kept.pop("partnerships").split())
    return replace(form, **kept, partnerships=seats)


def _texts(form: PartnerForm) -> dict[str, str]:
    return {**asdict(form), "partnerships": " ".join(sorted(form.partnerships))}


def draft_from(
    form: PartnerForm,
    roles: Collection[str],
    offered: Collection[int],
    today: date,
    *,
    may_leave: bool = False,
) -> PartnerDraft:
    """Check every field at once; `offered` are the partnerships that this person manages.

    With `may_leave` none needs to be chosen: then the partner stops there. Raises `Invalid`.
    """
    found = Findings()
    name = found.take("name", checked_name(form.name, today))
    organisation = found.take("organisation", checked_name(form.organisation, today))
    contact = found.take("contact", sealed_text(form.contact, CONTACT_LIMIT))
    if form.role not in roles:
        found.flaws["role"] = Flaw("required" if not form.role else "unknown_choice")
    chosen = {int(one) for one in form.partnerships if one.isdecimal()}
    if not chosen <= set(offered):
        found.flaws["partnerships"] = Flaw("unknown_choice")
    elif not chosen and not may_leave:
        found.flaws["partnerships"] = Flaw("required")
    if found.flaws:
        raise Invalid(found.flaws)
    return PartnerDraft(
        name or "", organisation or "", form.role, form.user or None, contact, frozenset(chosen)
    )


def checked_name(typed: str, today: date) -> TextCheck:
    """A professional's or an organisation's name: it may look like a name, not like a number or address."""
    checked = required_text(typed, NAME_LIMIT, (), typed.split(), today)
    return TextCheck(checked.text, checked.flaw)
