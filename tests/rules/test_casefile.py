"""Case files: what is malformed gives an error, and the other cases are still decided."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rules.book import Rulebook, load_rulebook
from rules.casefile import decide_file, parse_cases, read_case
from rules.errors import CaseError
from tests.rules.making import case, excepted, outcome, yes

BOOK = load_rulebook()
FINE = case(consents=[yes("jongere")])


def changed(path: str, value: Any) -> dict[str, Any]:
    """The fine case with one cell replaced; `path` as in `request.kind`."""
    raw: dict[str, Any] = json.loads(json.dumps(FINE))
    raw["exceptions"] = [{"ground": "E03", "invoked_by": "mentor"}]
    *way, last = path.split(".")
    inner: Any = raw
    for step in way:
        inner = inner[int(step) if step.isdecimal() else step]
    inner[last] = value
    return raw


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("request.purpose", "nieuwsgierigheid"),
        ("request.categories", ["identiteit", "roddel"]),
        ("request.kind", "roddel"),
        ("request.kind", None),
        ("request.urgency", "heel"),
        ("request.recipients", 3),
        ("request.recipients", [None]),
        ("request.recipients", [{"involved": True}]),
        ("request.reidentifiable", "nee"),
        ("request", None),
        ("request", []),
        ("sender", None),
        ("sender.role", "verwijsindex"),
        ("sender.regime", "verwijsindex"),
        ("sender.regime", "onbekend"),
        ("now", None),
        ("now", "gisteren"),
        ("now", 20261123),
        ("now", "0001-01-01T00:00:00+14:00"),
        ("youth", "jongen van 15"),
        ("youth.dob", "20 maart 2011"),
        ("youth.dob", "2027-01-01"),
        ("youth.capacity", "slim"),
        ("gezag.holders", [{"id": "moeder"}]),
        ("gezag.holders", [{"id": "moeder", "type": "tante"}]),
        ("gezag.verified", "ja"),
        ("consents", [7]),
        ("consents.0.given", ["jongere"]),
        ("consents.0.given", {"jongere": None}),
        ("consents.0.purpose", "nieuwsgierigheid"),
        ("consents.0.categories", ["roddel"]),
        ("consents.0.youth_voice", "misschien"),
        ("consents.0.other_holder", "misschien"),
        ("consents.0.active", "ja"),
        ("exceptions.0.ground", "E16"),
        ("exceptions.0.ground", None),
        ("exceptions.0.purpose", "nieuwsgierigheid"),
        ("exceptions.0.categories", ["roddel"]),
        ("exceptions.0.informed", "ja"),
        ("exceptions.0.granted", "ooit"),
    ],
)
def test_malformed_input_is_an_error_that_names_the_field(path: str, value: Any, book: Rulebook) -> None:
    """No decision is made on what cannot be read (section 5c)."""
    [result] = decide_file([changed(path, value)], book)
    assert result.keys() == {"id", "error"}
    assert str(result["error"]).startswith(path.split(".", maxsplit=1)[0])


def test_the_other_cases_are_still_decided(book: Rulebook) -> None:
    """Garbage between cases costs only itself."""
    data = {"meta": {"title": "x", "cases": [1]}, "a": [FINE, None, 3], "b": [["x"], {**FINE, "id": 9}]}
    results = list(decide_file(data, book))
    assert [one.get("decision") for one in results] == ["ALLOW", None, None, None, "ALLOW"]
    assert [one["id"] for one in results] == ["case", None, None, None, "9"]
    assert results[0] == {"id": "case", "decision": "ALLOW", "reason": "OK_CONSENT", "hint": None}


@pytest.mark.parametrize("data", [[FINE], {"visible": [FINE]}, FINE])
def test_any_list_of_cases_will_do(data: Any, book: Rulebook) -> None:
    """A list, lists under top-level keys, or one case by itself."""
    assert [one["decision"] for one in decide_file(data, book)] == ["ALLOW"]


@pytest.mark.parametrize("data", [None, 3, "tekst", {}, {"meta": {}}, {"visible": 3}])
def test_a_file_without_cases_says_so(data: Any, book: Rulebook) -> None:
    """An empty answer would look like success."""
    assert [set(one) for one in decide_file(data, book)] == [{"id", "error"}]


def test_left_out_fields_take_the_defaults_of_the_field_notes(book: Rulebook) -> None:
    """Absent and null are the same; the regime is that of the role."""
    raw = case(consents=[yes("jongere")])
    for part, key in (("youth", "capacity"), ("youth", "representatives"), ("sender", "regime")):
        del raw[part][key]
    raw["exceptions"] = None
    raw["gezag"] = None
    assert outcome(raw, book).allowed
    assert read_case(raw, book).sender.regime == "avg"


def test_a_sender_outside_section_7_needs_a_regime(book: Rulebook) -> None:
    """Consent is then still judged; no ground is open to such a role."""
    raw = case(sender="buurtvader", consents=[yes("jongere")])
    assert outcome(raw, book).reason == "OK_CONSENT"
    assert outcome(excepted(book, "E01", sender="buurtvader"), book).reason == "EXC_INVOKER"
    del raw["sender"]["regime"]
    with pytest.raises(CaseError, match=r"sender\.regime"):
        read_case(raw, book)


@pytest.mark.parametrize(
    "now",
    [
        "2026-11-23T00:30:00+01:00",
        "2026-11-22T23:30:00Z",
        "2026-11-22T18:30:00-05:00",
        datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
        datetime(2026, 11, 23, 0, 30),  # noqa: DTZ001  # what YAML gives for an instant without offset
        date(2026, 11, 23),
    ],
)
def test_dates_and_instants_come_in_any_shape(now: Any, book: Rulebook) -> None:
    """Any offset, a YAML timestamp, local time without offset: all the same local day."""
    raw = case(dob="2010-11-23", consents=[yes("jongere", on="2026-11-23")])
    raw["now"] = now
    assert outcome(raw, book).allowed


def test_yaml_dates_are_read_without_quotes(book: Rulebook) -> None:
    """YAML turns bare dates into dates and instants into datetimes."""
    text = yaml.safe_dump([FINE]).replace("'", "")
    [result] = decide_file(yaml.safe_load(text), book)
    assert result["decision"] == "ALLOW"


def test_the_vir_is_open_in_case_files(book: Rulebook) -> None:
    """The field notes assume the flag on; the product has it off (P23)."""
    raw = excepted(
        book, "E06", sender="jongerenwerker", to=("verwijsindex",), what=("identiteit", "betrokkenheid")
    )
    [in_file] = decide_file([raw], book)
    [in_product] = decide_file([raw], book, book.policy)
    assert (in_file["reason"], in_product["reason"]) == ("OK_EXCEPTION_E06", "EXC_INVOKER")


garbage = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.sampled_from(["stub", "details", "mentor", "identiteit", "2026-01-01", "E01", "pga", "avg"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                list(FINE) + list(FINE["request"]) + list(FINE["consents"][0]) + ["dob", "ground"]
            )
            | st.integers(),
            inner,
            max_size=6,
        )
    ),
    max_leaves=15,
)
SPOTS = [
    "now", "youth", "youth.dob", "youth.representatives", "gezag", "gezag.holders", "sender", "sender.role",
    "request", "request.kind", "request.purpose", "request.recipients", "request.categories",
    "request.channel", "consents", "consents.0.given", "consents.0.refused", "consents.0.withdrawn",
    "consents.0.recipients", "consents.0.until", "exceptions", "exceptions.0.conditions",
    "exceptions.0.review", "exceptions.0.informed", "exceptions.0.revoked", "exceptions.0.until",
]  # fmt: skip


@given(garbage)
def test_no_garbage_breaks_the_reader(data: Any) -> None:
    """Whatever a file holds, every case comes out as a decision or an error."""
    for result in decide_file([data], BOOK):
        json.dumps(result)
        assert ("error" in result) != ("decision" in result)


@given(st.sampled_from(SPOTS), garbage)
def test_no_garbage_in_one_field_breaks_the_reader(path: str, value: Any) -> None:
    """Also when the rest of the case is fine."""
    [result] = decide_file([changed(path, value)], BOOK)
    assert ("error" in result) != ("decision" in result)


def test_parsing_yields_cases_with_their_ids(book: Rulebook) -> None:
    """What the command line reads is what the tests read."""
    [(key, parsed)] = parse_cases([FINE], book, book.policy)
    assert key == "case"
    assert not isinstance(parsed, CaseError)
    assert parsed.case.now == datetime(2026, 11, 23, 9, tzinfo=UTC)


ONE_PARENT_EACH = [
    ([{"refused": ["vader"], "refused_on": "2026-11-10"}, yes("moeder", on="2026-11-15")], "PARENT_OBJECTS"),
    ([{"withdrawn": {"vader": "2026-11-10"}}, yes("moeder", on="2026-11-15")], "WITHDRAWN"),
    (
        [yes("moeder", on="2026-11-15"), {"withdrawn": {"vader": "2026-11-20", "moeder": "2026-11-24"}}],
        "WITHDRAWN",
    ),
    ([yes("moeder", on="2026-11-15")], "OK_CONSENT"),
    ([yes("ouder", on="2026-11-15")], "OK_CONSENT"),
]


@pytest.mark.parametrize(("consents", "reason"), ONE_PARENT_EACH)
def test_the_parents_of_an_incapable_adult_are_two_persons(
    consents: list[Any], reason: str, book: Rulebook
) -> None:
    """One parent's yes lifts no objection of the other; one parent's yes alone is enough."""
    raw = case(
        dob="2006-05-01",
        capacity="wilsonbekwaam",
        representatives=["ouder"],
        holders=(),
        sender="jeugdhulp",
        regime="jeugdhulp",
        consents=[one | {"asked_by": "jeugdhulp"} for one in consents],
    )
    assert outcome(raw, book).reason == reason


@pytest.mark.parametrize(
    ("policy", "path"),
    [
        ({"intern": True}, "policy.intern"),
        ({7: True}, "policy.7"),
        ({"internal_sharing": "ja"}, "policy.internal_sharing"),
        ({"internal_sharing": None}, "policy.internal_sharing"),
        ({"verwijsindex": 1}, "policy.verwijsindex"),
        ({"opened_grounds": "E15"}, "policy.opened_grounds"),
        ({"opened_grounds": ["E15", "E99"]}, "policy.opened_grounds[1]"),
        ({"opened_grounds": [15]}, "policy.opened_grounds[0]"),
        (["E15"], "policy"),
        ("aan", "policy"),
    ],
)
def test_an_unknown_flag_or_value_is_one_error_and_the_others_are_decided(
    policy: object, path: str, book: Rulebook
) -> None:
    """Section 2: another key or kind of value is malformed input."""
    first, second = decide_file([{**FINE, "policy": policy}, FINE], book)
    assert str(first["error"]).startswith(f"{path}:")
    assert "decision" in second


def test_a_flag_holds_for_its_own_case_only(book: Rulebook) -> None:
    """What one case opens stays closed in the next; the verwijsindex is on unless the case says false."""
    raw = excepted(book, "E15", sender="jongerenwerker", to=("wijkteam",))
    index = excepted(book, "E06", sender="mentor", to=("verwijsindex",), what=("identiteit",))
    cases = [
        {**raw, "policy": {"opened_grounds": ["E15"]}},
        raw,
        {**index, "policy": {"verwijsindex": False}},
        index,
    ]
    reasons = [one["reason"] for one in decide_file(cases, book)]
    assert reasons == ["OK_EXCEPTION_E15", "EXC_INVOKER", "EXC_INVOKER", "OK_EXCEPTION_E06"]
