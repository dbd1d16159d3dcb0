"""Dutch public holidays by date; the library is read when the first year is asked for, never at import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=64)
def dutch_holidays(year: int) -> Mapping[date, str]:
    """The public holidays of a year with their Dutch names."""
    from holidays import country_holidays  # noqa: PLC0415  # half a second that only planning needs

    return dict(country_holidays("NL", years=year, language="nl"))
