"""Names of people: the young person's own, which may not stand there, and words that may be somebody's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from rules.folding import bare, spellings, words_of
from rules.identifiers.called import called_spans, is_ordinary
from rules.identifiers.colleagues import is_of_a_colleague
from rules.identifiers.finding import Finding, Kind
from rules.identifiers.lexicon import common, first_names, names_abroad, places, word_names, words
from rules.identifiers.named_after import named_after, titles
from rules.identifiers.places import is_shouted
from rules.identifiers.somebody import belongs_to, does_as_people_do, is_somebody, is_surname, named_before

_CLASS = re.compile(r"\b(?:klas|groep|brugklas|class) ?\d(?: ?[a-h](?![\w.]| ?\d)| ?[A-Z]{1,3}\d?(?!\w))")
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z]\.){1,4} ?"
    r"(?:(?:van|de|der|den|het|ten|ter|el|al|bin|ben) ){0,3}(?P<last>[A-Z](?:\.|[\w'-]{1,30}))"
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PART = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("[aeiouy]")
_CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z]{2,}|[A-Z][a-z]{1,3}(?:[A-Z]\w*)?)")
_SLACK_MENTION = re.compile(r"<[@#][A-Z0-9]+(?:\|[^>]{0,80})?>")
_SENTENCE_END = frozenset('.!?:\n•>"')
SHORTEST_NAME_PART, SHORT, JOINED = 3, 2, 5
_ADDRESSED = re.compile(
    r" ?, ?(?:kun|kan|wil|heb|zou|mag|weet|ben|dank|bedankt|graag|goed|top|fijn|zullen|lukt|jij|je)\b"
)
_CALLED = re.compile(
    r"\b(?:heet|heten|genaamd|naam is|naam:|noemt zich|noemen (?:hem|haar)|alias|aka) ?['\"]?$", re.IGNORECASE
)
_A_PLACE = re.compile(
    r"(?:straat|plein|gracht|singel|dreef|plantsoen|kade|centrum|college|lyceum|school|festival"
    r"|(?:[a-z]{3}(?:zaal|raad|zijde|rand|podium|tafel|kamer|plan|ploeg|kring|gilde|fonds|punt|festival|stichting|bond|club|toren|haven|eiland|kwartier|buurt|loket|theater|avond|netwerk|dienst|agenda|beleid"
    r"|overleg|team|wijzer|poort|wet|hulp|wijs|beheer|zicht|groep)|[a-z]{7}(?:ing|heid|schap|tie|teit)"
    r"|[a-z]{3}(?:ische?|[lng]ese|aanse?)|[a-z]{4}(?:laan|park|weg|baan|landen|wijk|stad|markt|tuin|brug)))$"
)


def find_own_name(text: str, names: Sequence[str]) -> Iterator[Finding]:
    """Any part of the given names, whatever its case, accents, hyphens or spaces.

    A part of two letters counts where it is written as a name. Parts that are written apart or joined
    are one: El Amrani, Elamrani, van den Berg, Vandenberg, Jan-Piet.
    """
    parts, short, joined = _own_parts(names)
    if not parts and not short:
        return
    for hit in _WORD.finditer(text):
        if _is_own(hit[0], parts, joined) or (bare(hit[0]) in short and _written_as_name(text, hit)):
            yield Finding(Kind.OWN_NAME, hit.start(), hit.end())
    yield from _written_apart(text, parts | joined)


def _own_parts(names: Sequence[str]) -> tuple[set[str], set[str], set[str]]:
    """Parts of three letters or more, of two, and every row of neighbouring parts written as one."""
    parts: set[str] = set()
    joined: set[str] = set()
    for name in names:
        before, comma, after = name.partition(",")
        together = _PART.findall(_without_apostrophes(name))
        given = words_of(after if comma else name)[:1]
        for part in (*together, *_PART.findall(name)):
            parts |= {one for one in spellings(part) if one in given or one not in words("particles")}
        joined |= _rows(together)
        if comma:
            joined |= _rows([*words_of(after), *words_of(before)])
    short = {one for one in parts if len(one) == SHORT}
    return {one for one in parts if len(one) >= SHORTEST_NAME_PART}, short, joined


def _rows(parts: Sequence[str]) -> set[str]:
    """Neighbouring parts written as one, such as elamrani, vandenberg and janpiet."""
    found: set[str] = set()
    for first in range(len(parts)):
        for last in range(first + 2, len(parts) + 1):
            if not words("particles").issuperset(map(bare, parts[first:last])):
                found |= spellings("".join(parts[first:last]))
    return {one for one in found if len(one) >= JOINED}


def _written_as_name(text: str, hit: re.Match[str]) -> bool:
    """Whether a part of two letters is no ordinary word here, such as al, ad or bo."""
    word = bare(hit[0])
    if word not in words("particles") and word not in common() and word not in word_names():
        return True
    before = text[: hit.start()].rstrip(" ")
    opens = not before or before[-1] in _SENTENCE_END
    following = _PART.findall(text[hit.end() : hit.end() + 20])
    return hit[0][0].isupper() and (not opens or bool(following and following[0] in words("acts")))


def _without_apostrophes(name: str) -> str:
    return re.sub(r"['’‘`´ʼ]", "", name)


def _is_own(word: str, parts: Collection[str], joined: Collection[str]) -> bool:
    for piece in {word, *_PART.findall(word)}:
        for spelled in spellings(piece):
            plain = spelled.replace("-", "")
            if plain in parts or plain in joined or any(long in plain for long in joined):
                return True
            if plain.endswith("s") and (plain[:-1] in parts or plain[:-1] in joined):
                return True
    return False


def _written_apart(text: str, wanted: set[str]) -> Iterator[Finding]:
    """Two or three neighbouring words that are one of these when joined."""
    pieces = list(_PART.finditer(text))
    for first, start in enumerate(pieces):
        for last in range(first + 1, min(first + 3, len(pieces))):
            if text[pieces[last - 1].end() : pieces[last].start()].strip(" '-"):
                break
            whole = "".join(one[0] for one in pieces[first : last + 1])
            if len(whole) >= JOINED and wanted & spellings(whole):
                yield Finding(Kind.OWN_NAME, start.start(), pieces[last].end())


def find_possible_names(text: str, accepted: Collection[str]) -> Iterator[Finding]:
    """What may be a name: first names, surnames, capitals that do as people do, initials, a class."""
    text = _SLACK_MENTION.sub(lambda hit: " " * len(hit[0]), text)
    for hit in _CLASS.finditer(text):
        yield Finding(Kind.SCHOOL_CLASS, hit.start(), hit.end())
    for hit in _INITIALS.finditer(text):
        if bare(hit["last"]) not in common():
            yield Finding(Kind.INITIALS, hit.start(), hit.end())
    shouted, called, after = is_shouted(text), list(called_spans(text)), list(named_after(text))
    in_titles = [] if shouted else list(titles(text))
    for hit in _WORD.finditer(text):
        known = _first_name(hit[0]) is not None
        if not shouted and (_inside(hit, after) or (not known and _inside(hit, called))):
            continue
        if bare(hit[0]) in word_names() and _inside(hit, in_titles) and not _surname_follows(text, hit):
            continue
        if _may_be_name(text, hit, accepted, shouted=shouted):
            somebody = known or is_somebody(text[: hit.start()].rstrip(" "), text[hit.end() :])
            yield Finding(Kind.NAME if somebody else Kind.CAPITAL, hit.start(), hit.end())


def _surname_follows(text: str, hit: re.Match[str]) -> bool:
    """Whether a capital stands behind it that is no word, as in "Overleg Bas Verweg"."""
    after = _WORD.match(text, hit.end() + 1) if text[hit.end() : hit.end() + 1] == " " else None
    return after is not None and after[0][0].isupper() and not _is_a_word(text, after)


def _inside(hit: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= hit.start() and hit.end() <= end for start, end in spans)


def _may_be_name(text: str, hit: re.Match[str], accepted: Collection[str], *, shouted: bool) -> bool:
    word, plain = hit[0], bare(hit[0])
    if plain in accepted or plain in common() or plain in words("titles") or not plain:
        return False
    if "-" in plain and all(one in accepted or one in common() for one in plain.split("-")):
        return False
    before = text[: hit.start()].rstrip(" ")
    opens = not before or before[-1] in _SENTENCE_END
    capital = word[0].isupper() and not shouted
    known = _first_name(word) is not None
    if _says_what_it_is(word) and not shouted:
        return False
    if word.isupper() and not shouted:  # an abbreviation, unless it is long enough to be a name in capitals
        return known and len(plain) > SHORTEST_NAME_PART and plain not in word_names()
    after = text[hit.end() :]
    if (capital or known) and is_of_a_colleague(before, after):
        return False
    if capital and not opens and len(plain) >= SHORTEST_NAME_PART:
        told = named_before(before) or (plain in places() and belongs_to(before))
        unknown = not _is_a_word(text, hit) and (is_surname(plain) or is_somebody(before, after))
        return known or told or unknown
    if not known:
        long = capital and len(plain) > SHORTEST_NAME_PART
        return long and does_as_people_do(after) and not _is_a_word(text, hit)
    if capital and opens and _ADDRESSED.match(after):
        return False
    if plain in word_names():
        return _used_as_name(text, hit, opens=opens, capital=capital)
    return True


def _says_what_it_is(word: str) -> bool:
    """Whether a name is joined to what it is of, or is an abbreviation: JIM-aanpak, VeVa-opleiding, BOA's."""
    tail = word.rpartition("-")[2]
    joined = "-" in word and word[0].isupper() and tail.islower() and is_ordinary(tail)
    return joined or bool(re.match(r"[A-Z]{2,}(?:-[a-z]|'s?$)", word))


def _is_a_word(text: str, hit: re.Match[str]) -> bool:
    """Whether a word with a capital is of a place, a programme or a shop."""
    plain = bare(hit[0])
    return plain in places() or bool(_A_PLACE.search(plain)) or is_ordinary(hit[0]) or _is_brand(text, hit)


def _is_brand(text: str, hit: re.Match[str]) -> bool:
    """Whether a capital stands within a word, or a digit against it, as in PostNL and Alert4You."""
    around = text[max(0, hit.start() - 1) : hit.start()] + text[hit.end() : hit.end() + 1]
    unspoken = not _VOWEL.search(bare(hit[0]))  # "Wlz"
    return unspoken or any(one.isdigit() for one in around) or bool(_CAMEL.fullmatch(hit[0]))


def _first_name(word: str) -> str | None:
    """The first name that a word is or holds, also in the genitive."""
    plain = bare(word)
    pieces = {bare(one) for one in word.split("-") if not (one.isupper() and one != word)}
    owner = plain.removesuffix("s") if len(plain) > SHORTEST_NAME_PART else plain  # no Bo's in "Bos"
    spelled = (plain, owner, *sorted(pieces))
    abroad = names_abroad() if word[0].isupper() and not word.isupper() else frozenset[str]()
    return next((one for one in spelled if one in first_names() or one in abroad), None)


def _used_as_name(text: str, hit: re.Match[str], *, opens: bool, capital: bool) -> bool:
    """Whether a word that is a name as well stands where a name would."""
    if capital and not opens:
        return True
    before, after = text[: hit.start()], text[hit.end() :]
    if _CALLED.search(before):
        return True
    if not opens or len(hit[0]) <= SHORT:
        return False
    next_word, then, *_ = [*_PART.findall(after[:40]), "", ""]
    if not next_word or after[0] != " ":
        return False
    if capital and (
        next_word[0].isupper() or (next_word in ("en", "van", "de", "el") and then[:1].isupper())
    ):
        return True
    return next_word in words("acts") and then not in ("het", "er", "de")
