"""The Dutch sound of a name: spellings that are said alike become one, so that they can be matched.

A coarse key on purpose: Meijer, Meyer and Meier are one, as are Janssen and Jansen, Schmidt and Smit,
Bouzid and Boezid. It is only used together with something else, such as a date of birth.
"""

from __future__ import annotations

import re
from functools import cache

from rules.folding import words_of

# In order; each pattern works on what the ones before it left. Capitals are sounds without a letter.
_RULES: tuple[tuple[str, str], ...] = (
    (r"sch(?=m|n|l|r|w)", "s"),  # Schmidt, Schneider
    (r"sch\b", "s"),  # Bosch
    (r"tsj|tch|tsch", "tj"),
    (r"dj|zj|sj", "j"),
    (r"ph", "f"),  # Philips
    (r"ch|gh", "g"),  # Lichthart, Ligthart
    (r"qu", "kw"),  # Quist, Kwist
    (r"ck|cq|q", "k"),  # Dirckx
    (r"x", "ks"),  # Dirkx, Dirks
    (r"c(?=[eiy])", "s"),  # Cees is said Sees or Kees; the surname decides
    (r"c", "k"),  # Cornelissen
    (r"(?<=[a-z])h", ""),  # Thijs, Rhee, Vehrmeer
    (r"dt|th", "t"),  # Schmidt, Brandt
    (r"tz|ts|sz|z", "s"),  # Zanders, Sanders
    (r"v", "f"),  # Visser, Fisser
    (r"uij|ui|uy", "U"),  # Kruijt, Kruyt
    (r"eij|ij|ei|ey", "y"),  # Meijer, Meier, Meyer
    (r"\by(?=[aeiou])|(?<=[aou])y(?=[aeiou])", "j"),  # Youssef, Kaya
    (r"ouw|auw|au|ou(?=man\b)", "A"),  # Bouwman, Bouman, Bauman
    (r"oe|ou|uu", "u"),  # Boer; the French ou of Bouzid
    (r"ie", "i"),
    (r"ae|aa", "a"),
    (r"oo|oh", "o"),
    (r"ee|eh", "e"),
    (r"ue", "u"),
    (r"(.)\1+", r"\1"),  # Janssen
    (r"en\b", "e"),  # Verhoeven, Verhoeve
    (r"d\b", "t"),  # Schuurmand
    (r"b\b", "p"),
    (r"(?<=[a-z])y\b", "i"),
    (r"([st])\1+", r"\1"),
)


def plain(text: str) -> str:
    """The words of a name under the one folding; anything that is no letter is a space."""
    return " ".join(words_of(text))


def sound(word: str) -> str:
    """The sound key of one word; the same for spellings that a Dutch ear cannot tell apart."""
    key = plain(word).replace(" ", "")
    for pattern, said in _compiled():
        key = pattern.sub(said, key)
    return key


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), said) for pattern, said in _RULES)
