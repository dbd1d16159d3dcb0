"""The choices P1–P29 a deployment may only make stricter, and the flags it may set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rules.errors import PolicyError
from rules.vocabulary import Asker, Choice, Ground, Role, RoleGroup

if TYPE_CHECKING:
    from rules.book import Rulebook


class _RefusedError(Exception):
    """One wish that cannot be granted; its message is the reason."""


INTERNAL = "internal_sharing"


@dataclass(frozen=True, slots=True)
class Policy:
    """What section 10 leaves to the product; field by field explained in tables/policy.toml.

    `wishes` are what a region asked for beside the rulebook's own choices.
    """

    objection_age: int
    consent_days: int
    consent_days_max: int
    reasoning_length: int
    extra_review: frozenset[str]
    ground_days: Mapping[str, int]
    closed_grounds: frozenset[str]
    wgs_roles: frozenset[str]
    convenant_roles: frozenset[str]
    opened_grounds: frozenset[str]
    suggestions: int
    draft_days: int
    stub_days_n0: int
    stub_days: int
    closed_days: int
    thread_days: int
    overleg_days: int
    record_years: int
    erase_at_age: int
    lay_categories: frozenset[str]
    verwijsindex: bool
    internal_sharing: bool
    internal_categories: frozenset[str]
    consent_asker: Mapping[str, Asker]
    guests: str
    never_in_thread: frozenset[str]
    wishes: Mapping[str, object] = field(default_factory=dict, compare=False)

    def under(self, book: Rulebook) -> Policy:
        """The same wishes under the rules of another day; itself where the rules have only one period."""
        return tighten(book, self.wishes) if book.periods else self

    def opening(self, opened: frozenset[str]) -> Policy:
        """The same with what the privacy officer opened: hidden grounds, and `internal_sharing`."""
        if not opened:
            return self
        grounds = self.opened_grounds | (opened - {INTERNAL})
        return replace(
            self, opened_grounds=grounds, internal_sharing=self.internal_sharing or INTERNAL in opened
        )

    def asker(self, role: str) -> Asker:
        """Whether this role may ask consent; a role outside section 7 may not."""
        return self.consent_asker.get(role, Asker.NEVER)

    def on(self, flag: str) -> bool:
        """Whether a feature flag is on; no flag is always on."""
        return flag == "" or (flag == "verwijsindex" and self.verwijsindex)

    def shows(self, ground: Ground) -> bool:
        """Whether the bot offers this ground: a hidden one only after the privacy officer's flag."""
        return not ground.hidden or ground.id in self.opened_grounds

    def has(self, group: RoleGroup, role: str) -> bool:
        """Whether a role belongs to a group of a ground in this region (P14)."""
        if role in group.without:
            return False
        match group.group:
            case "convenant":
                return role in self.convenant_roles
            case "wgs":
                return role in self.wgs_roles
            case _:
                return role in group.members


def tighten(book: Rulebook, wishes: Mapping[str, object], base: Policy | None = None) -> Policy:
    """The policy with a region's wishes applied, e.g. `{"consent_days": 90, "verwijsindex": True}`.

    Raises `PolicyError` naming every wish that is unknown, ill-typed, or looser than `base` (default:
    the rulebook's own policy).
    """
    base = base or book.policy
    choices = {choice.field: choice for choice in book.choices.values() if choice.field}
    flaws: list[str] = []
    changes: dict[str, object] = {}
    for name, wish in wishes.items():
        choice = choices.get(name)
        if choice is None:
            flaws.append(f"{name}: no such setting, or one that lies fixed in the rulebook")
            continue
        try:
            changes[name] = _stricter(choice, getattr(base, name), wish, book)
        except _RefusedError as error:
            flaws.append(f"{name} ({choice.id}): {error}")
    if flaws:
        raise PolicyError(flaws)
    return replace(base, **changes, wishes={**base.wishes, **wishes})  # type: ignore[arg-type]  # each value was read by its field's own kind


def _stricter(choice: Choice, now: object, wish: object, book: Rulebook) -> object:
    """The wish as a value of its field; `_RefusedError` says why not."""
    match choice.stricter, now:
        case "flag", bool():
            return _boolean(wish)
        case "flag", frozenset() if choice.field == "opened_grounds":
            return _ids(wish, {key: one for key, one in book.grounds.items() if one.hidden})
        case "flag", frozenset():
            return _participants(choice, _ids(wish, book.roles), book.roles)
        case "lower", int():
            return _bounded(wish, lowest=0, highest=now)
        case "higher", int():
            return _bounded(wish, lowest=now, highest=10_000)
        case "lower", _:
            return _ground_days(wish, now, book)
        case "subset", frozenset():
            return _within(_ids(wish, book.categories), now)
        case "superset", frozenset():
            known = book.grounds if choice.field in {"extra_review", "closed_grounds"} else book.categories
            return _beyond(_ids(wish, known), now)
        case "order", str():
            return _further(choice, now, wish)
        case _:
            return _askers(choice, now, wish)


def _boolean(wish: object) -> bool:
    if not isinstance(wish, bool):
        raise _RefusedError("must be true or false")
    return wish


def _bounded(wish: object, *, lowest: int, highest: int) -> int:
    if not isinstance(wish, int) or isinstance(wish, bool):
        raise _RefusedError("must be a whole number")
    if not lowest <= wish <= highest:
        raise _RefusedError(f"{wish} is looser than the rulebook allows ({lowest} to {highest})")
    return wish


def _ids(wish: object, known: Mapping[str, object]) -> frozenset[str]:
    if not isinstance(wish, list | tuple | set | frozenset):
        raise _RefusedError("must be a list of ids")
    unknown = sorted(str(one) for one in wish if not isinstance(one, str) or one not in known)
    if unknown:
        raise _RefusedError(f"unknown id {', '.join(unknown)}")
    return frozenset(one for one in wish if isinstance(one, str))


def _within(wish: frozenset[str], now: frozenset[str]) -> frozenset[str]:
    if not wish <= now:
        raise _RefusedError(f"adds {', '.join(sorted(wish - now))}, which is looser")
    return wish


def _beyond(wish: frozenset[str], now: frozenset[str]) -> frozenset[str]:
    if not wish >= now:
        raise _RefusedError(f"leaves out {', '.join(sorted(now - wish))}, which is looser")
    return wish


def _participants(choice: Choice, wish: frozenset[str], roles: Mapping[str, Role]) -> frozenset[str]:
    barred = sorted(
        one
        for one in wish
        if not roles[one].professional
        or roles[one].receives
        or (choice.field == "wgs_roles" and roles[one].wgs_never)
    )
    if barred:
        raise _RefusedError(f"{', '.join(barred)} can never take part")
    return wish


def _further(choice: Choice, now: str, wish: object) -> str:
    if not isinstance(wish, str) or wish not in choice.order:
        raise _RefusedError(f"must be one of {', '.join(choice.order)}")
    if choice.order.index(wish) < choice.order.index(now):
        raise _RefusedError(f"{wish} is looser than {now}")
    return wish


def _askers(choice: Choice, now: object, wish: object) -> dict[str, Asker]:
    if not isinstance(wish, Mapping) or not isinstance(now, Mapping):
        raise _RefusedError("must be a table of role = ja, ap or nee")
    unknown = sorted(str(role) for role in wish if role not in now)
    if unknown:
        raise _RefusedError(f"unknown role {', '.join(unknown)}")
    changed = {role: Asker(_further(choice, now[role], level)) for role, level in wish.items()}
    return {**now, **changed}


def _ground_days(wish: object, now: object, book: Rulebook) -> dict[str, int]:
    if not isinstance(wish, Mapping) or not isinstance(now, Mapping):
        raise _RefusedError("must be a table of ground = days")
    changed: dict[str, int] = {}
    for key, days in wish.items():
        ground = book.grounds.get(key)
        if ground is None or ground.max_days is None:
            raise _RefusedError(f"{key} has no term in days")
        changed[key] = _bounded(days, lowest=0, highest=now.get(key, ground.max_days))
    return {**now, **changed}
