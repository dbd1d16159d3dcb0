"""The law of the day: fields that were given as the rules of one day and are read as those of today."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from rules.book import Rulebook
from rules.policy import Policy


class Dated(Protocol):
    """Whatever knows which local date it is."""

    @property
    def today(self) -> date:
        """The local date now."""
        ...


class BookOfTheDay:
    """A field that holds a rulebook and gives the one of today."""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn where to keep it."""
        self._place = f"_{name}"

    def __get__(self, holder: Dated | None, owner: type | None = None) -> Rulebook:
        """The rules as they are today; `AttributeError` on the class, which has none."""
        if holder is None:
            raise AttributeError(self._place)
        kept: Rulebook = holder.__dict__[self._place]
        return kept.on(holder.today) if kept.periods else kept

    def __set__(self, holder: Dated, value: Rulebook) -> None:
        """Keep the rules that were given."""
        holder.__dict__[self._place] = value


class PolicyOfTheDay:
    """A field that holds a policy and gives it under the rules of today."""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn where to keep it."""
        self._place = f"_{name}"

    def __get__(self, holder: Governed | None, owner: type | None = None) -> Policy:
        """The region's wishes under today's rules, with what was opened; `AttributeError` on the class."""
        if holder is None:
            raise AttributeError(self._place)
        kept: Policy = holder.__dict__[self._place]
        return kept.under(holder.book).opening(holder.opened)

    def __set__(self, holder: Governed, value: Policy) -> None:
        """Keep the policy that was given."""
        holder.__dict__[self._place] = value


class Governed(Dated, Protocol):
    """Whatever is bound to a rulebook."""

    @property
    def book(self) -> Rulebook:
        """The rules of today."""
        ...

    @property
    def opened(self) -> frozenset[str]:
        """What the privacy officer opened, as it stood when the act began."""
        ...
