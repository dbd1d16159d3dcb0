"""The rights in words: who asked, how it stands, what came of it."""

from __future__ import annotations

from datetime import date

from casework.rights.answering import GRANTED, LIFTED, REFUSED, UPHELD
from casework.rights.asking import DECLINED
from casework.rights.copying import GIVEN
from casework.rights.looking import RightAsked
from casework.rights.settling import GONE
from handlers.labels import Labels
from handlers.language import Language
from rules.rights import CORRECT, Right


def asker(_: Language, code: str) -> str:
    """Who asked, as a code, in words."""
    return {
        "jongere": _("de jongere"),
        "ouder": _("een ouder of voogd met gezag"),
        "vertegenwoordiger": _("een vertegenwoordiger"),
    }.get(code, code)


def because(labels: Labels, code: str | None) -> str:
    """Why it closed or was refused, with the article; empty where there is no reason."""
    known = labels.book.rights.because.get(code or "")
    return f"{labels.say(known.text)} ({known.article})" if known is not None else ""


def heading(labels: Labels, found: RightAsked) -> str:
    """Which request about which signal, by whom: 'V-1 · S-1 · Inzage'."""
    _ = labels.say
    asked = _("{who} vroeg dit op {day}", who=asker(_, found.asker), day=_.full_date(found.asked_on))
    return f"*{found.ref}* · {found.signal_ref} · *{_(found.right.name)}* – {asked}"


def state(labels: Labels, found: RightAsked) -> str:
    """How it stands, in one or two sentences."""
    _ = labels.say
    if found.came is not None:
        why = because(labels, found.because) if found.came == REFUSED else ""
        return f"{outcome(_, found)} {why}".strip()
    due = _("Antwoord uiterlijk op {day}.", day=_.full_date(found.due))
    if found.right.second and found.agreed:
        return _("<@{user}> is akkoord. Maak het afschrift binnen een week.", user=found.second)
    if found.right.second:
        return _("Wacht op het akkoord van <@{user}>.", user=found.second) + f" {due}"
    if found.right.hides:
        closed = _("Het signaal is zolang dicht; alles blijft bewaard.")
        return " ".join(one for one in (closed, because(labels, found.because), due) if one)
    return due


def time_left(labels: Labels, found: RightAsked, today: date) -> str:
    """How long there is to answer; once that was done, so."""
    _ = labels.say
    if not found.runs:
        return _(":white_check_mark: Dit is beantwoord.")
    left = (found.due - today).days
    if left > 0:
        return _.plural(
            ":hourglass: *Dit wacht op antwoord, nog {n} dag*: uiterlijk op {day}.",
            ":hourglass: *Dit wacht op antwoord, nog {n} dagen*: uiterlijk op {day}.",
            left,
            day=_.full_date(found.due),
        )
    if left == 0:
        return _(":warning: *Vandaag is de laatste dag om te antwoorden.*")
    return _(
        ":warning: *De termijn is voorbij*: antwoord had er op {day} moeten zijn. Antwoord nu, en zeg waarom "
        "het later werd.",
        day=_.full_date(found.due),
    )


def outcome(_: Language, found: RightAsked) -> str:
    """What came of it."""
    said = {
        GIVEN: _("Het afschrift is gemaakt."),
        DECLINED: _("De coördinator ging niet akkoord."),
        LIFTED: _("Het signaal is weer open."),
        UPHELD: _("Het bezwaar is gegrond: alles is gewist."),
        REFUSED: _("Dit is niet gedaan."),
        GONE: _("Het signaal is intussen gewist."),
    }
    if found.came == GRANTED:
        return _("Het is verbeterd.") if found.right.id == CORRECT else _("Alles is gewist.")
    return said[found.came or ""]


def answer(labels: Labels, right: Right, code: str) -> str:
    """An answer as it can be chosen."""
    _ = labels.say
    said = {
        LIFTED: _("Het signaal gaat weer open"),
        UPHELD: _("Het bezwaar klopt: wis alles"),
        REFUSED: _("Nee, dit doen wij niet"),
    }
    if code == GRANTED:
        return _("Ja, het is verbeterd") if right.id == CORRECT else _("Ja, wis alles")
    return said[code]
