"""The guided check: the summary table of section 5 row by row, then what else it finds."""

from __future__ import annotations

import pytest

from rules.advising import advise
from rules.book import Rulebook, load_rulebook
from rules.model import Decision
from rules.policy import tighten
from rules.supposing import STANDS_FOR, Proviso, Said
from tests.rules.checking import HELPERS, NEVER_ASK, asked, grounds, named, supposed

BOOK = load_rulebook()
ALLOW, DENY, NEEDS = Decision.ALLOW, Decision.DENY, Decision.NEEDS_EXCEPTION
SECRECY = ("jeugdhulp", "ggz", "huisarts", "schoolmaatschappelijk_werk", "jgz", "verslavingszorg")


# --- the summary table of section 5, row by row -----------------------------------------------------


@pytest.mark.parametrize("role", HELPERS)
def test_valid_consent_to_a_recipient_outside_security_is_allowed(role: str, book: Rulebook) -> None:
    """Row 1: ALLOW, with what must hold."""
    found = asked(book, role, "jongerenwerker", said="youth")
    assert found.verdict.decision is ALLOW
    assert {Proviso.CIRCLE, Proviso.VALID, Proviso.CAPABLE} <= named(found)
    assert Proviso.EXPLAINED not in named(found)


@pytest.mark.parametrize("to", ["jeugdagent", "wijkagent", "halt", "om", "boa"])
def test_towards_the_police_the_consequences_must_be_explained(to: str, book: Rulebook) -> None:
    """Row 2: ALLOW when a helper asked, the recipient is named and the consequences are explained."""
    found = asked(book, "ib_zorgcoordinator", to, said="youth")
    assert found.verdict.decision is ALLOW
    assert Proviso.EXPLAINED in named(found)


@pytest.mark.parametrize("role", NEVER_ASK)
def test_consent_asked_by_authority_is_not_usable(role: str, book: Rulebook) -> None:
    """Row 3: NEEDS_EXCEPTION, on to E08, E09, E10 or E05; what the police know is closed by its source."""
    to = {"gemeente_oov": "jongerenwerker", "leerplicht": "jongerenwerker"}.get(role, "rvdk")
    found = asked(book, role, to, said="youth", purpose="pga")
    closed = book.regimes[book.roles[role].regime].closed
    assert (found.verdict.decision, found.verdict.reason) == (NEEDS, closed or "CONSENT_NOT_USABLE")
    assert found.consent is None
    assert {"E08", "E09", "E10", "E05"} & set(grounds(found))


@pytest.mark.parametrize("role", SECRECY)
def test_secrecy_holder_after_a_refusal_with_serious_danger(role: str, book: Rulebook) -> None:
    """Row 4: NEEDS_EXCEPTION, E02 first; towards Veilig Thuis E03 first."""
    for to, first in (("mentor", "E02"), ("veilig_thuis", "E03")):
        found = asked(book, role, to, said="youth_refused", danger="verhoogd", purpose="kindveiligheid")
        assert (found.verdict.decision, found.verdict.reason) == (NEEDS, "REFUSED")
        assert grounds(found)[0] == first
        assert found.consent is None


def test_somebody_without_secrecy_is_never_offered_the_conflict_of_duties(book: Rulebook) -> None:
    """P22: E02 is for secrecy holders, and needs serious danger."""
    assert "E02" not in grounds(asked(book, "mentor", "wijkteam", said="youth_refused", danger="verhoogd"))
    assert "E02" not in grounds(asked(book, "ggz", "mentor", said="youth_refused", danger="geen"))


@pytest.mark.parametrize("role", [one.id for one in BOOK.roles.values() if one.professional and one.regime])
def test_acute_danger_opens_the_fast_path_for_every_professional(role: str, book: Rulebook) -> None:
    """Row 5: NEEDS_EXCEPTION, E01 first, whatever was said about consent; from a police source E10 first."""
    source = book.regimes[book.roles[role].regime]
    first = "E10" if source.police else "E01"
    found = asked(book, role, "jeugdagent", danger="acuut")
    assert (found.verdict.decision, found.verdict.reason) == (NEEDS, source.closed or "ACUTE_FAST_PATH")
    assert grounds(found)[0] == first
    assert found.vital is not None
    assert grounds(asked(book, role, "jeugdagent", danger="acuut", said="youth_refused"))[0] == first


def test_acute_danger_with_police_data_leaves_those_out(book: Rulebook) -> None:
    """E01 never covers K8: it is offered for the rest, but not to whose every item is a police item."""
    found = asked(book, "halt", "wijkteam", what=("signaal", "politiegegeven"), danger="acuut")
    assert found.vital is not None
    assert found.vital.without.categories == ("politiegegeven",)
    police = asked(book, "wijkagent", "wijkteam", what=("signaal", "politiegegeven"), danger="acuut")
    assert grounds(police)[0] == "E10"
    assert "E01" not in grounds(police)


def test_a_volunteer_in_acute_danger_is_not_offered_a_ground(book: Rulebook) -> None:
    """Only professionals invoke; a volunteer calls 112."""
    assert grounds(asked(book, "sportclub", "jeugdagent", danger="acuut")) == []


@pytest.mark.parametrize(("to", "first"), [("gi", "E04"), ("rvdk", "E05")])
def test_protection_asks_and_gets_its_own_ground(to: str, first: str, book: Rulebook) -> None:
    """Rows 6 and 7: DENY until E04 or E05 is recorded."""
    found = asked(book, "mentor", to, said="not_asked")
    assert found.verdict.decision is DENY
    assert grounds(found)[0] == first


def test_police_data_never_go_on_consent(book: Rulebook) -> None:
    """Row 8: NEEDS_EXCEPTION, E10 first, E09 in a ZVH case, E07 on a formal order."""
    for said in Said:
        found = asked(
            book, "jeugdagent", "wijkteam", what=("politiegegeven",), said=said, purpose="zvh_casus"
        )
        assert (found.verdict.decision, found.verdict.reason) == (NEEDS, "WPG_CLOSED")
        assert found.consent is None
        assert grounds(found)[0] == "E10"
        assert "E09" in grounds(found)
    assert "E07" in grounds(asked(book, "jeugdagent", "om", what=("politiegegeven",)))


def test_covenant_and_safety_house_have_their_grounds(book: Rulebook) -> None:
    """Rows 9 and 10: DENY or NEEDS_EXCEPTION until E08 or E09 is recorded."""
    for said, decision in (("not_asked", DENY), ("youth_refused", NEEDS)):
        pga = asked(book, "procesregisseur_pga", "jongerenwerker", said=said, purpose="pga")
        zvh = asked(book, "zvh_procesregisseur", "jeugdhulp", said=said, purpose="zvh_casus")
        assert (pga.verdict.decision, grounds(pga)[0]) == (decision, "E08")
        assert (zvh.verdict.reason, grounds(zvh)) == ("WGS_CLOSED", ["E09"])
    secret = asked(book, "wijkteam", "jongerenwerker", said="youth_refused", purpose="pga")
    assert "E08" not in grounds(secret)


@pytest.mark.parametrize("said", list(Said))
def test_curiosity_has_no_ground(said: Said, book: Rulebook) -> None:
    """Row 11: without a purpose DENY, no consent to ask and no ground, whoever said yes."""
    found = asked(book, "jongerenwerker", "jeugdagent", said=said, purpose=None)
    assert (found.verdict.decision, found.verdict.reason) == (DENY, "INCOMPLETE")
    assert (found.consent, grounds(found)) == (None, [])
    assert found.anonymous == ("identiteit",)


# --- what the check finds ---------------------------------------------------------------------------


def test_what_can_never_go_is_left_out_of_the_road(book: Rulebook) -> None:
    """A whole file never goes, others' data not on consent: the rest can be asked for."""
    found = asked(book, "mentor", "jongerenwerker", what=("signaal", "bsn", "derden"))
    assert found.verdict.reason == "FORBIDDEN_CATEGORY"
    assert found.consent is not None
    assert found.consent.without.categories == ("derden", "bsn")
    assert found.grounds[0].without.categories == ("bsn",)


def test_direct_help_needs_no_consent_and_says_so(book: Rulebook) -> None:
    """7.3.11(2)(a): a yes that hangs on all recipients, with what it is otherwise."""
    found = asked(book, "jeugdhulp", "ggz", said="not_asked", age="16_17")
    assert found.verdict.reason == "OK_DIRECT_INVOLVED"
    assert named(found) == {Proviso.CIRCLE, Proviso.DIRECT}
    assert found.otherwise.reason == "NO_CONSENT"
    assert asked(book, "jeugdhulp", "ggz", said="youth_refused", age="16_17").verdict.reason == "REFUSED"


def test_with_consent_direct_help_is_not_what_the_yes_hangs_on(book: Rulebook) -> None:
    """When the consent carries it alone, the recipients need not carry out the same help."""
    found = asked(book, "jeugdhulp", "ggz", said="youth_and_all_holders", age="12_15")
    assert found.verdict.reason == "OK_CONSENT"
    assert Proviso.DIRECT not in named(found)


def test_a_parents_no_does_not_close_the_road_of_a_sixteen_year_old(book: Rulebook) -> None:
    """From 16 the youth alone decides: the youth can still be asked."""
    found = asked(book, "mentor", "jongerenwerker", said="holder_refused", age="16_17")
    assert found.consent is not None
    assert found.consent.required.persons == ("jongere",)
    assert asked(book, "mentor", "jongerenwerker", said="holder_refused", age="12_15").consent is None


def test_where_asking_is_impossible_only_grounds_are_left(book: Rulebook) -> None:
    """Nobody is sent to ask what cannot be asked."""
    found = asked(book, "mentor", "veilig_thuis", said="impossible", age="under_12", purpose="kindveiligheid")
    assert found.consent is None
    assert grounds(found)[0] == "E03"


def test_who_may_never_ask_is_not_told_to_ask(book: Rulebook) -> None:
    """Nobody asked yet and asking has no use: the answer says why."""
    found = asked(book, "rvdk", "mentor", said="not_asked")
    assert found.verdict.reason == "NO_CONSENT"
    assert found.told.reason == "CONSENT_NOT_USABLE"
    assert found.citation.articles == ("4 onder 11 en 7 AVG",)


def test_a_region_that_closed_a_ground_is_not_offered_it(book: Rulebook) -> None:
    """The policy of the deployment holds for the check as well."""
    stricter = tighten(book, {"closed_grounds": ["E05"]})
    found = advise(supposed(book, "mentor", "rvdk"), stricter)
    assert "E05" not in grounds(found)


def test_a_ground_that_is_not_open_here_is_named_as_running_elsewhere(book: Rulebook) -> None:
    """E10 stays the law's answer for police data; recording it waits for the privacy officer's flag."""
    this = supposed(book, "jeugdagent", "mentor", what=("politiegegeven",))
    opened = tighten(book, {"opened_grounds": ["E10"]})
    for policy, here in ((book.policy, False), (opened, True)):
        first = advise(this, policy).grounds[0]
        assert (first.ground.id, first.here) == ("E10", here)
    assert not next(one for one in asked(book, "mentor", "om").grounds if one.ground.outside).here


@pytest.mark.parametrize("proviso", list(Proviso))
def test_each_proviso_stands_for_a_rule_that_can_be_cited(proviso: Proviso, book: Rulebook) -> None:
    """Every thing to tick off has an article or a choice behind it."""
    code = book.codes[STANDS_FOR[proviso]]
    assert code.article or code.rests_on or any(one in book.choices for one in code.source)
