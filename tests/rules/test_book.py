"""Loading the tables: what ships is whole, what is broken is refused with the place named."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from rules.book import Rulebook, load_rulebook
from rules.errors import RulebookError
from rules.policy import Policy

TABLES = files("rules").joinpath("tables")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped tables that a test may break."""
    for table in TABLES.iterdir():
        (tmp_path / table.name).write_text(table.read_text("utf-8"), "utf-8")
    return tmp_path


def broken(directory: Path, table: str, old: str, new: str) -> str:
    """The complaint after replacing a piece of one table."""
    path = directory / f"{table}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RulebookError) as complaint:
        load_rulebook(directory)
    return str(complaint.value)


@pytest.mark.parametrize(
    ("table", "old", "new", "complaint"),
    [
        (
            "grounds",
            'conditions = ["c_concreet_gevaar", "c_toestemming_kan_niet_of_te_laat",',
            'conditions = ["c_toestemming_kan_niet_of_te_laat",',
            "leaves a condition without its reasoning",
        ),
        ("roles", 'regime = "wgbo"', 'regime = "wbgo"', "regime 'wbgo'"),
        ("roles", "professional = true\n", "", "professional must be true or false"),
        ("roles", 'consent_asker = "ja"', 'consent_asker = "soms"', "consent_asker must be one of"),
        ("roles", 'source = ["S5"]\n', "", "source is missing"),
        ("roles", 'source = ["S5"]\n', 'source = ["S999"]\n', "source 'S999'"),
        ("roles", "convenant = true", "covenant = true", "unknown key 'covenant'"),
        ("roles", "[halt]", "[haltt]", "'halt', which no table knows"),
        ("categories", 'code = "K9"', 'code = "K8"', "share a code"),
        ("categories", "[gezin]", "[thuis]\ncode = 5\n[gezin]", "[thuis]: code must be a text"),
        ("conditions", "[g_noodzaak]", "[g_nodig]", "'g_noodzaak', which no table knows"),
        ("conditions", 'met_by = "purpose"', 'met_by = "luck"', "met_by must be one of"),
        ("conditions", 'article = "7 Wpg"\n', "", "article must be a text"),
        ("grounds", "[E14]", "[E15]", "[E14] is missing"),
        ("grounds", "max_days = 7\n", "", "exactly one of max_hours, max_days and outside"),
        ("grounds", 'roles = ["veilig_thuis"]', 'roles = ["veilig_huis"]', "'veilig_huis'"),
        ("grounds", 'group = "wgs"', 'group = "wsg"', "group must be one of"),
        ("grounds", '"K7", "K9"]', '"K7", "K10"]', "opens a forbidden category"),
        ("grounds", "ages = [12, 15]", "ages = [15, 12]", "ages must be [first, last]"),
        ("codes", "[NO_CONSENT]", "[NO_CONSENTS]", "[NO_CONSENT] is missing"),
        ("codes", 'hint = "HEAR_YOUTH"', 'hint = "SHOUT"', "'SHOUT'"),
        ("codes", 'decision = "NEEDS_EXCEPTION"', 'decision = "MAYBE"', "decision must be one of"),
        ("hints", "VERIFY_GEZAG = ", "VERIFY = ", "VERIFY_GEZAG is missing"),
        ("consenters", "to = 15", "to = 14", "age 15, capable True has no row"),
        ("consenters", "from = 12", "from = 11", "already has a row"),
        ("consenters", 'care = "youth_and_all_holders"', 'care = "everybody"', "care must be one of"),
        ("persons", 'columns = ["care"]', 'columns = ["carre"]', "'carre'"),
        ("persons", 'hint = "ASK_PARENT"', 'hint = "ASK_DAD"', "'ASK_DAD'"),
        ("meetings", 'default_purpose = "pga"', 'default_purpose = "pgb"', "'pgb'"),
        ("meetings", 'rhythm = "weekly"', 'rhythm = "often"', "'often'"),
        ("meetings", 'grounds = ["E09"]', 'grounds = ["E99"]', "'E99'"),
        ("suggestions", "[base.N2]", "[base.N9]", "[base.N2] is missing"),
        ("suggestions", '"straathoekwerker"]', '"straathoek"]', "'straathoek'"),
        ("suggestions", '"!E01"', '"!E0"', "'E0', which no table knows"),
        ("policy", 'field = "consent_days"', 'field = "days"', "consent_days is missing"),
        ("policy", "value = 183", 'value = "183"', "consent_days is missing or not a int"),
        ("policy", '["identiteit", "betrokkenheid"', '["naam", "betrokkenheid"', "'naam'"),
        ("purposes", 'name = "Strafadvies"', "name = 4", "name must be a text"),
        ("signals", "[modifiers.M5]", "[modifiers.M55]", "[modifier.M5] is in no vocabulary"),
    ],
)
def test_a_broken_table_is_refused(copy: Path, table: str, old: str, new: str, complaint: str) -> None:
    """Unknown ids, missing sources, dangling references and misspelt keys stop the load."""
    assert complaint in broken(copy, table, old, new)


def test_every_flaw_is_named_at_once(copy: Path) -> None:
    """One load shows all there is to mend."""
    for table in ("roles", "codes"):
        path = copy / f"{table}.toml"
        path.write_text(path.read_text("utf-8").replace("source", "bron"), "utf-8")
    with pytest.raises(RulebookError) as complaint:
        load_rulebook(copy)
    assert len(complaint.value.flaws) > 100


@pytest.mark.parametrize("table", sorted(one.name for one in TABLES.iterdir()))
def test_a_missing_or_torn_table_is_refused(copy: Path, table: str) -> None:
    """No table may be absent or unreadable."""
    whole = (copy / table).read_text("utf-8")
    (copy / table).unlink()
    with pytest.raises(RulebookError, match=re.escape(table)):
        load_rulebook(copy)
    (copy / table).write_text(whole + "\n[torn", "utf-8")
    with pytest.raises(RulebookError, match=re.escape(table)):
        load_rulebook(copy)


def test_the_version_follows_every_change_of_a_table(copy: Path, book: Rulebook) -> None:
    """The same tables give the same version; one changed word another."""
    assert load_rulebook(copy).version == book.version
    path = copy / "codes.toml"
    path.write_text(path.read_text("utf-8").replace("Zwijgen", "Stilte"), "utf-8")
    assert load_rulebook(copy).version != book.version


def test_the_tables_hold_the_numbers_of_the_rulebook(book: Rulebook) -> None:
    """Roles of section 7, K1–K10, E01–E15, five levels, nine modifiers, seven kinds of partnership."""
    assert len(book.roles) == 33
    assert [one.code for one in book.categories.values()] == [f"K{number}" for number in range(1, 11)]
    assert list(book.grounds) == [f"E{number:02}" for number in range(1, 16)]
    assert list(book.levels) == ["N0", "N1", "N2", "N3", "N4"]
    assert list(book.modifiers) == [f"M{number}" for number in range(1, 10)]
    assert list(book.meetings) == ["wijkoverleg", "mdo", "zat", "jeugdgroep", "pga", "zvh", "anders"]


def test_the_default_policy_is_that_of_section_10(book: Rulebook) -> None:
    """The numbers that a region may only make stricter."""
    policy: Policy = book.policy
    assert (policy.consent_days, policy.consent_days_max, policy.reasoning_length) == (183, 366, 20)
    assert (policy.suggestions, policy.guests, policy.verwijsindex) == (5, "named", False)
    assert {book.categories[one].code for one in policy.never_in_thread} == {"K6", "K7", "K8", "K9"}
    assert {book.categories[one].code for one in policy.lay_categories} == {"K1", "K2", "K3"}
