"""What may stand in a directory file: the fields of each entry, and what each of them may hold.

The same for YAML and for a spreadsheet. The rulebook that names roles and kinds comes as the context of the
validation; every complaint is a Dutch sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError
from rapidfuzz import process

from casework.directory.faults import shown
from casework.directory.yaml_tree import Text, is_invisible
from casework.partners.drafting import CONTACT_LIMIT, NAME_LIMIT
from rules.book import Rulebook
from rules.overleggen import OnClosed
from rules.recurring import Frequency
from rules.reminding import KINDS

LONGEST = 24 * 60  # minutes
_YES, _NO = frozenset({"true", "ja", "yes"}), frozenset({"false", "nee", "no"})
_NEAR = 70  # how much alike an unknown word must be to be taken for a misspelt one, of 100

# Slack: people have ids with U, or W on Enterprise Grid; channels with C, private ones of before 2021 with G.
_USER = re.compile(r"[UW][0-9A-Z]{2,20}", re.ASCII)
_CHANNEL = re.compile(r"[CG][0-9A-Z]{2,20}", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|\s+)(\d\d?):(\d\d)(?::00)?", re.ASCII)


def clean(typed: str) -> str:
    """One spelling of what was typed: composed letters (NFC), single spaces, none around it."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def same(typed: str) -> str:
    """By what two names are one name here: their spelling, whatever the capitals."""
    return clean(typed).casefold()


def is_account(typed: str) -> bool:
    """Whether this is the id of somebody in Slack."""
    return _USER.fullmatch(typed) is not None


def complain(complaint: str) -> PydanticCustomError:
    """An error that says this about the field that is looked at."""
    return PydanticCustomError("told", "{complaint}", {"complaint": complaint})


def _typed(value: Any, field: str) -> Text:
    if not isinstance(value, Text):
        raise complain(f"'{field}' moet één tekst zijn, geen lijst of velden")
    if any(is_invisible(one) for one in value.text if one not in "\n\t"):
        raise complain(f"'{field}' bevat een teken dat niemand ziet")
    return value


def _required(value: Any, info: ValidationInfo) -> str:
    field = info.field_name or ""
    found = clean(_typed(value, field).text)
    if not found or value.kind == "null":
        raise complain(f"'{field}' ontbreekt")
    return found


def _name(limit: int) -> Callable[[Any, ValidationInfo], str]:
    def read(value: Any, info: ValidationInfo) -> str:
        found = _required(value, info)
        if value.kind != "text":
            raise complain(
                f"'{info.field_name}' is geen tekst; schrijf \"{shown(found)}\" met aanhalingstekens"
            )
        if len(found) > limit:
            raise complain(f"'{info.field_name}' is langer dan {limit} tekens")
        return found

    return read


def _user(value: Any, info: ValidationInfo) -> str:
    found = _required(value, info)
    if not is_account(found):
        raise complain(
            f"'{info.field_name}': {shown(found)} is geen Slack-account; dat begint met U of W, zoals "
            "U012AB3CD (in Slack: profiel, Kopieer lid-ID)"
        )
    return found


def _channel(value: Any, info: ValidationInfo) -> str:
    found = _required(value, info)
    if not _CHANNEL.fullmatch(found):
        raise complain(
            f"'{info.field_name}': {shown(found)} is geen Slack-kanaal; dat begint met C of G, zoals "
            "C012AB3CD (in Slack: onderaan de gegevens van het kanaal)"
        )
    return found


def _contact(value: Any, info: ValidationInfo) -> str | None:
    found = _optional(value, info)
    if found is not None and len(found) > CONTACT_LIMIT:
        raise complain(f"'{info.field_name}' is langer dan {CONTACT_LIMIT} tekens")
    return found


def _optional(value: Any, info: ValidationInfo) -> str | None:
    """As typed, a leading zero and all; empty is None."""
    typed = _typed(value, info.field_name or "")
    return (clean(typed.text) or None) if typed.kind != "null" else None


def _maybe(read: Callable[[Any, ValidationInfo], str]) -> Callable[[Any, ValidationInfo], str | None]:
    def found(value: Any, info: ValidationInfo) -> str | None:
        return None if isinstance(value, Text) and _optional(value, info) is None else read(value, info)

    return found


def _role(value: Any, info: ValidationInfo) -> str:
    return _known(_required(value, info), _book(info).roles, "rol")


def _kind(value: Any, info: ValidationInfo) -> str:
    return _known(_required(value, info), _book(info).meetings, "soort samenwerking")


def _yes_or_no(value: Any, info: ValidationInfo) -> bool:
    found = _required(value, info)
    if found.casefold() not in _YES | _NO:
        raise complain(f"'{info.field_name}': {shown(found)} is geen ja of nee; schrijf true of false")
    return found.casefold() in _YES


def _purpose(value: Any, info: ValidationInfo) -> str:
    return _known(_required(value, info), _book(info).purposes, "doel")


def _known(found: str, offered: Any, what: str) -> str:
    if found in offered:
        return found
    raise complain(f"{what} '{shown(found)}' is onbekend{nearest(found, list(offered))}")


def _one_of(offered: list[str]) -> Callable[[Any, ValidationInfo], str]:
    def read(value: Any, info: ValidationInfo) -> str:
        found = _required(value, info)
        if found not in offered:
            raise complain(f"'{info.field_name}' moet een van deze zijn: {', '.join(offered)}")
        return found

    return read


def _minutes(value: Any, info: ValidationInfo) -> int:
    found = _required(value, info)
    if not found.isascii() or not found.isdigit() or not 0 < int(found[:9]) <= LONGEST:
        raise complain(f"'{info.field_name}' moet een aantal minuten zijn, hoogstens {LONGEST}")
    return int(found)


def _moment(value: Any, info: ValidationInfo) -> datetime:
    found = _MOMENT.fullmatch(_required(value, info))
    try:
        return datetime(*map(int, found.groups()))  # type: ignore[arg-type,union-attr]  # noqa: DTZ001  # local
    except (AttributeError, ValueError):
        raise complain(f"'{info.field_name}' moet plaatselijke tijd zijn, zoals 2026-12-01T10:00") from None


def _book(info: ValidationInfo) -> Rulebook:
    book: Rulebook = info.context  # type: ignore[assignment]  # whoever validates gives it
    return book


def nearest(typed: str, offered: list[str]) -> str:
    """What somebody probably meant, as the end of a sentence; empty when nothing is like it."""
    found = process.extractOne(typed, offered, score_cutoff=_NEAR)
    return f"; bedoelt u '{found[0]}'?" if found else ""


User = Annotated[str, BeforeValidator(_user)]
Name = Annotated[str, BeforeValidator(_name(NAME_LIMIT))]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, revalidate_instances="never")


class RolesSchema(_Entry):
    """Who is beheerder, privacy officer or reviewer."""

    beheerder: list[User] = Field(default_factory=list)
    fg: list[User] = Field(default_factory=list)
    reviewers: list[User] = Field(default_factory=list)


class PartnershipSchema(_Entry):
    """A fixed table of partners with its channel."""

    name: Name
    kind: Annotated[str, BeforeValidator(_kind)]
    channel: Annotated[str, BeforeValidator(_channel)]
    coordinator: User
    purpose: Annotated[str | None, BeforeValidator(_maybe(_purpose))] = None
    tells_of_chosen: Annotated[bool, BeforeValidator(_yes_or_no)] = False


class PartnerSchema(_Entry):
    """Somebody in a role for an organisation."""

    name: Name
    organisation: Name
    role: Annotated[str, BeforeValidator(_role)]
    user: Annotated[str | None, BeforeValidator(_maybe(_user))] = None
    contact: Annotated[str | None, BeforeValidator(_contact)] = None
    partnerships: list[Name] = Field(default_factory=list)


class OverlegSchema(_Entry):
    """A series of meetings of a partnership."""

    title: Annotated[str, BeforeValidator(_required)]
    partnership: Name
    starts: Annotated[datetime, BeforeValidator(_moment)]
    frequency: Annotated[str, BeforeValidator(_one_of(list(Frequency)))] = ""
    duration: Annotated[int, BeforeValidator(_minutes)] = 0
    location: Annotated[str | None, BeforeValidator(_optional)] = None
    organiser: User
    chair: User
    participants: list[Annotated[str, BeforeValidator(_required)]] = Field(default_factory=list)
    reminders: list[Annotated[str, BeforeValidator(_one_of(list(KINDS)))]] = Field(default_factory=list)
    holidays: Annotated[str, BeforeValidator(_one_of(list(OnClosed)))] = OnClosed.SKIP


class DirectorySchema(_Entry):
    """A whole file."""

    roles: RolesSchema | None = None
    partnerships: list[PartnershipSchema] = Field(default_factory=list)
    partners: list[PartnerSchema] = Field(default_factory=list)
    overleggen: list[OverlegSchema] = Field(default_factory=list)


ENTRIES: dict[str, type[BaseModel]] = {
    "roles": RolesSchema,
    "partnerships": PartnershipSchema,
    "partners": PartnerSchema,
    "overleggen": OverlegSchema,
}
