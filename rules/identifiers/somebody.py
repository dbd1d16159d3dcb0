"""What is said beside a word when it is somebody's name, whatever the word."""

from __future__ import annotations

import re

from rules.identifiers.lexicon import surnames, words

_NICKNAMED = re.compile(
    r"\b(?:(?:straat|bij|roep|schuil|artiesten|nick)naam(?: is|:)?|noem(?:t|de|en|den)"
    r" (?:zich|ze )?(?:hem|haar|zichzelf)?"
    r"|alias|aka|genaamd|(?:hij|zij|ze|die|\w*jongen|meisje|zus(?:je)?"
    r"|broer(?:tje)?|zoon|dochter|baby|vriend(?:in)?) heet) ?['\"]?(?:[A-Z]\w+ )?$",
    re.IGNORECASE,
)
_VAN = re.compile(r"[a-z] Van(?: de[rn]?)?$|\b(?:El|Al|Ben|Ait|Ould)$")
# "dossier van Steenbergen", "Nevaeh zijn moeder": whoever it is, it is somebody.
_OF_SOMEBODY = re.compile(
    r"\b(?:\w*dossier|casus|zaak|ouders?|moeder|vader|ma|pa|oma|opa|oom|tante|neef|nicht|broer\w*|zus\w*|vriend\w*"
    r"|gezin|familie|telefoon|verjaardag|groep|\w*kamer|flat|huis|woning|fiets|scooter|brommer|fatbike|kluisje|jas|tas"
    r"|rugzak|schuur|tuin"
    r"|gedrag|verhaal|toekomst|\w*situatie|mentor|\w*voogd|coach) van(?: (?:de|der|den|van|el|al|ten|ter))*$",
    re.IGNORECASE,
)
_IS_SOMEBODY = re.compile(
    r" ?\(\d{1,2}\)|,? \d{1,2} ?(?:jaar|jr)\b| (?:zijn|haar|z'n|d'r) (?:\w*moeder|\w*vader|broer\w*|zus\w*"
    r"|ouders|oma|opa|telefoon|mentor|vriend\w*)\b| (?:huilt|huilde|spijbelt|spijbelde|dealt|slaat|sloeg"
    r"|steelt|stal|blowt|slaapt|sliep|bekent|bekende|dreigde|bedreigt|bedelt)\b|(?-i: [A-Z]\.(?=,| [a-z]))"
    r"| (?:is|wordt|was) (?:net |nu |pas |al )?(?:zwanger|vermist|weggelopen|dakloos|verslaafd"
    r"|\d\d|twaalf|(?:der|veer|vijf|zes|zeven|acht)tien)\b",
    re.IGNORECASE,
)
_ADDRESSED_AS = re.compile(
    r"\b(?:casus|dossier|zaak|leerling|cliënte?|verdachte|dhr|mevr|mw|mr|meneer|mevrouw|juf|meester|fam|familie|gezin|vader|moeder|oma|opa|oom|tante|broer\w*|zus\w*|neef|nicht|zoon|dochter|vriend\w*|jongen|meisje)"
    r"\.?(?: (?:de|der|den|van|el|al|ten|ter))*$",
    re.IGNORECASE,
)
# "Heeft iemand Tjeerd gezien", "Gisteren liep Rayvano", "gezien met Kwispelaar"
_MET = re.compile(
    r"\b(?:heb|hebben|zag|zagen|zie|sprak|spraken|ken|kent|kennen|iemand|volgens|liep|zat|kwam|stond|hing|sloeg|bleef|reed"
    r"|sliep|was|om|(?:gezien|samen|ruzie|gevochten|bevriend|relatie|verkering|omgang|liep|liepen|loopt|lopen|hangt|hing"
    r"|hangen|gaat het|chat\w*|appt|slaapt|gesprek|contact) met)(?: (?:de|der|den|van|el|al|ten|ter))*$",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r" (?:\w+ ){0,2}(?:gezien|geschorst|aangehouden|opgepakt|verhoord|opgehaald|aangesproken|vermist)\b"
    r"| en (?:zijn|haar|z'n|d'r|twee|drie) | thuis\b| gaat het\b|, ?(?:zijn|haar) "
)
# Dijkstra, Wójcik, Yıldırımoğlu, El Bouazzati
_SURNAMES_END = re.compile(
    r"[a-z]{3}(?:sma|stra|inga|enga|ska|ski|wicz|czyk|czuk|oglu|ovic|evic|escu|oudi|aoui|ouri|ouni|ani|assi|ati|mans"
    r"|ssen|huis|kamp|veld|bakker|meijer|ova|persad|mohamed)$"
)
_NEXT = re.compile(r" ([a-z]+)")


def named_before(before: str) -> bool:
    """Whether a nickname is told, so that what follows is one though it is a word of the language."""
    return bool(_NICKNAMED.search(before))


def belongs_to(before: str) -> bool:
    """Whether something of a person is said to be of what follows, or it has a surname's Van."""
    return bool(_OF_SOMEBODY.search(before) or _VAN.search(before))


def does_as_people_do(after: str) -> bool:
    """Whether what stands behind it is an age, a relative, an initial or what only people do."""
    return bool(_IS_SOMEBODY.match(after))


def is_surname(plain: str) -> bool:
    """Whether a word is a surname, or ends as they do."""
    return not surnames().isdisjoint((plain, *plain.split("-"))) or bool(_SURNAMES_END.search(plain))


def is_somebody(before: str, after: str) -> bool:
    """Whether anything beside it tells that it is a person."""
    if named_before(before) or belongs_to(before) or does_as_people_do(after) or _ADDRESSED_AS.search(before):
        return True
    if _MET.search(before) or _SEEN.match(after):
        return True
    follows = _NEXT.match(after)
    return follows is not None and follows[1] in words("acts_of_one")
