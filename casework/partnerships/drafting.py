"""From what was chosen for a partnership to facts that may be stored, or a flaw per field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from casework import merging
from casework.errors import Flaw, Invalid
from casework.partners.drafting import NAME_LIMIT as NAME_LIMIT  # noqa: PLC0414  # offered from here
from casework.partners.drafting import checked_name
from casework.ports import Standing
from casework.signals.drafting import Findings
from rules.book import Rulebook

# Slack: channels have ids with C, private ones of before 2021 with G; a direct message (D) has no partners.
_CHANNEL = re.compile(r"[CG][0-9A-Z]{2,20}", re.ASCII)
TOLD = "told"
NOBODY = frozenset({Standing.BOT, Standing.GONE, Standing.FOREIGN})


@dataclass(frozen=True, slots=True)
class PartnershipForm:
    """The form as it was sent: nothing checked. An empty `purpose` is what the kind says.

    `chosen` is `TOLD` where the channel hears of a signal that only chosen partners read.
    """

    name: str = ""
    kind: str = ""
    channel: str = ""
    coordinator: str = ""
    purpose: str = ""
    chosen: str = ""


def marks(form: PartnershipForm) -> dict[str, str]:
    """What a form carries of its fields as it opened."""
    return merging.marks(asdict(form))


def merged(
    form: PartnershipForm, opened: Mapping[str, str] | None, standing: PartnershipForm
) -> PartnershipForm:
    """The form with what stands now in every field that was left as it was when the form opened."""
    return replace(form, **merging.merged(asdict(form), opened, asdict(standing)))


def draft_from(
    form: PartnershipForm, book: Rulebook, coordinates: Standing | None, today: date
) -> PartnershipForm:
    """The form with every field checked; `coordinates` is what the chosen coordinator's account is.

    None when that account was not asked about. Raises `Invalid` with a flaw per field.
    """
    found = Findings()
    name = found.take("name", checked_name(form.name, today))
    if form.kind not in book.meetings:
        found.flaws["kind"] = Flaw("unknown_choice" if form.kind else "required")
    if form.purpose and form.purpose not in book.purposes:
        found.flaws["purpose"] = Flaw("unknown_choice")
    if not _CHANNEL.fullmatch(form.channel):
        found.flaws["channel"] = Flaw("not_a_channel" if form.channel else "required")
    if not form.coordinator:
        found.flaws["coordinator"] = Flaw("required")
    elif coordinates in NOBODY:
        found.flaws["coordinator"] = Flaw("nobody_here")
    if found.flaws:
        raise Invalid(found.flaws)
    return replace(form, name=name or "")
