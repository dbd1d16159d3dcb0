"""A region may make the policy stricter and set flags, nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from rules.book import Rulebook
from rules.errors import PolicyError
from rules.policy import tighten
from rules.vocabulary import Asker

STRICTER: list[tuple[str, Any]] = [
    ("consent_days", 90),
    ("consent_days_max", 183),
    ("reasoning_length", 50),
    ("objection_age", 10),
    ("extra_review", ["E04", "E14"]),
    ("ground_days", {"E08": 30}),
    ("closed_grounds", ["E09"]),
    ("lay_categories", ["identiteit"]),
    ("never_in_thread", ["gezondheid", "strafrecht", "politiegegeven", "derden", "gezin"]),
    ("consent_asker", {"mentor": "ap", "gi": "nee"}),
    ("guests", "never"),
    ("suggestions", 3),
    ("stub_days", 100),
    ("verwijsindex", True),
    ("wgs_roles", ["wijkteam", "leerplicht"]),
    ("convenant_roles", ["jongerenwerker", "halt"]),
]
LOOSER: list[tuple[str, Any]] = [
    ("consent_days", 184),
    ("consent_days", True),
    ("consent_days", "lang"),
    ("consent_days_max", 1000),
    ("reasoning_length", 19),
    ("objection_age", 13),
    ("ground_days", {"E08": 91}),
    ("ground_days", {"E01": 1}),
    ("ground_days", {"E99": 1}),
    ("ground_days", 3),
    ("extra_review", ["E99"]),
    ("closed_grounds", "E09"),
    ("lay_categories", ["identiteit", "school"]),
    ("never_in_thread", ["gezondheid"]),
    ("consent_asker", {"gi": "ja"}),
    ("consent_asker", {"wijkagent": "ap"}),
    ("consent_asker", {"buurman": "nee"}),
    ("consent_asker", "nee"),
    ("guests", "everybody"),
    ("verwijsindex", "on"),
    ("wgs_roles", ["mentor"]),
    ("wgs_roles", ["halt"]),
    ("wgs_roles", ["jongerenwerker"]),
    ("convenant_roles", ["sportclub"]),
    ("convenant_roles", ["riec"]),
    ("hear_youth", False),
    ("P8", False),
]


@pytest.mark.parametrize(("name", "value"), STRICTER)
def test_stricter_wishes_are_granted(name: str, value: Any, book: Rulebook) -> None:
    """Lower, higher, fewer or more, whichever is stricter for that choice."""
    policy = tighten(book, {name: value})
    assert getattr(policy, name) != getattr(book.policy, name)


@pytest.mark.parametrize(("name", "value"), LOOSER)
def test_looser_wishes_are_refused_by_name(name: str, value: Any, book: Rulebook) -> None:
    """Looser, ill-typed and unknown wishes stop the start of the deployment."""
    with pytest.raises(PolicyError, match=name):
        tighten(book, {name: value})


def test_every_refused_wish_is_named(book: Rulebook) -> None:
    """One error lists all."""
    with pytest.raises(PolicyError) as error:
        tighten(book, {"consent_days": 900, "guests": "all", "stub_days": 30})
    assert len(error.value.flaws) == 2


def test_tightening_goes_on_from_where_it_was(book: Rulebook) -> None:
    """A second wish may not undo the first."""
    first = tighten(book, {"consent_days": 90, "ground_days": {"E08": 30}, "consent_asker": {"mentor": "ap"}})
    with pytest.raises(PolicyError):
        tighten(book, {"consent_days": 100}, first)
    with pytest.raises(PolicyError):
        tighten(book, {"ground_days": {"E08": 31}}, first)
    again = tighten(book, {"ground_days": {"E02": 1}}, first)
    assert dict(again.ground_days) == {"E08": 30, "E02": 1}
    assert again.consent_asker["mentor"] is Asker.WITH_INDICATIONS
    assert again.consent_asker["jgz"] is Asker.YES


def test_no_wishes_change_nothing(book: Rulebook) -> None:
    """The rulebook's own choices are the default."""
    assert tighten(book, {}) == book.policy
