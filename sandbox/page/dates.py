"""Writes moments the way Dutch readers expect them, in the reader's own time zone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta

LOCALE = "nl_NL"
_PATTERNS = {
    "date_num": "yyyy-MM-dd",
    "date": "d MMMM y",
    "date_slash": "dd-MM-y",
    "date_short": "d MMM y",
    "date_long": "EEEE d MMMM y",
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    """Hours and minutes: `14:05`."""
    return moment.astimezone(zone).strftime("%H:%M")


def full(moment: datetime, zone: ZoneInfo) -> str:
    """The whole moment, for a tooltip: `dinsdag 24 november 2026 om 14:05`."""
    local = moment.astimezone(zone)
    return f"{format_date(local, 'EEEE d MMMM y', locale=LOCALE)} om {local:%H:%M}"


def day_name(day: date, today: date) -> str:
    """The heading over a day's messages: Vandaag, Gisteren, or the date (with its year when that differs)."""
    if day == today:
        return "Vandaag"
    if day == today - timedelta(days=1):
        return "Gisteren"
    pattern = "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y"
    return str(format_date(day, pattern, locale=LOCALE)).capitalize()


def fill_template(template: str, moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Slack's `<!date^…>` template (`{date_short_pretty} om {time}`); unknown placeholders stay."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name in ("time", "time_secs"):
            return f"{local:%H:%M:%S}" if name == "time_secs" else f"{local:%H:%M}"
        if name == "ago":
            return str(format_timedelta(moment - now, add_direction=True, locale=LOCALE))
        plain = name.removesuffix("_pretty")
        if plain not in _PATTERNS:
            return match[0]
        if plain != name and (near := _near(local.date(), today)):
            return near
        return str(format_date(local, _PATTERNS[plain], locale=LOCALE))

    return _PLACEHOLDER.sub(value, template)


def _near(day: date, today: date) -> str | None:
    return {-1: "gisteren", 0: "vandaag", 1: "morgen"}.get((day - today).days)
