"""Names of people at work: thanked, greeted, with their office or with where they work."""

from __future__ import annotations

import re

_GREETED = re.compile(
    r"\b(?:dank(?:jewel|,| je(?: wel)?| u(?: wel)?)?|bedankt|thanks|thnx|thx|merci|hoi|hallo|hey|hi|beste"
    r"|groet(?:en|jes)?|goede?(?:morgen|middag|navond)|welkom|succes|gefeliciteerd|beterschap|mvg|gr\.?),?$",
    re.IGNORECASE,
)
_IN_OFFICE = re.compile(
    r"\b(?:wethouder|(?:loco-|oud-)?burgemeester|raadslid|minister|buurt(?:vader|moeder)s?|imam|dominee|pastoor"
    r"|wijkagent|jeugdagent|agent|boa|officier|rechter|advocaat|dokter|huisarts|jeugdarts|directeur|rector"
    r"|conciërge|teamleider|afdelingsleider|jongerenwerker|jeugdwerker|wijkteamlid|leerplichtambtenaar"
    r"|beleidsmedewerker|stagiaire?|collega|voorzitter|co[oö]rdinator|contactpersoon|procesregisseur"
    r"|gezinscoach|jongerencoach)(?: (?:de|van|el|al|den|der))*$",
    re.IGNORECASE,
)
_WORKS_AT = re.compile(
    r" (?:\w+ )?van (?:(?:de|het|ons|onze|jullie) )?"
    r"(?:gemeente|afdeling|politie|(?:wijk|jeugd|gezins|gebieds|kern)team|leerplicht|ggd|rvdk|raad|reclassering"
    r"|halt|veilig thuis|jongerenwerk|opbouwwerk|welzijn|om|ict|receptie|administratie|secretariaat|directie"
    r"|communicatie|ggz|zvh|handhaving|cjg)\b",
    re.IGNORECASE,
)


def is_of_a_colleague(before: str, after: str) -> bool:
    """Whether what stands before or after a name says that it is somebody's who works there."""
    return bool(_GREETED.search(before) or _IN_OFFICE.search(before) or _WORKS_AT.match(after))
