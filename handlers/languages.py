"""Which language a person reads: channel posts in the deployment's, everything of one's own in one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol
from zoneinfo import ZoneInfo

from handlers.language import LOCALES, Language, load_language

# Per thread, as context variables are: 32 listeners and the worker speak at the same time.
_reader: ContextVar[Language | None] = ContextVar("reader", default=None)


class Locales(Protocol):
    """Knows which locale people chose in Slack."""

    def known(self, user_id: str) -> str | None:
        """The locale as far as it was learned before, such as `en-GB`; asks nobody."""
        ...

    def learn(self, user_id: str) -> None:
        """Find it out; may ask Slack, so never inside a transaction or before an acknowledgement."""
        ...


class Languages:
    """The deployment's language, and that of whoever reads what is being said now."""

    def __init__(self, default: Language, others: Mapping[str, Language], locales: Locales) -> None:
        self.default = default
        self._spoken = {**others, default.locale: default}
        self._locales = locales

    @property
    def current(self) -> Language:
        """The reader's language inside `reading`, the deployment's anywhere else."""
        return _reader.get() or self.default

    def for_reader(self, user_id: str) -> Language:
        """The language this person chose in Slack; the deployment's when unknown or not spoken."""
        locale = self._locales.known(user_id) or ""
        return self._spoken.get(locale.replace("_", "-").partition("-")[0].lower(), self.default)

    def spoken(self, locale: str) -> Language:
        """One of the languages by its locale; the deployment's for one that is not spoken."""
        return self._spoken.get(locale, self.default)

    @contextmanager
    def reading(self, user_id: str) -> Iterator[Language]:
        """Everything said in this block is read by this person."""
        language = self.for_reader(user_id)
        token = _reader.set(language)
        try:
            yield language
        finally:
            _reader.reset(token)

    def learn(self, user_id: str) -> None:
        """Find out this person's locale when it is not known yet; may ask Slack."""
        self._locales.learn(user_id)


def load_languages(default: str, zone: ZoneInfo, locales: Locales) -> Languages:
    """All catalogues; raises `LookupError` when the deployment's language has none."""
    spoken = {locale: load_language(locale, zone) for locale in LOCALES}
    if default not in spoken:
        raise LookupError(f"no catalogue for locale {default!r}")
    return Languages(spoken[default], spoken, locales)
