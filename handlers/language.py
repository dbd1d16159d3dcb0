"""The words people see: Dutch as written in the source, other languages from gettext catalogues."""

from __future__ import annotations

import gettext
from datetime import date, datetime, time
from functools import cache
from importlib import resources
from io import BytesIO
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LOCALE = "nl"
LOCALES = ("nl", "en")


class Language:
    """Says sentences in one language; called with the Dutch sentence and the values to fill in."""

    def __init__(self, locale: str, catalogue: gettext.NullTranslations, zone: ZoneInfo) -> None:
        self.locale = locale
        self._catalogue = catalogue
        self._zone = zone

    def __call__(self, sentence: str, **values: object) -> str:
        """The sentence in this language, with `{name}` fields filled in."""
        said = self._catalogue.gettext(sentence) if sentence else ""
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The singular or plural sentence for `n`, which is also the value `{n}`."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def day(self, when: date | datetime) -> str:
        """A date as people write it: 'di 1 december 2026'; instants are shown in local time."""
        local = when.astimezone(self._zone) if isinstance(when, datetime) else when
        return format_date(local, "EEE d MMMM y", locale=self.locale)

    def full_date(self, when: date) -> str:
        """A date without its weekday: '14 mei 2011'."""
        return format_date(when, "d MMMM y", locale=self.locale)

    def month(self, when: date) -> str:
        """A month with its year: 'mei 2011'."""
        return format_date(when, "MMMM y", locale=self.locale)

    def clock(self, when: datetime | time) -> str:
        """A time of day as people write it: '09:05'."""
        local = when.astimezone(self._zone) if isinstance(when, datetime) else when
        return format_time(local, "HH:mm", locale=self.locale)


def load_language(locale: str, zone: ZoneInfo) -> Language:
    """Read the catalogue of a locale; the source language needs none but may be overridden by one.

    Raises `LookupError` for a locale without a catalogue.
    """
    if locale not in LOCALES:
        raise LookupError(f"no catalogue for locale {locale!r}")
    return Language(locale, gettext.GNUTranslations(BytesIO(_compiled(locale))), zone)


@cache
def _compiled(locale: str) -> bytes:
    """The catalogue as gettext reads it; the .po itself is what is reviewed and shipped."""
    path = resources.files("handlers") / "locale" / locale / "LC_MESSAGES" / "schakel.po"
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale))
    return compiled.getvalue()
