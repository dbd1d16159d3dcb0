"""Text sealed for erasing only: gone with its signal's key, and never a way to a detail."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.erasable import ErasableKey, key_of, must_have
from storage.errors import ContentErased, SealBroken
from storage.keys import KeyRing, generate
from storage.sealing import MASK, Erasable, Place, Purpose, Sealed, place_of, sealed_field
from storage.signal_tables import Item, Signal
from storage.unsealing import Opener
from storage.vault import Vault

SAID = "Hangt rond bij het zwavelgele parkeerdek"
VAULT = Vault("T0ZONNEBEEK", KeyRing.parse(generate()), b"r" * 32)
KEYS = VAULT.new_keys(1)
KEY = must_have(key_of(VAULT, KEYS))
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def _signal(number: int = 1) -> Signal:
    return Signal(
        id=number,
        partnership_id=1,
        author="U0EDITH",
        author_partner_id=1,
        level="N2",
        place="school",
        created_at=NOW,
        active_at=NOW,
    )


@given(said=st.text(st.characters(codec=None, exclude_categories=())))
def test_what_is_said_is_read_without_a_permit(said: str) -> None:
    """Every text comes back as it went in; an empty field stays empty."""
    row = _signal()
    row.summary = KEY.seal(row, "summary", said)
    assert KEY.read(row, "summary") == said
    assert KEY.read(row, "area") is None


def test_with_the_key_everything_that_was_said_is_gone() -> None:
    """There is nothing to read or to seal with any more."""
    erased = VAULT.new_keys(1)
    erased.content_key = None
    assert key_of(VAULT, erased) is None
    assert key_of(VAULT, None) is None
    with pytest.raises(ContentErased):
        must_have(key_of(VAULT, erased))


def test_the_reader_for_erasable_text_never_opens_a_detail() -> None:
    """Not as it stands, not as bytes put where erasable text belongs, not sealed for the very same place."""
    item = Item(id=uuid4(), signal_id=1, kind="detail", author="U0", source_role="x", source_regime="avg")
    item.text = VAULT.seal(KEYS, place_of(item, "text"), SAID)
    with pytest.raises(TypeError):
        KEY.read(item, "text")
    row = _signal()
    row.summary = Erasable(item.text.blob)
    with pytest.raises(SealBroken):
        KEY.read(row, "summary")
    row.summary = Erasable(VAULT.seal(KEYS, Place(1, "signal", "1", "summary"), SAID).blob)
    with pytest.raises(SealBroken):
        KEY.read(row, "summary")


def test_the_vault_seals_no_detail_as_erasable() -> None:
    """The purpose by which the house would read it without a permit is refused where details are sealed."""
    with pytest.raises(ValueError, match="gate"):
        VAULT.seal(KEYS, Place(1, "signal", "1", "summary", Purpose.ERASABLE), SAID)


def test_the_gates_opener_does_not_take_what_is_only_erasable() -> None:
    """Neither kind passes for the other: their keys and their purposes differ."""
    row = _signal()
    sealed = KEY.seal(row, "summary", SAID)
    for purpose in (Purpose.CONTENT, Purpose.ACCOUNTABILITY):
        with pytest.raises(SealBroken):
            Opener(VAULT).open(Sealed(sealed.blob, Place(1, "signal", "1", "summary", purpose)), KEYS)
    item = Item(id=uuid4(), signal_id=1, kind="detail", author="U0", source_role="x", source_regime="avg")
    item.text = Sealed(sealed.blob)
    opened = sealed_field(item, "text")
    assert opened is not None
    with pytest.raises(SealBroken):
        Opener(VAULT).open(opened, KEYS)


def test_it_is_valid_in_one_place_only() -> None:
    """Another field, another row, another signal's key, another workspace: refused, as is a changed bit."""
    row, other = _signal(), _signal(2)
    sealed = KEY.seal(row, "summary", SAID)
    row.area, other.summary = sealed, sealed
    moved: list[tuple[ErasableKey, Signal, str]] = [
        (KEY, row, "area"),
        (KEY, other, "summary"),
        (must_have(key_of(VAULT, VAULT.new_keys(2))), other, "summary"),
        (ErasableKey("T0ELDERS", KEY._cipher), row, "summary"),
    ]
    row.summary = sealed
    for key, where, name in moved:
        with pytest.raises(SealBroken):
            key.read(where, name)
    for blob in (b"", sealed.blob[:20], sealed.blob[:-1] + bytes([sealed.blob[-1] ^ 1])):
        row.summary = Erasable(blob)
        with pytest.raises(SealBroken):
            KEY.read(row, "summary")


def test_it_prints_as_a_mask_and_equals_only_its_own_kind() -> None:
    """Not by accident in a log, and never mistaken for a detail."""
    sealed = KEY.seal(_signal(), "summary", SAID)
    assert f"{sealed} {sealed!r} {[sealed]}" == f"{MASK} {MASK} [{MASK}]"
    assert Sealed(sealed.blob) != sealed
    assert SAID not in repr(KEY)
