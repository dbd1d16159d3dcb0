"""Every answer of the guided check is one sentence with its rule, and fits in what Slack takes."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.labels import Labels
from handlers.language import load_language
from handlers.share_check import advice, views
from handlers.share_check.sentences import sentence
from rules.advising import advise
from rules.book import load_rulebook
from rules.model import Sender, Urgency
from rules.supposing import Answers, Said, Supposed

BOOK = load_rulebook()
LABELS = Labels(BOOK, load_language("nl", ZoneInfo("Europe/Amsterdam")))
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
RECIPIENTS = (("jongerenwerker", "jeugdagent"), ("ggz",), ("riec", "sportclub"), ("veilig_thuis",))
CATEGORIES = (
    ("identiteit", "signaal"),
    ("gezondheid", "derden"),
    ("politiegegeven", "signaal"),
    tuple(BOOK.categories),
)
ROLES = ("ib_zorgcoordinator", "jeugdhulp", "wijkteam", "jeugdagent", "sportclub", "procesregisseur_pga")


def texts(view: dict[str, Any]) -> list[str]:
    """What stands in the sections and the small print."""
    blocks = view["blocks"]
    return [
        one["text"]["text"] if one["type"] == "section" else one["elements"][0]["text"]
        for one in blocks
        if one["type"] in ("section", "context")
    ]


@pytest.mark.parametrize("role", ROLES)
def test_every_combination_gives_one_sentence_with_a_rule(role: str) -> None:
    """One sentence, no yes without its condition, a rule that is not empty, within Slack's limits."""
    product = itertools.product(
        RECIPIENTS,
        CATEGORIES,
        tuple(row.id for row in BOOK.matrix.age),
        tuple(Said),
        tuple(Urgency),
        ("hulp_organiseren", None),
    )
    for to, what, age, said, danger, purpose in product:
        sender = Sender(role, BOOK.roles[role].regime)
        answers = Answers(purpose, to, frozenset(what), age, said, danger)
        found = advise(Supposed(answers, sender, NOW, BOOK), BOOK.policy)
        answer = sentence(LABELS, found)
        assert answer.endswith(".")
        assert ". " not in answer
        assert answer.startswith("Ja") == found.verdict.allowed
        assert not answer.startswith("Ja") or ("mits" in answer and found.provisos)
        view = advice.advice(LABELS, found, (), frozenset()).to_dict()
        shown = texts(view)
        assert all(0 < len(one) <= 3000 for one in shown)
        assert ("Bel 112" in shown[0]) == (danger is Urgency.ACUTE)
        assert any(one.startswith("Regel: ") and len(one) > len("Regel: ") for one in shown)
        assert len(view["private_metadata"]) <= 3000


def test_the_form_offers_what_the_tables_hold() -> None:
    """Ages, purposes and categories come from the tables, each option within Slack's length."""
    form = views.questions(LABELS, tuple(BOOK.roles)).to_dict()
    offered = {one["block_id"]: one["element"]["options"] for one in form["blocks"] if one["type"] == "input"}
    values = {name: [one["value"] for one in some] for name, some in offered.items()}
    assert values["age"] == [row.id for row in BOOK.matrix.age]
    assert values["categories"] == list(BOOK.categories)
    assert values["purpose"] == [*BOOK.purposes, "geen"]
    assert values["consent"] == list(Said)
    assert values["danger"] == list(Urgency)
    labels = [one["text"]["text"] for one in offered["age"]]
    assert labels == [
        "Jonger dan 12 jaar",
        "12 tot en met 15 jaar",
        "16 tot en met 17 jaar",
        "18 jaar of ouder",
    ]


def test_no_label_of_consent_is_cut() -> None:
    """A choice that ends in an ellipsis leaves people guessing."""
    form = views.questions(LABELS, ()).to_dict()
    consent = next(one for one in form["blocks"] if one.get("block_id") == "consent")
    assert not [one for one in consent["element"]["options"] if one["text"]["text"].endswith("…")]
