"""Rows 1 to 12 of section 5 with their precise readings in 5c."""

from __future__ import annotations

import pytest

from rules.book import Rulebook
from tests.rules.making import Sentence, case, check, excepted, ground, outcome, told, yes

HELPS = {"rechtstreeks_betrokken": True}


def helper(role: str, **changes: object) -> dict[str, object]:
    """A recipient who directly carries out the same help."""
    return {"role": role, **HELPS, **changes}


@told(
    Sentence("5.1", "a stub needs nothing", case(None, kind="stub", to=(), what=(), purpose=None), "OK_STUB"),
    Sentence(
        "5.1", "a stub may go in an open channel", case(kind="stub", what=(), channel="openbaar"), "OK_STUB"
    ),
    Sentence("5c", "a stub with categories is judged as details", case(kind="stub"), "NO_CONSENT"),
    Sentence(
        "5c",
        "and so needs the date of birth",
        case(None, kind="stub", consents=[yes("jongere")]),
        "INCOMPLETE",
    ),
    Sentence("5.2", "anonymous", case(None, kind="anoniem", what=("signaal",)), "OK_ANONYMOUS"),
    Sentence(
        "5.2", "anonymous without purpose", case(kind="anoniem", what=(), purpose=None, to=()), "OK_ANONYMOUS"
    ),
    Sentence(
        "5.2",
        "re-identifiable",
        case(kind="anoniem", what=("signaal",), reidentifiable=True),
        "REIDENTIFIABLE",
        "REMOVE_ITEMS",
    ),
    Sentence("5c", "anoniem with K1", case(kind="anoniem", what=("identiteit",)), "REIDENTIFIABLE"),
    Sentence("5c", "anoniem with K9", case(kind="anoniem", what=("derden",)), "REIDENTIFIABLE"),
    Sentence("5c", "anoniem with K10", case(kind="anoniem", what=("bsn",)), "REIDENTIFIABLE"),
    Sentence("5.2", "anoniem with health", case(kind="anoniem", what=("gezondheid",)), "OK_ANONYMOUS"),
    Sentence("5.3", "no purpose", case(purpose=None, consents=[yes("jongere")]), "INCOMPLETE"),
    Sentence("5.3", "no recipients", case(to=(), consents=[yes("jongere")]), "INCOMPLETE"),
    Sentence("5.3", "no categories", case(what=(), consents=[yes("jongere")]), "INCOMPLETE"),
    Sentence("5b", "no date of birth", case(None, consents=[yes("jongere")]), "INCOMPLETE"),
    Sentence("5.4", "K10", case(what=("signaal", "bsn")), "FORBIDDEN_CATEGORY", "REMOVE_ITEMS"),
    Sentence(
        "5",
        "the first row wins: K10 before the channel",
        case(what=("bsn",), channel="openbaar"),
        "FORBIDDEN_CATEGORY",
    ),
    Sentence(
        "5.5",
        "an open channel",
        case(channel="openbaar", consents=[yes("jongere")]),
        "CHANNEL_NOT_CLOSED",
        "USE_CASE_CHANNEL",
    ),
    Sentence(
        "5.6",
        "one recipient without a role in this case",
        case(to=("jongerenwerker", {"role": "wijkteam", "involved": False}), consents=[yes("jongere")]),
        "RECIPIENT_NOT_INVOLVED",
        "REMOVE_RECIPIENT",
    ),
    Sentence("5c", "a role outside section 7", case(to=("buurman",)), "RECIPIENT_NOT_INVOLVED"),
    Sentence("5c", "riec", case(to=("riec",)), "RECIPIENT_NOT_INVOLVED"),
    Sentence("5c", "verwijsindex without E06", case(to=("verwijsindex",)), "RECIPIENT_NOT_INVOLVED"),
    Sentence(
        "5.7",
        "a volunteer gets K1–K3",
        case(to=("sportclub",), what=("identiteit", "school")),
        "RECIPIENT_CATEGORY",
        "REMOVE_ITEMS",
    ),
    Sentence(
        "P20",
        "K1–K3 to a role model with consent",
        case(
            to=("rolmodel",),
            what=("identiteit", "betrokkenheid", "signaal"),
            consents=[
                yes("jongere", recipients=["rolmodel"], categories=["identiteit", "betrokkenheid", "signaal"])
            ],
        ),
        "OK_CONSENT",
    ),
    Sentence(
        "5.8",
        "all directly carry out the same help",
        case(14, sender="jeugdhulp", regime="jeugdhulp", to=(helper("ggz"), helper("lvb_zorg"))),
        "OK_DIRECT_INVOLVED",
    ),
    Sentence(
        "5.8",
        "also for health, under wgbo",
        case(14, sender="ggz", regime="wgbo", to=(helper("jeugdhulp"),), what=("identiteit", "gezondheid")),
        "OK_DIRECT_INVOLVED",
    ),
    Sentence(
        "5.8",
        "one who does not, spoils it",
        case(14, sender="jeugdhulp", regime="jeugdhulp", to=(helper("ggz"), "lvb_zorg")),
        "NO_CONSENT",
    ),
    Sentence(
        "5c",
        "every recipient's regime is jeugdhulp or wgbo",
        case(14, sender="jeugdhulp", regime="jeugdhulp", to=(helper("mentor"),)),
        "NO_CONSENT",
    ),
    Sentence(
        "5c",
        "wmo_vt is neither",
        case(14, sender="jeugdhulp", regime="jeugdhulp", to=(helper("veilig_thuis"),)),
        "NO_CONSENT",
    ),
    Sentence(
        "5.8",
        "a sender under wmo_vt is not meant",
        case(14, sender="veilig_thuis", regime="wmo_vt", to=(helper("jeugdhulp"),)),
        "NO_CONSENT",
    ),
    Sentence(
        "5.8",
        "avg is not meant",
        case(14, sender="mentor", regime="avg", to=(helper("jeugdhulp"),)),
        "NO_CONSENT",
    ),
    Sentence(
        "5.8",
        "no K9",
        case(14, sender="jeugdhulp", regime="jeugdhulp", to=(helper("ggz"),), what=("derden",)),
        "NO_CONSENT",
    ),
    Sentence(
        "5.8",
        "no K8",
        case(14, sender="jeugdhulp", regime="jeugdhulp", to=(helper("ggz"),), what=("politiegegeven",)),
        "WPG_CLOSED",
    ),
    Sentence(
        "5.9",
        "K8: consent is ignored",
        case(
            to=("jongerenwerker",),
            what=("politiegegeven",),
            consents=[yes("jongere", categories=["politiegegeven"], explicit=True)],
        ),
        "WPG_CLOSED",
    ),
    Sentence(
        "5.9",
        "K8: a refusal does not change the code",
        case(what=("politiegegeven",), consents=[{"refused": ["jongere"]}]),
        "WPG_CLOSED",
    ),
    Sentence("5.9", "K8 in an acute case", case(what=("politiegegeven",), urgency="acuut"), "WPG_CLOSED"),
)
def test_rows(sentence: Sentence, book: Rulebook) -> None:
    """The first row that matches decides."""
    check(sentence, book)


def test_k8_with_a_failing_exception_gets_its_code(book: Rulebook) -> None:
    """Row 11b goes before WPG_CLOSED when an exception is present (5b)."""
    facts = excepted(
        book,
        "E10",
        {"revoked": True},
        sender="wijkagent",
        regime="wpg",
        to=("gemeente_oov",),
        what=("politiegegeven",),
    )
    assert outcome(facts, book).reason == "EXC_REVOKED"


def test_consent_wins_over_a_failing_exception(book: Rulebook) -> None:
    """Row 10 comes before rows 11 and 11b."""
    facts = excepted(book, "E01", {"conditions": []}, consents=[yes("jongere")])
    assert outcome(facts, book).reason == "OK_CONSENT"


def test_a_failing_exception_goes_before_the_consent_code(book: Rulebook) -> None:
    """Row 11b comes before row 12, also when the consent route is closed."""
    facts = excepted(book, "E01", {"conditions": []}, consents=[{"refused": ["jongere"]}])
    verdict = outcome(facts, book)
    assert (verdict.decision, verdict.reason) == ("DENY", "EXC_CONDITIONS")


def test_row_7_holds_for_exceptions(book: Rulebook) -> None:
    """A volunteer gets no more than K1–K3, whatever the ground (5c)."""
    facts = excepted(book, "E01", sender="jongerenwerker", to=("sportclub",), what=("identiteit", "school"))
    assert outcome(facts, book).reason == "RECIPIENT_CATEGORY"
    facts = excepted(book, "E01", sender="jongerenwerker", to=("sportclub",), what=("identiteit", "signaal"))
    assert outcome(facts, book).reason == "OK_EXCEPTION_E01"


@pytest.mark.parametrize("places", [(0, 1), (1, 0)])
def test_the_first_passing_exception_in_the_list_gives_the_code(
    places: tuple[int, int], book: Rulebook
) -> None:
    """Of several passing grounds the first in the list is named (5c)."""
    raw = case(14, sender="mentor", to=("veilig_thuis",))
    grounds = [ground(book, "E03", raw), ground(book, "E14", raw)]
    raw["exceptions"] = [grounds[place] for place in places]
    assert outcome(raw, book).reason == f"OK_EXCEPTION_{raw['exceptions'][0]['ground']}"


def test_the_exception_that_got_furthest_is_reported(book: Rulebook) -> None:
    """Of several failing grounds the one that failed latest in the order, among equals the newest (5b)."""
    raw = case(14, sender="mentor", to=("veilig_thuis",))
    raw["exceptions"] = [
        ground(book, "E03", raw, informed={"done": False}),
        ground(book, "E14", raw, revoked=True),
    ]
    assert outcome(raw, book).reason == "EXC_NOT_INFORMED"
    assert outcome(raw, book).exception == 0
    raw["exceptions"] = [
        ground(book, "E14", raw, conditions=[], granted="2026-11-20"),
        ground(book, "E03", raw, conditions=[], granted="2026-11-10"),
    ]
    assert outcome(raw, book).exception == 0
