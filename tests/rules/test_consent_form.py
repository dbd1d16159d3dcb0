"""What the consent form must ask, and which grounds are offered when asking has no use."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rules.book import Rulebook
from rules.consenters import Required, statements_needed, who_must_consent
from rules.model import Capacity, Gezag, Holder, Urgency, Youth
from rules.offering import grounds_for
from rules.policy import tighten
from rules.vocabulary import Mode
from tests.rules.making import BORN

TODAY = date(2026, 11, 23)
TWO = Gezag((Holder("ouder_1", "ouder"), Holder("ouder_2", "ouder")), verified=True)


def required(book: Rulebook, age: int | None, regime: str = "avg", **facts: Any) -> Required:
    """Who must consent for a youth of this age with two parents."""
    dob = None if age is None else date.fromisoformat(BORN[age])
    return who_must_consent(Youth(dob, **facts), TWO, regime, TODAY, book)


@pytest.mark.parametrize(
    ("age", "regime", "mode", "persons", "voice", "other"),
    [
        (11, "avg", Mode.ONE_HOLDER, ("ouder_1", "ouder_2"), False, True),
        (14, "avg", Mode.ONE_HOLDER, ("ouder_1", "ouder_2"), True, True),
        (16, "avg", Mode.YOUTH, ("jongere",), False, False),
        (11, "wgbo", Mode.ALL_HOLDERS, ("ouder_1", "ouder_2"), False, False),
        (14, "jeugdhulp", Mode.YOUTH_AND_ALL_HOLDERS, ("jongere", "ouder_1", "ouder_2"), False, False),
        (19, "wmo_vt", Mode.YOUTH, ("jongere",), False, False),
        (None, "avg", Mode.UNKNOWN, (), False, False),
    ],
)
def test_the_form_shows_who_decides(
    book: Rulebook,
    age: int | None,
    regime: str,
    mode: Mode,
    persons: tuple[str, ...],
    voice: bool,
    other: bool,
) -> None:
    """Mode, persons, and whether the youth's voice and the other holder are asked (architecture 8)."""
    found = required(book, age, regime)
    assert (found.mode, found.persons, found.hear_youth, found.other_holder) == (mode, persons, voice, other)


def test_an_adult_without_capacity_is_represented_or_nobody(book: Rulebook) -> None:
    """The first rank present, else nobody."""
    nobody = required(book, 19, capacity=Capacity.INCAPABLE)
    assert (nobody.mode, nobody.persons) == (Mode.NOBODY, ())
    ranks = ("ouder", "partner")
    represented = required(book, 19, "wgbo", capacity=Capacity.INCAPABLE, representatives=ranks)
    assert (represented.mode, represented.persons) == (Mode.REPRESENTATIVE, ("partner",))


def test_the_form_knows_who_is_still_missing(book: Rulebook) -> None:
    """A partial record names the rest: one of two suffices under avg, all are needed in care."""
    assert required(book, 11).missing({"ouder_1"}) == ()
    assert required(book, 11).missing(()) == ("ouder_1", "ouder_2")
    assert required(book, 14, "wgbo").missing({"ouder_1"}) == ("jongere", "ouder_2")
    assert required(book, 14, "wgbo").missing({"ouder_1", "ouder_2", "jongere"}) == ()


def test_ticks_appear_only_when_called_for(book: Rulebook) -> None:
    """Explicit for K6 and K7, consequences for police, the AP list for roles with `ap`."""
    plain = statements_needed(["identiteit", "signaal"], ["wijkteam"], "mentor", book)
    assert (plain.explicit, plain.consequences_explained, plain.ap_indicaties, plain.usable) == (
        False,
        False,
        False,
        True,
    )
    assert statements_needed(["strafrecht"], ["wijkteam"], "mentor", book).explicit
    assert statements_needed(["signaal"], ["halt"], "mentor", book).consequences_explained
    assert statements_needed(["signaal"], ["wijkteam"], "gi", book).ap_indicaties


def test_a_consent_without_legal_use_is_not_asked(book: Rulebook) -> None:
    """Police never ask; K8 and K9 are not opened by consent; a region may be stricter."""
    assert not statements_needed(["signaal"], ["mentor"], "wijkagent", book).usable
    closed = statements_needed(["derden", "politiegegeven"], ["mentor"], "mentor", book)
    assert (closed.usable, closed.closed) == (False, ("politiegegeven", "derden"))
    strict = tighten(book, {"consent_asker": {"mentor": "nee"}})
    assert not statements_needed(["signaal"], ["wijkteam"], "mentor", book, strict).usable


@pytest.mark.parametrize(
    ("role", "what", "to", "facts", "expected"),
    [
        ("mentor", ["identiteit", "gezin"], ["veilig_thuis"], {}, ["E03", "E07", "E14", "E01"]),
        ("mentor", ["signaal"], ["gi"], {}, ["E04", "E07", "E14", "E01"]),
        ("mentor", ["signaal"], ["rvdk"], {}, ["E05", "E07", "E14", "E01"]),
        ("ggz", ["gezondheid"], ["jongerenwerker"], {"age": 17}, ["E14", "E02", "E01"]),
        ("ggz", ["gezondheid"], ["jongerenwerker"], {"age": 14}, ["E13", "E14", "E02", "E01"]),
        ("mentor", ["gezondheid"], ["jongerenwerker"], {}, ["E14", "E01"]),
        ("wijkagent", ["politiegegeven"], ["procesregisseur_pga"], {}, ["E10", "E09"]),
        ("mentor", ["politiegegeven"], ["jongerenwerker"], {}, []),
        ("jongerenwerker", ["signaal"], ["wijkagent"], {}, ["E08", "E07", "E14", "E01", "E11"]),
        (
            "jongerenwerker",
            ["signaal"],
            ["wijkagent"],
            {"urgency": Urgency.ACUTE},
            ["E01", "E08", "E07", "E14", "E11"],
        ),
        (
            "wijkteam",
            ["signaal"],
            ["jongerenwerker"],
            {"regime": "jeugdhulp", "age": 17},
            ["E14", "E02", "E01"],
        ),
        ("schoolleiding", ["strafrecht"], ["wijkagent"], {}, ["E12", "E08", "E07", "E14", "E01", "E11"]),
        ("sportclub", ["signaal"], ["wijkagent"], {}, []),
        ("mentor", ["signaal"], ["riec"], {}, []),
        ("jongerenwerker", ["school"], ["sportclub"], {}, []),
        ("jongerenwerker", ["identiteit"], ["verwijsindex"], {}, []),
        ("mentor", ["bsn"], ["wijkteam"], {}, []),
    ],
)
def test_only_grounds_this_role_may_invoke_are_offered(
    book: Rulebook, role: str, what: list[str], to: list[str], facts: dict[str, Any], expected: list[str]
) -> None:
    """For these categories and recipients, the likeliest first; acute danger puts E01 first."""
    found = grounds_for(role, what, to, book, **facts)
    assert [one.id for one in found] == expected


def test_the_verwijsindex_is_offered_when_its_flag_is_on(book: Rulebook) -> None:
    """P23."""
    policy = tighten(book, {"verwijsindex": True})
    found = grounds_for("jongerenwerker", ["identiteit"], ["verwijsindex"], book, policy, age=17)
    assert [one.id for one in found] == ["E06"]
