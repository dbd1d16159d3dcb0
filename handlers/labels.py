"""The field's own terms as people read them: roles, levels, places, categories, purposes, persons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casework.people import PartnerRef
from casework.signals.tagging import OFFERED
from handlers.inputs import Choice
from handlers.kit import escape
from handlers.language import Language
from handlers.limits import OPTION, shorten
from handlers.naming import ROOM, named
from rules.book import Rulebook
from rules.matrix import AgeRow

ADULT = 18


@dataclass(frozen=True, slots=True)
class Labels:
    """Names from the rulebook's tables, in a reader's language."""

    book: Rulebook
    say: Language

    def role(self, id_: str) -> str:
        """A role as it is called in a sentence."""
        return self.say(self.book.roles[id_].short) if id_ in self.book.roles else id_

    def whole_role(self, id_: str) -> str:
        """A role by its whole name in section 7, where somebody chooses one."""
        return self.say(self.book.roles[id_].name) if id_ in self.book.roles else id_

    def level(self, id_: str) -> str:
        """A level with its letter: 'N2 overlast of licht feit'."""
        return f"{id_} {self.say(self.book.levels[id_].name)}"

    def place(self, id_: str) -> str:
        """A kind of place; none is one that is not known yet."""
        return self.say(self.book.places[id_].name) if id_ else self.say("Plek nog niet bekend")

    def modifier(self, id_: str) -> str:
        """A circumstance that changes whom to think of."""
        return self.say(self.book.modifiers[id_].name)

    def category(self, id_: str) -> str:
        """A category of data."""
        return self.say(self.book.categories[id_].name)

    def category_choice(self, id_: str) -> Choice:
        """A category as an option; what stands between brackets goes under it, so that nothing is cut."""
        name, _bracket, extra = self.category(id_).partition(" (")
        return (id_, name, extra.rstrip(")")) if extra else (id_, name)

    def kinds(self, ids: Iterable[str]) -> str:
        """Several categories in a row; their own names hold commas."""
        return "; ".join(inside_sentence(self.category(one)) for one in ids)

    def purpose(self, id_: str) -> str:
        """What sharing is for."""
        return self.say(self.book.purposes[id_].name)

    def reason(self, row: str) -> str:
        """Why a partner was suggested, as the rulebook's table says it, or else came to be tagged."""
        if row == OFFERED:
            return self.say("bood zelf hulp aan")
        sentence = self.book.matrix.sentences.get(row)
        return self.say(sentence) if sentence else self.say("gekozen door de melder")

    def age(self, row: AgeRow) -> str:
        """A range of ages."""
        _ = self.say
        if row.first_age == 0:
            return _("Jonger dan {age} jaar", age=row.last_age + 1)
        if row.first_age >= ADULT:
            return _("{age} jaar of ouder", age=row.first_age)
        return _("{first} tot en met {last} jaar", first=row.first_age, last=row.last_age)

    def person(self, code: str) -> str:
        """A person of the case by code; never a name."""
        return person_name(self.say, code)

    def partner(self, partner: PartnerRef) -> str:
        """A partner in a message: a mention when there is an account, else the name; with role."""
        who = f"<@{partner.user_id}>" if partner.user_id else escape(partner.name)
        role = _REMARK.sub("", self.role(partner.role))  # no brackets within brackets
        return f"{who} ({escape(inside_sentence(role))})"

    def partners(self, found: Iterable[PartnerRef], room: int = ROOM) -> str:
        """Partners in a row, in at most `room` characters; the others are counted."""
        return named(self.say, [self.partner(one) for one in found], room)

    def partner_choice(self, partner: PartnerRef) -> tuple[str, str, str]:
        """A partner as an option: name and role, with the organisation under it; a long name gives way."""
        role = f" – {self.role(partner.role)}"
        name = shorten(partner.name, max(OPTION - len(role), OPTION // 2))
        return (str(partner.id), name + role, partner.organisation)


_REMARK = re.compile(r" \([^()]*\)")

# Names that keep their capital wherever they stand.
PROPER = ("Halt", "Nidos", "Openbaar Ministerie", "Raad voor de Kinderbescherming", "Veilig Thuis")


def person_name(language: Language, code: str) -> str:
    """A person of the case by code; never a name."""
    _ = language
    return {
        "jongere": _("de jongere"),
        "ouder_1": _("ouder 1"),
        "ouder_2": _("ouder 2"),
        "voogd": _("voogd"),
        "voogd_gi": _("voogd (gecertificeerde instelling)"),
        "curator": _("curator"),
        "wettelijk_mentor": _("wettelijk mentor"),
        "gemachtigde": _("schriftelijk gemachtigde"),
        "partner": _("partner van de jongere"),
    }.get(code, code)


def inside_sentence(name: str) -> str:
    """A name as it stands inside a sentence: the first letter small, unless it is a proper name or an
    abbreviation."""
    if name[1:2].isupper() or name.startswith(PROPER):
        return name
    if name.startswith("Eé"):  # the accents of 'één' stay together
        return "éé" + name[2:]
    return name[:1].lower() + name[1:]


def upper_first(text: str) -> str:
    """The same text as the beginning of a line."""
    return text[:1].upper() + text[1:]
