"""The words of the rulebook as typed rows: what each table in rules/tables holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rules.at_once import AtOnce
from rules.codes import Decision

# What the article of an outcome is found with: its own cell, the row of section 3, or the categories.
RESTS_ON = ("", "consenters", "categories")


class Asker(StrEnum):
    """Whether a role may ask consent (section 7): yes, only with the AP indications, never."""

    YES = "ja"
    WITH_INDICATIONS = "ap"
    NEVER = "nee"


class Column(StrEnum):
    """The two columns of section 3."""

    AVG = "avg"
    CARE = "care"


class Mode(StrEnum):
    """Whose consent a column of section 3 asks for."""

    ONE_HOLDER = "one_holder"
    ALL_HOLDERS = "all_holders"
    YOUTH = "youth"
    YOUTH_AND_ALL_HOLDERS = "youth_and_all_holders"
    REPRESENTATIVE = "representative"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


class ReviewKind(StrEnum):
    """When a second person looks at a ground (P10)."""

    BEFORE = "before"
    AFTER = "after"
    NONE = "none"


class MetBy(StrEnum):
    """What meets a condition (P9): the purpose, the categories, saving, or written reasoning."""

    PURPOSE = "purpose"
    CATEGORIES = "categories"
    SAVING = "saving"
    REASONING = "reasoning"


@dataclass(frozen=True, slots=True)
class Term:
    """A purpose, level, place or modifier."""

    id: str
    name: str
    remark: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A role of section 7; `receives` is empty, `never` (P18) or the ground it may receive on.

    `short` is what it is called in a sentence. `guardian` marks an institution that can itself be the only
    holder (5c), `other_help` a role that never carries out the same help as another (row 8).
    """

    id: str
    name: str
    short: str
    domain: str
    regime: str
    secrecy: str
    professional: bool
    consent_asker: Asker
    wgs: bool
    convenant: bool
    investigative: bool
    receives: str
    wgs_never: bool
    guardian: bool
    other_help: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A category K1–K10 with the properties the decision uses."""

    id: str
    code: str
    name: str
    article: str
    explicit: bool
    police: bool
    third_party: bool
    forbidden: bool
    identifying: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A kind of partnership with its overleg (section 8): who organises, chairs, sits there, how often."""

    id: str
    name: str
    title: str
    duration: int
    organiser: tuple[str, ...]
    chair: tuple[str, ...]
    organiser_text: str
    rhythm: str
    rhythm_text: str
    participants: tuple[str, ...]
    content: str
    details: bool
    grounds: tuple[str, ...]
    default_purpose: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition to record with a ground, in the words a professional reads.

    `danger` is the urgency it cannot be met without; `articles` is what else it rests on at some ground.
    """

    id: str
    text: str
    article: str
    articles: Mapping[str, str]
    met_by: MetBy
    danger: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Roles by name or by group; `convenant` and `wgs` are filled in by the policy (P14)."""

    group: str
    members: frozenset[str]
    without: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """An exception ground of section 6; `validity` None means it never opens anything in the bot.

    `acute_review` is when the second person looks with urgency acuut (P28); `opened` grounds work only once
    the privacy officer opened them (P29), `capable` ones only for a youth who can decide on this matter.
    One that is not `in_force` stays here, closed, for the records that rest on it.
    """

    id: str
    name: str
    article: str
    invokers: RoleGroup
    recipients: RoleGroup
    categories: frozenset[str]
    conditions: tuple[str, ...]
    needed: frozenset[str]
    review: ReviewKind
    acute_review: ReviewKind
    max_days: int | None
    by_the_clock: timedelta | None
    ages: tuple[int, int] | None
    flag: str
    secret: bool
    youth_refusal_blocks: bool
    capable: bool
    opened: bool
    outside: bool
    hidden: bool
    purpose: str
    order: int
    in_force: bool
    remark: str
    source: tuple[str, ...]
    at_once: AtOnce | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """An outcome of section 5 with its decision, usual hint and one sentence for the professional."""

    id: str
    decision: Decision
    hint: str | None
    text: str
    article: str
    rests_on: str
    section: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One row of section 5: what it asks, what holds where it does not decide, its outcomes."""

    id: str
    asks: str
    passed: str
    codes: tuple[str, ...]
    section: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """A point of section 14 that a lawyer has to decide, and the ids of what it concerns."""

    id: str
    text: str
    concerns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime and the column it uses (section 5b); `direct` opens row 8, `secret` closes E08 and E15.

    `closed` is the code of rows 9 and 9b where consent does not open it, `police` judges every item as K8,
    and `only`, when not empty, names the grounds that open it at all.
    """

    id: str
    column: Column
    direct: bool
    secret: bool
    police: bool
    closed: str
    only: tuple[str, ...]
    article: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A policy choice P1–P29; without `field` it cannot be changed."""

    id: str
    text: str
    field: str
    value: object
    derived: bool
    stricter: str
    order: tuple[str, ...]
    source: tuple[str, ...]
