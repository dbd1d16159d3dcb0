"""Sealed text: it never prints, opens only in its own place, and any change is refused."""

from __future__ import annotations

import copy
import json
import logging
import pickle
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import ContentErased, SealBroken, WrongKey
from storage.keys import KeyRing, generate
from storage.sealing import MASK, Place, Purpose, Sealed, place_of, sealed_field
from storage.signal_tables import Item, SignalKeys
from storage.unsealing import Opener
from storage.vault import Vault

SECRET = "Noor Zilverblad bewaart een scooter"
RING = KeyRing.parse(generate())
VAULT = Vault("T0ZONNEBEEK", RING, b"r" * 32)
KEYS = VAULT.new_keys(1)
PLACE = Place(1, "item", str(uuid4()), "text")
OPENER = Opener(VAULT)
SEALED = VAULT.seal(KEYS, PLACE, SECRET)

anything = st.text(st.characters(codec=None, exclude_categories=()))


@given(text=anything, purpose=st.sampled_from([Purpose.CONTENT, Purpose.ACCOUNTABILITY]))
def test_what_is_sealed_opens_to_the_same_text(text: str, purpose: Purpose) -> None:
    """Every text, even half a surrogate pair, comes back as it went in, from both keys."""
    place = replace(PLACE, purpose=purpose)
    assert OPENER.open(VAULT.seal(KEYS, place, text), KEYS) == text


@given(bit=st.integers(0, len(SEALED.blob) * 8 - 1))
def test_any_flipped_bit_is_refused(bit: int) -> None:
    """One changed bit anywhere in the ciphertext is found."""
    blob = bytearray(SEALED.blob)
    blob[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealBroken):
        OPENER.open(Sealed(bytes(blob), PLACE), KEYS)


@given(length=st.integers(0, len(SEALED.blob) - 1))
def test_a_shortened_ciphertext_is_refused(length: int) -> None:
    """A cut-off ciphertext is found, down to nothing at all."""
    with pytest.raises(SealBroken):
        OPENER.open(Sealed(SEALED.blob[:length], PLACE), KEYS)


@pytest.mark.parametrize(
    "moved",
    [
        {"row": str(uuid4())},
        {"field": "name"},
        {"table": "exception"},
        {"purpose": Purpose.ACCOUNTABILITY},
        {"signal_id": 2},
    ],
    ids=lambda moved: next(iter(moved)),
)
def test_a_moved_ciphertext_is_refused(moved: dict[str, Any]) -> None:
    """The same bytes in another row, field, table, purpose or signal do not open."""
    place = replace(PLACE, **moved)
    with pytest.raises(SealBroken):
        OPENER.open(SEALED.at(place), KEYS)


@given(parts=st.lists(st.text(max_size=6), min_size=3, max_size=3), cut=st.integers(0, 6))
def test_parts_of_a_place_cannot_run_together(parts: list[str], cut: int) -> None:
    """Shifting characters between table, row and field never gives another place the same seal."""
    table, row, field = parts
    shifted = Place(1, table + row[:cut], row[cut:], field)
    if shifted == (here := Place(1, table, row, field)):
        return
    with pytest.raises(SealBroken):
        OPENER.open(VAULT.seal(KEYS, here, SECRET).at(shifted), KEYS)


def test_another_teams_vault_with_the_same_keys_is_refused() -> None:
    """The workspace is part of the seal, of the text as well as of its key."""
    elsewhere = Opener(Vault("T0ELDERS", RING, b"r" * 32))
    with pytest.raises(SealBroken):
        elsewhere.open(SEALED, KEYS)


def test_the_keys_of_another_signal_do_not_open_or_seal() -> None:
    """Copying the wrapped keys of one signal to another does not carry its text along."""
    other = VAULT.new_keys(2)
    with pytest.raises(SealBroken):
        OPENER.open(SEALED, other)
    stolen = SignalKeys(signal_id=2, content_key=KEYS.content_key)
    with pytest.raises(SealBroken):
        OPENER.open(SEALED.at(replace(PLACE, signal_id=2)), stolen)
    with pytest.raises(SealBroken):
        VAULT.seal(other, PLACE, SECRET)


def test_swapping_content_and_accountability_keys_is_refused() -> None:
    """A wrapped key is bound to its column."""
    swapped = SignalKeys(
        signal_id=1, content_key=KEYS.accountability_key, accountability_key=KEYS.content_key
    )
    with pytest.raises(SealBroken):
        OPENER.open(SEALED, swapped)


def test_a_ring_without_the_wrapping_key_is_refused() -> None:
    """A different master key gives WrongKey, not garbage."""
    with pytest.raises(WrongKey):
        Opener(Vault("T0ZONNEBEEK", KeyRing.parse(generate()), b"r" * 32)).open(SEALED, KEYS)


def test_an_erased_signal_keeps_its_accountability_text() -> None:
    """Without a content key nothing is read or added, while reasons stay readable."""
    reason = VAULT.seal(KEYS, replace(PLACE, purpose=Purpose.ACCOUNTABILITY), "ouder gebeld")
    erased = SignalKeys(signal_id=1, content_key=None, accountability_key=KEYS.accountability_key)
    with pytest.raises(ContentErased):
        OPENER.open(SEALED, erased)
    with pytest.raises(ContentErased):
        VAULT.seal(erased, PLACE, "nog iets")
    with pytest.raises(ContentErased):
        OPENER.open(SEALED, None)
    assert OPENER.open(reason, erased) == "ouder gebeld"


def test_the_same_text_sealed_twice_gives_different_bytes() -> None:
    """Nobody sees from the ciphertext that two texts are alike."""
    assert VAULT.seal(KEYS, PLACE, SECRET) != SEALED


def test_a_sealed_value_prints_as_dots_everywhere(caplog: pytest.LogCaptureFixture) -> None:
    """str, repr, formats, JSON, logs, joins and row dumps show the mask."""
    item = Item(signal_id=1, kind="detail", author="U0X", source_role="mentor", source_regime="onderwijs")
    item.text = SEALED
    with caplog.at_level(logging.INFO):
        logging.getLogger("t").info("opened %s %r", SEALED, [SEALED])
    shown = [
        str(SEALED),
        repr(SEALED),
        f"{SEALED}",
        f"{SEALED!r:>5}",
        f"{SEALED:^7}",
        "%s" % SEALED,  # noqa: UP031  # old ways of formatting mask it too
        "{}".format(SEALED),  # noqa: UP032  # and so does this one
        "".join([SEALED]),  # type: ignore[list-item]  # what a careless caller would do
        json.dumps({"t": SEALED}, ensure_ascii=False),
        item.model_dump_json(),
        repr(item),
        caplog.text,
    ]
    assert all(MASK in text for text in shown)
    assert not any("Noor" in text or repr(SEALED.blob)[2:12] in text for text in shown)


def test_a_pickle_holds_the_mask_and_never_the_bytes() -> None:
    """What leaves through pickle is three dots, at every protocol."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        pickled = pickle.dumps({"item": SEALED}, protocol)
        assert SEALED.blob not in pickled
        assert pickle.loads(pickled) == {"item": MASK}  # noqa: S301  # just pickled above


def test_a_sealed_value_equals_its_own_bytes_only() -> None:
    """Equal by ciphertext; not equal to the mask it prints; copies are the thing itself."""
    assert Sealed(SEALED.blob) == SEALED
    assert hash(Sealed(SEALED.blob)) == hash(SEALED)
    assert Sealed(b"a") != Sealed(b"b")
    assert SEALED != MASK
    assert MASK != SEALED
    assert copy.copy(SEALED) is copy.deepcopy(SEALED) is SEALED


def test_a_field_of_a_row_knows_its_place() -> None:
    """What was sealed for `place_of(row, field)` opens from `sealed_field(row, field)`, and only there."""
    item = Item(signal_id=1, kind="detail", author="U0X", source_role="mentor", source_regime="onderwijs")
    item.text = Sealed(VAULT.seal(KEYS, place_of(item, "text"), SECRET).blob)
    item.name = Sealed(item.text.blob)
    text, name = sealed_field(item, "text"), sealed_field(item, "name")
    assert text is not None
    assert name is not None
    assert OPENER.open(text, KEYS) == SECRET
    with pytest.raises(SealBroken):
        OPENER.open(name, KEYS)
    assert sealed_field(item, "birth_date") is None


def test_a_sealed_value_without_a_place_is_a_programming_error() -> None:
    """A value straight from a row has no place yet and is not guessed at."""
    with pytest.raises(ValueError, match="place"):
        OPENER.open(Sealed(SEALED.blob), KEYS)


def test_a_vault_shows_no_key_and_does_not_travel() -> None:
    """Its repr names the workspace; pickling it is refused."""
    assert repr(VAULT) == "<Vault of T0ZONNEBEEK>"
    with pytest.raises(TypeError):
        pickle.dumps(VAULT)
