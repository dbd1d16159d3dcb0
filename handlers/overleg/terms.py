"""The words of an overleg as people read them: how often, when, what a closed day does, who comes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from babel.dates import format_date

from casework.overleg.looking import Answers, SeriesCard, TimeCard
from casework.people import PartnerRef
from handlers.kit import escape
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.naming import named
from rules.recurring import Frequency, nth_weekday

NAMED = 600  # characters: a dozen or two


def frequency_names(_: Language) -> dict[str, str]:
    """How often, as the form offers it."""
    return {
        Frequency.ONCE: _("Eén keer"),
        Frequency.WEEKLY: _("Elke week"),
        Frequency.BIWEEKLY: _("Elke twee weken"),
        Frequency.THREE_WEEKLY: _("Elke drie weken"),
        Frequency.FOUR_WEEKLY: _("Elke vier weken"),
        Frequency.SIX_WEEKLY: _("Elke zes weken"),
        Frequency.EIGHT_WEEKLY: _("Elke acht weken"),
        Frequency.MONTHLY_WEEKDAY: _("Elke maand op dezelfde weekdag, zoals de eerste dinsdag"),
        Frequency.MONTHLY_DATE: _("Elke maand op dezelfde datum"),
        Frequency.QUARTERLY: _("Elk kwartaal op dezelfde datum"),
    }


def closed_names(_: Language) -> dict[str, str]:
    """What a closed day does, as the form offers it."""
    return {
        "skip": _("Dan valt het uit"),
        "move": _("Dan schuift het naar de eerstvolgende werkdag"),
        "keep": _("Dan gaat het gewoon door"),
    }


def rhythm(_: Language, card: SeriesCard) -> str:
    """How often, for this series, and until when: 'elke maand op de eerste dinsdag'."""
    often = _often(_, card)
    return _("{often} tot en met {day}", often=often, day=_.day(card.until)) if card.until else often


def _often(_: Language, card: SeriesCard) -> str:
    if card.frequency != Frequency.MONTHLY_WEEKDAY:
        name = frequency_names(_)[card.frequency]
        return inside_sentence(name)
    weekday = format_date(card.first_day, "EEEE", locale=_.locale)
    nth = {
        1: _("elke maand op de eerste {weekday}", weekday=weekday),
        2: _("elke maand op de tweede {weekday}", weekday=weekday),
        3: _("elke maand op de derde {weekday}", weekday=weekday),
        4: _("elke maand op de vierde {weekday}", weekday=weekday),
    }
    return nth.get(nth_weekday(card.first_day), _("elke maand op de laatste {weekday}", weekday=weekday))


def minutes(_: Language, n: int) -> str:
    """A duration as people say it: '45 minuten', 'anderhalf uur' as '1 uur 30'."""
    hours, rest = divmod(n, 60)
    if not hours:
        return _("{n} minuten", n=n)
    return _("{hours} uur {rest}", hours=hours, rest=rest) if rest else _("{hours} uur", hours=hours)


def span(_: Language, card: TimeCard) -> str:
    """'di 1 december 2026, 10:00–11:00'."""
    held = card.held
    return f"{_.day(held.starts)}, {_.clock(held.starts)}–{_.clock(held.ends)}"


def when(_: Language, card: TimeCard, today: date) -> str:
    """The same, with 'vandaag' or 'morgen' where that is true on this local date."""
    if card.held.day == today:
        return _("vandaag, {span}", span=span(_, card))
    if card.held.day == today + timedelta(days=1):
        return _("morgen, {span}", span=span(_, card))
    return span(_, card)


def person(account: str) -> str:
    """An account as a mention; a partner without an account is given by name."""
    return f"<@{account}>" if account.startswith(("U", "W")) and account.isalnum() else escape(account)


def partner(one: PartnerRef) -> str:
    """A partner as a mention, or by name without an account: a name such as 'Wijkteam' is no account."""
    return f"<@{one.user_id}>" if one.user_id else escape(one.name)


def partners(_: Language, found: Sequence[PartnerRef]) -> str:
    """Partners in a sentence, as many as fit."""
    return named(_, [partner(one) for one in found], NAMED)


def people(_: Language, accounts: Collection[str]) -> str:
    """Accounts as mentions, as many as fit."""
    return named(_, [person(one) for one in accounts], NAMED)


def hosts(_: Language, organiser: str, chair: str, *, other_chair: bool = False) -> str:
    """Who organises and who chairs; in every message about an overleg."""
    if organiser == chair:
        return _("Organisator en voorzitter: {who}", who=person(organiser))
    chairing = _("{who} (deze keer)", who=person(chair)) if other_chair else person(chair)
    return _("Organisator: {organiser} · voorzitter: {chair}", organiser=person(organiser), chair=chairing)


def where(card: SeriesCard) -> str:
    """The partnership and the place."""
    place = f" · {escape(card.location)}" if card.location else ""
    return f"{escape(card.partnership)}{place}"


def answers(_: Language, found: Answers) -> str:
    """Who comes, who does not, and how many have not said yet."""
    lines = []
    if found.present:
        lines.append(
            _(
                ":white_check_mark: {n} aanwezig: {who}",
                n=len(found.present),
                who=people(_, found.present),
            )
        )
    if found.absent:
        away = [_absent(_, who, deputy) for who, deputy in found.absent]
        lines.append(_(":x: {n} afwezig: {who}", n=len(found.absent), who=named(_, away, NAMED)))
    if found.silent:
        lines.append(
            ":hourglass_flowing_sand: "
            + _.plural("{n} liet nog niets weten", "{n} lieten nog niets weten", found.silent)
        )
    return "\n".join(lines)


def _absent(_: Language, who: str, deputy: str | None) -> str:
    return _("{who} (stuurt {deputy})", who=person(who), deputy=person(deputy)) if deputy else person(who)


def why_not(labels: Labels, card: TimeCard) -> str:
    """Why a time is not held, or held on another day than the rhythm says."""
    _ = labels.say
    held = card.held
    if card.series.cancelled:
        return _("geannuleerd")
    if held.skipped:
        return _("valt uit: {why}", why=escape(held.closed)) if held.closed else _("valt uit")
    if held.moved and held.closed:
        return _("verschoven vanwege {why}", why=escape(held.closed))
    by_somebody = held.moved and card.sequence  # else only kept as it was when the series changed
    return _("verzet van {day}", day=_.day(held.planned)) if by_somebody else ""


def due(_: Language, day: date, *, overdue: bool) -> str:
    """When an action point is due; a mark when that is past."""
    said = _("vóór {day}", day=_.day(day))
    return f":warning: {said}" if overdue else said


def local_day(moment: datetime, _: Language) -> str:
    """The day of an instant, in local time."""
    return _.day(moment)
