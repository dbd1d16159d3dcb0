"""The master key ring: what it accepts, what it refuses, and that it never shows a key."""

from __future__ import annotations

import base64

import pytest

from storage.errors import MalformedKey, MissingKeys
from storage.keys import KeyRing, derive, generate

STANDARD = base64.b64encode(b"\xfb\xff" * 16).decode()
URLSAFE = base64.urlsafe_b64encode(b"\xfb\xff" * 16).decode()


def test_a_generated_key_is_accepted_and_new_each_time() -> None:
    """`schakel keys generate` gives 32 bytes that the ring reads back."""
    first, second = generate(), generate()
    assert first != second
    assert len(KeyRing.parse(first).active.secret) == 32


@pytest.mark.parametrize("entry", [STANDARD, URLSAFE, STANDARD.rstrip("="), f"  {URLSAFE} \n"])
def test_standard_and_urlsafe_base64_are_the_same_key(entry: str) -> None:
    """Either alphabet, with or without padding and spaces."""
    assert KeyRing.parse(entry).active.secret == b"\xfb\xff" * 16


def test_the_first_key_is_active_and_a_double_counts_once() -> None:
    """Order is kept; an empty place between commas is nothing."""
    old, new = generate(), generate()
    ring = KeyRing.parse(f"{new}, ,{old},{new},")
    assert ring.keys == (*KeyRing.parse(new).keys, *KeyRing.parse(old).keys)
    assert ring.active == KeyRing.parse(new).active


@pytest.mark.parametrize("text", ["", "  ", ",,"])
def test_no_keys_is_one_plain_line(text: str) -> None:
    """The line says how to make one."""
    with pytest.raises(MissingKeys, match="schakel keys generate") as refused:
        KeyRing.parse(text)
    assert refused.value.code == "MISSING_KEYS"


@pytest.mark.parametrize(
    "bad",
    ["geheim", "x" * 41, "é" * 44, "-" * 20 + "!" * 23]
    + [base64.b64encode(b"k" * size).decode() for size in (16, 31, 33)],
)
def test_a_bad_key_is_named_by_its_position_only(bad: str) -> None:
    """The message never repeats what was there: it may be nearly a key."""
    with pytest.raises(MalformedKey) as refused:
        KeyRing.parse(f"{generate()},{bad}")
    assert "Sleutel 2" in str(refused.value)
    assert bad not in str(refused.value)


def test_a_ring_prints_no_key() -> None:
    """Neither base64 nor bytes appear in its repr."""
    text = generate()
    ring = KeyRing.parse(text)
    assert text not in repr(ring)
    assert repr(ring.active.secret) not in repr(ring)


def test_derived_keys_differ_by_use_and_by_secret() -> None:
    """Index and audit key cannot be the same, nor follow from each other's use."""
    secret = b"r" * 32
    assert len({derive(secret, "index"), derive(secret, "audit"), derive(b"s" * 32, "index"), secret}) == 4
