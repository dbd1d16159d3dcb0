"""Capitals that belong to a place, an organisation or a title and not to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rules.folding import bare
from rules.identifiers.lexicon import any_of, english_words, ordinary_words, words

_CAPITAL = r"[A-ZÀ-Þ][\w'&-]*"
_RUN = rf"{_CAPITAL}(?: {_CAPITAL})*"
_ROW = rf"{_RUN}(?:(?:,| en| of| &| \+) {_RUN})*"
_WORDS = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"(?:^|[.!?:\n]) *['\"(]?$")
SHORTEST, LONG = 3, 4  # letters
_INSIDE = r"(?: (?:aan|in|op|voor|te|tot|over|bij|met|als|zonder|&|de|het))*"
# "het Rijnlands", "Het Anker", "'t Kruispunt": nobody is called so.
_THE = re.compile(rf"(?:\b[Hh]et|'t) (?P<called>{_CAPITAL})")
# "op de Brink": a surname does not follow these.
_WHERE = re.compile(rf"\b(?:[Oo]p|[Ii]n|[Ll]angs) de (?P<called>{_CAPITAL})")
# "via de Waag", "een Rolex", "De Bascule heet nu": none is a surname, unless it follows a name or "familie".
_ARTICLE = re.compile(
    r"(?<![\w'-])(?P<article>(?:van )?[Dd]e|[Ee]en|[Gg]een|[Dd]ie|[Dd]eze|[Oo]nze|[Ee]lke) "
    rf"(?P<called>{_CAPITAL}(?: {_CAPITAL})*)"
)
_FAMILY = re.compile(
    r"(?:\b(?:fam\.?|familie|gezin|mevr\.?|mevrouw|mw\.?|meneer|dhr\.?|heer|juf|meester|zus(?:je)?|broer(?:tje)?"
    r"|(?:van|el|al|ten|ter) |heet|naam|\d) ?|\b[A-Z]\.? ?|[A-Z][\w'-]+ )$"
)
# "aangemeld bij Fivoor": what offers help, work or a loan.
_OFFERS = re.compile(
    r"\b\w*(?:aangemeld|aanmelding|aanmelden|intake|traject|\w*begeleid\w*|behandel\w*|wachtlijst|opname"
    r"|opgenomen|geplaatst|plaatsing|zit vol|dagbesteding\w*|verwezen|verwijz\w+|bekend bij|stage|bijbaan"
    r"|schuld\w*|account|deelnemers?|cursus|training|hulpverlening|meegedacht|denkt mee|denken mee"
    r"|speelt|traint|trainen|danst|voetbalt?|bokst|sport|zwemt|lid|werkt|solliciteer\w*|vacature|plek|plekken"
    r"|niets vrij|capaciteit|intaker?|bestel\w*|bezorg\w*|gekocht|koopt|kopen)\b",
    re.IGNORECASE,
)
# Nobody comes via somebody whose first name nobody knows.
_VIA = re.compile(
    rf"\b(?:[Vv]ia|[Cc]ollega van|[Mm]edewerker van|[Vv]ervoer van) (?P<called>{_CAPITAL}(?: {_CAPITAL})*)"
)
_OFFERED_BY = re.compile(rf"\b(?:[Bb]ij|[Vv]ia|[Dd]oor|[Nn]aar) (?P<called>{_ROW})")
# "bij Altra loopt de training": of somebody one says at home, on a visit, asleep.
_AT = re.compile(
    rf"\b(?:[Bb]ij|[Nn]aar) (?P<called>{_ROW})"
    r"(?!['\w]| (?:thuis|langs|op bezoek|in huis|in bed|over de vloer|toe\b|zijn|haar))"
)
_PRIVATE = re.compile(
    r"\b(?:slaapt|slapen|sliep|geslapen|logeert|logeren|verblijft|woont|wonen|schuilt|gevraagd|vraagt|gezocht|zoekt"
    r"|zoeken|luistert|geluisterd|thuis|bezoek|verliefd|achterop)\b",
    re.IGNORECASE,
)
# "in Spangen", "op Dumpert": where somebody is, not who.
_SOMEWHERE = re.compile(
    rf"\b(?:[Ii]n|[Uu]it|[Tt]e|[Nn]abij|[Rr]ichting|[Rr]ond(?:om)?|[Oo]mgeving|[Tt]ijdens) (?P<called>{_ROW})"
)
_ON = re.compile(
    r"(?<!boos )(?<!verliefd )(?<!jaloers )(?<!kwaad )(?<!gek )(?<!trots )(?<!let )(?<!lijkt )(?<!wacht )"
    r"(?<!wachten )(?<!past )(?<!passen )(?<!af )(?<!rekenen )(?<!betrekking )(?<!reactie )"
    rf"\b[Oo]p (?P<called>{_ROW})"
)
# "het Amsterdamse Bos"
_OF_A_TOWN = re.compile(rf"\b[A-ZÀ-Þ][a-z]{{3,}}se (?P<called>{_CAPITAL})")
# "rapport van Regioplan", "medewerker van Felyx": what organisations give and whom they employ.
_ISSUED_BY = re.compile(
    r"\b(?i:\w*)(?i:bijeenkomst|flyer|folder|poster|nieuwsbrief|rapport|onderzoek|cijfers|wachtlijst|aanbod|advies|offerte"
    r"|factuur|subsidie|spreekuur|website|site|app|vestiging|locatie|kantoor|filiaal|medewerkers?|vrijwilligers?|trainer"
    r"|deel(?:auto|scooter|fiets)|handreiking|toolkit|webinar|training|cursus|workshop|lesprogramma|methode|pand|bus"
    r"|reportage|documentaire|uitzending|aflevering|artikel|podcast)"
    rf" van (?P<called>{_ROW})|\b(?:[Vv]ervoer|[Cc]ontract|[Bb]etal\w+|[Bb]etaald) met (?P<by>{_ROW})"
)

# "Rots & Water", "Youth for Christ", "Stone Island": what is called so has a word in it.
_TITLE = re.compile(
    rf"(?P<called>{_CAPITAL}(?: (?:{_CAPITAL}|(?:&|for|of|on|to|the|and|op|in|en|zonder|voor) {_CAPITAL}))+)"
)
# "de Lange Nieuwstraat", "Grote Markt"
_STREET = re.compile(
    rf"(?P<called>{_CAPITAL}(?: {_CAPITAL})? )"
    r"(?=[A-Z][\w'-]*(?:straat|laan|plein|weg|gracht|singel|kade|markt|dijk)\b)"
)


@cache
def _after_what_it_is() -> re.Pattern[str]:
    heads = any_of(words("kinds_of_place"))
    return re.compile(
        rf"(?<![\w-])(?i:\w*(?:{heads})) ?(?:['\"] ?)?(?i:de |het |den |'t |een )?"
        rf"(?P<called>{_CAPITAL}(?:{_INSIDE} {_CAPITAL})*)"
    )


@cache
def _before_what_it_is() -> re.Pattern[str]:
    tails = any_of(one.capitalize() for one in words("after_its_name"))
    return re.compile(rf"(?P<called>(?:(?:{_CAPITAL}|van|de|den|der) ){{1,4}})(?:{tails})\b")


@cache
def _after_a_brand() -> re.Pattern[str]:
    brands = any_of(one.capitalize() for one in words("brands"))
    return re.compile(rf"\b(?:{brands}) (?P<called>{_RUN})")


def _beside(text: str) -> Iterator[re.Pattern[str]]:
    yield from (_THE, _WHERE, _VIA, _STREET, _SOMEWHERE, _OF_A_TOWN, _ON, _ISSUED_BY)
    yield from (_after_what_it_is(), _before_what_it_is(), _after_a_brand())
    if _OFFERS.search(text):
        yield _OFFERED_BY
    if not _PRIVATE.search(text):
        yield _AT


def called_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the name of a place, an organisation or a title stands, by what is said beside it."""
    for pattern in _beside(text):
        for hit in pattern.finditer(text):
            yield hit.span(hit.lastgroup or 0)
    for hit in _ARTICLE.finditer(text):
        surname = hit["article"].lower().endswith("de") and bare(hit["called"].split()[0]) in words(
            "after_de"
        )
        if not surname and not _FAMILY.search(text[: hit.start()]):
            yield hit.span("called")
    for hit in _TITLE.finditer(text):
        said = _WORDS.findall(hit["called"])
        if bare(said[0]) in words("particles"):  # "Van Houten"
            continue
        opens = _OPENS.search(text[: hit.start()]) is not None  # any word has a capital there
        if any(map(is_ordinary, said[opens:])):
            yield hit.span("called")


def is_ordinary(word: str) -> bool:
    """Whether a word with a capital is a word of the language, or two English ones written as one."""
    plain = bare(word)
    if plain in ordinary_words() or plain.removesuffix("s") in english_words():
        return True
    cuts = range(SHORTEST, len(plain) - SHORTEST + 1)
    return any({plain[:at], plain[at:]} <= english_words() for at in cuts) or _is_compound(plain)


def _is_compound(plain: str) -> bool:
    """Whether it is two Dutch words written as one, such as Spoorzone; surnames end in other ones."""
    for at in range(LONG, len(plain) - LONG + 1):
        head, tail = plain[:at], plain[at:]
        if tail in ordinary_words() and tail not in words("ends_of_surnames"):
            return bool({head, head.removesuffix("s")} & ordinary_words())
    return False
