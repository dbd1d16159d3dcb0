"""Section 8: which partners to tag, each with a reason."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rules.book import Rulebook, load_rulebook
from rules.policy import tighten
from rules.suggesting import Advice, suggest

BOOK = load_rulebook()


def roles(advice: Advice) -> list[str]:
    """All suggested roles in order."""
    return [one.role for one in (*advice.first, *advice.rest)]


def ask(
    level: str, place: str, age: int | None = 14, *modifiers: str, author: str = "riec", absence: bool = False
) -> Advice:
    """A suggestion to somebody whose own role is never suggested anyway."""
    return suggest(level, place, age, modifiers, author, BOOK, absence=absence)


def test_a_gut_feeling_stays_anonymous_with_the_place_and_the_own_officer() -> None:
    """N0: the aandachtsfunctionaris as a pointer, and who sees the youth at that place."""
    advice = ask("N0", "school", None)
    assert [one.role for one in advice.first] == ["mentor", "ib_zorgcoordinator"]
    assert advice.hints == ("eigen_aandachtsfunctionaris",)


def test_the_first_five_come_from_more_than_one_domain() -> None:
    """N2 at school: the school's own two, then youth work, wijkteam and jeugdagent."""
    advice = ask("N2", "school")
    assert [one.role for one in advice.first] == [
        "mentor",
        "ib_zorgcoordinator",
        "jongerenwerker",
        "wijkteam",
        "jeugdagent",
    ]
    assert roles(advice)[5:] == [
        "schoolmaatschappelijk_werk",
        "schoolleiding",
        "halt",
        "leerplicht",
        "rolmodel",
    ]


def test_places_add_more_at_higher_levels() -> None:
    """Wijkagent from N1, boa from N2; online the jeugdagent from N2; verzuim brings leerplicht."""
    assert "wijkagent" not in roles(ask("N0", "straat_wijk"))
    assert "wijkagent" in roles(ask("N1", "straat_wijk"))
    assert "boa" not in roles(ask("N1", "straat_wijk"))
    assert "boa" in roles(ask("N2", "straat_wijk"))
    assert roles(ask("N1", "online"))[0] == "jongerenwerker"
    assert "jeugdagent" not in roles(ask("N1", "online"))
    assert "jeugdagent" in roles(ask("N2", "online"))
    assert "leerplicht" not in roles(ask("N1", "school"))
    assert "leerplicht" in roles(ask("N1", "school", absence=True))
    assert "sportclub" in roles(ask("N1", "sport_vrije_tijd"))
    assert roles(ask("N1", "winkel_ov"))[:2] == ["wijkagent", "jongerenwerker"]
    assert "veilig_thuis" not in roles(ask("N1", "thuis"))
    assert roles(ask("N1", "thuis", 14, "M2"))[0] == "veilig_thuis"


def test_serious_levels_follow_the_table() -> None:
    """N3 and N4 in the order of section 8."""
    n3 = ["procesregisseur_pga", "jeugdagent", "ib_zorgcoordinator", "jongerenwerker", "wijkteam"]
    assert [one.role for one in ask("N3", "thuis").first] == n3
    n4 = ["zvh_procesregisseur", "procesregisseur_pga", "jeugdagent", "jeugdreclassering", "om"]
    assert [one.role for one in ask("N4", "thuis").first] == n4
    assert ask("N4", "thuis").hints == ("gi_if_measure",)


def test_the_gi_joins_when_there_is_a_measure() -> None:
    """gi_if_measure is the role gi with M6, otherwise a pointer."""
    advice = ask("N4", "thuis", 14, "M6")
    assert roles(advice)[0] == "gi"
    assert advice.first[0].reasons == ("modifier.M6", "base.N4")
    assert advice.hints == ()


def test_under_twelve_nobody_is_prosecuted() -> None:
    """No Halt, OM or (jeugd)reclassering, whatever names them; jgz and wijkteam join."""
    advice = ask("N4", "school", 11, "M7")
    assert {"halt", "om", "jeugdreclassering", "reclassering"}.isdisjoint(roles(advice))
    assert {"jgz", "wijkteam"} <= set(roles(advice))
    assert advice.notes == ("age.under_12.note",)


def test_halt_and_leerplicht_join_at_n2_from_twelve_to_seventeen() -> None:
    """add_N2 is for that level."""
    for age in (12, 15, 16, 17):
        assert {"halt", "leerplicht"} <= set(roles(ask("N2", "thuis", age)))
    for outside in (11, 18, None):
        assert "halt" not in roles(ask("N2", "thuis", outside))
    assert "halt" not in roles(ask("N1", "thuis", 14))


def test_young_adults_get_the_reclassering() -> None:
    """18–22: no rvdk, halt or jgz; reclassering takes the place of jeugdreclassering."""
    advice = ask("N4", "thuis", 19, "M7")
    assert {"rvdk", "halt", "jgz", "jeugdreclassering"}.isdisjoint(roles(advice))
    assert roles(advice)[0] == "reclassering"
    assert advice.notes == ("age.18_22.note",)


def test_without_a_birth_date_the_age_rows_are_left_out() -> None:
    """No age, no notes, nothing added or removed."""
    advice = ask("N4", "thuis", None)
    assert advice.notes == ()
    assert {"jeugdreclassering", "om", "rvdk"} <= set(roles(advice))


def test_acute_danger_points_to_112_and_e01() -> None:
    """M1: the pointers apart from the roles, the jeugdagent in front."""
    advice = ask("N1", "school", 14, "M1")
    assert advice.hints == ("112", "E01")
    assert roles(advice)[0] == "jeugdagent"


def test_each_modifier_puts_its_first_role_in_front() -> None:
    """The rest of a modifier's roles come after those of the level."""
    advice = ask("N1", "straat_wijk", 14, "M5", "M4")
    assert roles(advice)[:2] == ["lvb_zorg", "gemeente_oov"]
    assert {"ggz", "verslavingszorg", "wijkagent"} <= set(roles(advice))


def test_a_region_may_show_fewer_at_first(book: Rulebook) -> None:
    """P16."""
    advice = suggest("N2", "school", 14, (), "mentor", book, policy=tighten(book, {"suggestions": 2}))
    assert len(advice.first) == 2


@given(
    st.sampled_from(list(BOOK.levels)),
    st.sampled_from(list(BOOK.places)),
    st.none() | st.integers(5, 30),
    st.sets(st.sampled_from(list(BOOK.modifiers))),
    st.sampled_from(list(BOOK.roles)),
    st.booleans(),
)
def test_laws_of_every_suggestion(
    level: str, place: str, age: int | None, modifiers: set[str], author: str, absence: bool
) -> None:
    """At most five first, no role twice, each with a sentence, never the author, RIEC or the index."""
    advice = suggest(level, place, age, modifiers, author, BOOK, absence=absence)
    found = roles(advice)
    assert len(advice.first) <= 5
    assert len(found) == len(set(found))
    assert {author, "riec", "verwijsindex"}.isdisjoint(found)
    assert "rolmodel" not in [one.role for one in advice.first]
    sentences = BOOK.matrix.sentences
    assert all(reason in sentences for one in (*advice.first, *advice.rest) for reason in one.reasons)
    assert all(one.reasons for one in (*advice.first, *advice.rest))
    assert all(f"hint.{hint}" in sentences for hint in advice.hints)
    assert all(note in sentences for note in advice.notes)
