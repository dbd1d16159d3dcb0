"""One folding for everything that compares words of people: checked texts, matching, the guard.

Two spellings that a reader takes for one name come out the same: case, accents, letters that do not
decompose (ø, ł, ı), ligatures, apostrophes, and Cyrillic or Greek letters that look like Latin ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_APOSTROPHES = "'’‘‛`´ʼʻʹ′＇"
_LETTERS = {
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ə": "e",
}
# As they are drawn, not as they are said; small letters, for case is folded first.
_LOOK_ALIKES = dict(
    zip("асеорхуіѕјкмтвнӏԁԛԝһ" + "αοεικνρτυχκμϲ", "aceopxyisjkmtbhldqwh" + "aoeikvptuxkmc", strict=True)
)
_SPECIAL = str.maketrans(_LETTERS | _LOOK_ALIKES | dict.fromkeys(_APOSTROPHES, ""))
# Spelled out as on a keyboard without them: Özgür, Oezguer.
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_WORD = re.compile(r"[^\W\d_]+")


def bare(text: str) -> str:
    """Small letters without accents, ligatures or apostrophes; anything else stays where it is."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    folded = text.casefold().translate(_SPECIAL)
    # some letters are capitals again once taken apart (mathematical alphabets)
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", folded).casefold())
    kept = "".join(one for one in apart if not unicodedata.combining(one))
    return kept.translate(_SPECIAL)


def words_of(text: str) -> Sequence[str]:
    """The bare words of a name or text: whatever is no letter, a hyphen too, divides."""
    return _WORD.findall(bare(text))


def spellings(word: str) -> frozenset[str]:
    """The bare forms under which one word may be written: also ö as oe, ij as y."""
    if word.isascii():
        plain = bare(word)
        return frozenset((plain, plain.replace("ij", "y"))) if "ij" in plain else frozenset((plain,))
    composed = unicodedata.normalize("NFC", word.casefold())
    found = {bare(composed), bare(composed.translate(_SPELLED_OUT))}
    return frozenset(found | {one.replace("ij", "y") for one in found})
