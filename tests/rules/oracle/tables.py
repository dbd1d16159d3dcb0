"""The tables of sections 5 to 7 as the text gives them, typed over and not read from the engine's own."""

from dataclasses import dataclass


def words(text: str) -> frozenset[str]:
    """The ids in a line of the text."""
    return frozenset(text.split())


PERSONS_OF_THE_POLICE = frozenset({"wijkagent", "jeugdagent"})
SECURITY = frozenset({"wijkagent", "jeugdagent", "om", "boa", "halt"})
CARE = frozenset({"jeugdhulp", "wgbo", "wmo_vt"})
POLICE_REGIMES = frozenset({"wpg", "wjsg"})

# role: regime, professional, consent_asker (section 7)
_ROLES = """
mentor avg yes ja
ib_zorgcoordinator avg yes ja
schoolleiding avg yes ja
schoolmaatschappelijk_werk jeugdhulp yes ja
jgz wgbo yes ja
leerplicht avg yes nee
jongerenwerker avg yes ja
straathoekwerker avg yes ja
sportclub avg no nee
rolmodel avg no nee
wijkteam jeugdhulp yes ap
jeugdhulp jeugdhulp yes ja
gi jeugdhulp yes ap
nidos jeugdhulp yes nee
veilig_thuis wmo_vt yes nee
ggz wgbo yes ja
lvb_zorg jeugdhulp yes ja
verslavingszorg wgbo yes ja
huisarts wgbo yes ja
wijkagent wpg yes nee
jeugdagent wpg yes nee
boa wpg yes nee
halt avg yes ap
om wjsg yes nee
rvdk avg yes nee
jeugdreclassering jeugdhulp yes nee
reclassering avg yes nee
gemeente_oov avg yes nee
procesregisseur_pga avg yes ap
zvh_procesregisseur wgs yes ap
woningcorporatie avg yes nee
riec wgs yes nee
"""
_ROWS = [line.split() for line in _ROLES.split("\n") if line]
REGIME = {row[0]: row[1] for row in _ROWS}
PROFESSIONAL = frozenset(row[0] for row in _ROWS if row[2] == "yes")
ASKER = {row[0]: row[3] for row in _ROWS}
WGS = words(
    "wijkteam jeugdhulp gi veilig_thuis ggz lvb_zorg "
    "verslavingszorg wijkagent jeugdagent om rvdk jeugdreclassering "
    "reclassering gemeente_oov procesregisseur_pga zvh_procesregisseur"
)
COVENANT = words(
    "schoolleiding leerplicht jongerenwerker wijkteam "
    "wijkagent jeugdagent boa om gemeente_oov procesregisseur_pga"
)
SECRECY = words(
    "ggz gi huisarts jeugdhulp jeugdreclassering jgz "
    "lvb_zorg schoolmaatschappelijk_werk veilig_thuis verslavingszorg "
    "wijkteam"
)

K = {
    1: "identiteit",
    2: "betrokkenheid",
    3: "signaal",
    4: "school",
    5: "gezin",
    6: "gezondheid",
    7: "strafrecht",
    8: "politiegegeven",
    9: "derden",
    10: "bsn",
}


def kinds(*numbers: int) -> frozenset[str]:
    """The categories with these numbers."""
    return frozenset(K[number] for number in numbers)


NOT_POLICE = kinds(1, 2, 3, 4, 5, 6, 7, 9)
SIX = "g_doel g_noodzaak g_proportioneel g_subsidiair g_minimaal g_afweging_vastgelegd "


@dataclass(frozen=True)
class Ground:
    """One row of section 6; review is `before`, `after` or `none`, days the longest term."""

    invokers: frozenset[str]
    recipients: frozenset[str]
    categories: frozenset[str]
    conditions: frozenset[str]
    review: str
    days: int
    ages: tuple[int, int] = (0, 999)


def _ground(
    invokers: frozenset[str],
    recipients: frozenset[str],
    categories: frozenset[str],
    conditions: str,
    review: str,
    days: int,
    ages: tuple[int, int] = (0, 999),
) -> Ground:
    return Ground(invokers, recipients, categories, frozenset(conditions.split()), review, days, ages)


ANYONE = frozenset(REGIME)
E15_FOR = words("ib_zorgcoordinator jongerenwerker mentor schoolleiding straathoekwerker woningcorporatie")
GROUNDS = {
    "E01": _ground(
        PROFESSIONAL,
        ANYONE,
        NOT_POLICE,
        "g_doel g_minimaal c_concreet_gevaar c_toestemming_kan_niet_of_te_laat c_ontvanger_kan_afwenden",
        "after",
        1,
    ),
    "E02": _ground(
        SECRECY,
        PROFESSIONAL,
        NOT_POLICE,
        SIX + "c_toestemming_geprobeerd_of_onmogelijk c_geen_andere_weg c_ernstige_schade_persoon "
        "c_doorbreken_voorkomt_schade c_gewetensnood",
        "before",
        7,
    ),
    "E03": _ground(
        PROFESSIONAL,
        frozenset({"veilig_thuis"}),
        NOT_POLICE,
        "g_doel g_minimaal g_afweging_vastgelegd "
        "c_stap1_signalen c_stap2_overleg c_stap3_gesprek_of_reden c_stap4_weging "
        "c_stap5_besluit",
        "before",
        14,
    ),
    "E04": _ground(
        PROFESSIONAL,
        frozenset({"gi"}),
        NOT_POLICE,
        "g_doel g_noodzaak g_minimaal c_ots_actief_geverifieerd c_gi_voert_deze_ots_uit c_nodig_voor_ots",
        "none",
        182,
        (0, 17),
    ),
    "E05": _ground(
        PROFESSIONAL,
        frozenset({"rvdk"}),
        NOT_POLICE,
        SIX + "c_rvdk_taak_benoemd c_nodig_voor_taak",
        "before",
        30,
        (0, 22),
    ),
    "E06": _ground(
        PROFESSIONAL - PERSONS_OF_THE_POLICE - {"om", "boa", "riec"},
        frozenset({"verwijsindex"}),
        kinds(1, 2),
        "g_afweging_vastgelegd c_meldingsbevoegd "
        "c_redelijk_vermoeden_wettelijk_risico c_jongere_of_ouder_geinformeerd",
        "none",
        730,
        (0, 22),
    ),
    "E07": _ground(
        PROFESSIONAL,
        words("gi jeugdagent leerplicht om rvdk veilig_thuis wijkagent"),
        kinds(1, 2, 3, 4, 5, 6, 7, 8, 9),
        "c_wetsartikel c_bevoegde_instantie_geverifieerd "
        "c_schriftelijk_verzoek_of_bevel c_niet_meer_dan_gevraagd",
        "before",
        14,
    ),
    "E08": _ground(
        COVENANT - PERSONS_OF_THE_POLICE - {"om", "boa"},
        COVENANT,
        kinds(1, 2, 3, 4, 5, 7),
        SIX + "c_wettelijke_taak_artikel c_convenant_en_dpia "
        "c_ontvanger_is_convenantpartner c_geen_gegevens_onder_beroepsgeheim",
        "before",
        90,
    ),
    "E09": _ground(
        WGS,
        WGS,
        kinds(1, 2, 3, 4, 5, 6, 7, 8, 9),
        SIX + "c_zvh_triage_geaccepteerd "
        "c_criteria_complexe_casuistiek c_ontvanger_is_wgs_deelnemer c_besloten_zvh_omgeving",
        "before",
        180,
    ),
    "E10": _ground(
        frozenset({"boa", "jeugdagent", "om", "wijkagent"}),
        PROFESSIONAL - {"woningcorporatie"},
        kinds(1, 2, 3, 7, 8),
        "g_noodzaak g_minimaal c_artikel_gekozen c_besluit_of_mandaat c_ontvanger_valt_onder_artikel "
        "c_doorverstrekkingsverbod_gemeld",
        "before",
        30,
    ),
    "E11": _ground(
        PROFESSIONAL,
        frozenset({"jeugdagent", "om", "wijkagent"}),
        kinds(1, 2, 3, 4, 5, 6, 7, 8, 9),
        "c_eigen_wetenschap_of_slachtoffer c_feiten_beperkt",
        "none",
        0,
    ),
    "E12": _ground(
        frozenset({"schoolleiding"}),
        PERSONS_OF_THE_POLICE,
        kinds(1, 3, 4, 7),
        SIX + "c_concreet_veiligheidsincident_school c_besluit_schoolleiding",
        "before",
        7,
    ),
    "E13": _ground(
        SECRECY - {"veilig_thuis"},
        PROFESSIONAL - SECURITY,
        kinds(1, 2, 3, 4, 5, 6, 7),
        "g_minimaal g_afweging_vastgelegd c_leeftijd_12_15 "
        "c_ouders_gevraagd_of_reden c_ernstig_nadeel_of_weloverwogen_wens "
        "c_jeugdige_stemt_zelf_in",
        "before",
        90,
        (12, 15),
    ),
    "E14": _ground(
        PROFESSIONAL,
        PROFESSIONAL,
        NOT_POLICE,
        "c_beschikking_nummer_en_datum c_binnen_omvang_beschikking",
        "none",
        365,
    ),
    "E15": _ground(
        E15_FOR,
        words("gi jeugdhulp jgz rvdk veilig_thuis wijkteam"),
        kinds(1, 2, 3, 4, 5),
        SIX + "c_toestemming_geprobeerd_of_onmogelijk "
        "c_geen_andere_weg c_ernstige_schade_persoon c_delen_voorkomt_schade",
        "before",
        7,
    ),
}
