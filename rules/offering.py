"""Which exception grounds a role may invoke for this sharing, the likeliest first (rulebook section 6)."""

from __future__ import annotations

from collections.abc import Collection

from rules.book import Rulebook
from rules.model import Urgency
from rules.policy import Policy
from rules.vocabulary import Ground, Regime

_VITAL = "E01"


def is_open(ground: Ground, role: str, policy: Policy) -> bool:
    """Whether this role may invoke the ground in this region at all."""
    return (
        ground.in_force
        and policy.has(ground.invokers, role)
        and policy.on(ground.flag)
        and ground.id not in policy.closed_grounds
        and (not ground.opened or ground.id in policy.opened_grounds)
    )


def opens_source(ground: Ground, regime: Regime, book: Rulebook) -> bool:
    """Whether a ground can open items from a source under this regime at all, whatever their label (5c).

    Police and justice items count as K8; WGS items are opened by the grounds their regime names.
    """
    if regime.police and book.police.isdisjoint(ground.categories):
        return False
    return not regime.only or ground.id in regime.only


def fits_age(ground: Ground, age: int | None) -> bool:
    """Whether the ground is meant for this age; without a date of birth only grounds for all ages."""
    if ground.ages is None:
        return True
    return age is not None and ground.ages[0] <= age <= ground.ages[1]


def grounds_for(
    role: str,
    categories: Collection[str],
    recipients: Collection[str],
    book: Rulebook,
    policy: Policy | None = None,
    *,
    regime: str | None = None,
    age: int | None = None,
    urgency: Urgency = Urgency.NONE,
) -> tuple[Ground, ...]:
    """Grounds `role` may invoke to share these categories with these recipients' roles, best first.

    `regime` is that of the items (E08 and E15 fall away under secrecy) and `age` in years; None leaves that
    test out. With acute urgency E01 comes first. E11 stands last: it runs outside the bot.
    """
    choices = policy or book.policy
    wanted = frozenset(categories)
    source = book.regimes[regime] if regime is not None else None
    judged = wanted | book.police if source is not None and source.police else wanted
    if not _may_receive(judged, recipients, book, choices):
        return ()
    fitting = [
        ground
        for ground in book.grounds.values()
        if is_open(ground, role, choices)
        and wanted <= ground.categories
        and all(choices.has(ground.recipients, one) for one in recipients)
        and (age is None or fits_age(ground, age))
        and (source is None or ((ground.secret or not source.secret) and opens_source(ground, source, book)))
    ]
    acute = urgency is Urgency.ACUTE
    return tuple(sorted(fitting, key=lambda ground: -1 if acute and ground.id == _VITAL else ground.order))


def _may_receive(wanted: frozenset[str], recipients: Collection[str], book: Rulebook, policy: Policy) -> bool:
    """Rows 6 and 7 hold for exceptions too: no ground reaches RIEC, nor a volunteer beyond K1–K3."""
    roles = [book.roles[one] for one in recipients if one in book.roles]
    lay = wanted <= policy.lay_categories
    return all(role.receives != "never" and (role.professional or lay) for role in roles)
