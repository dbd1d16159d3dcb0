"""Whoever left their name off the card stays unnamed in the last message too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from casework.people import PartnerRef
from casework.signals.looking import Reaction, SignalCard
from handlers.labels import Labels
from handlers.language import load_language
from handlers.signal.closing import word_back
from rules.book import load_rulebook

EDITH, TARIK, FARIDA = "U0ZORGCO", "U0JONGER", "U0REGIE"
LABELS = Labels(load_rulebook(), load_language("nl", ZoneInfo("Europe/Amsterdam")))
NAMED = PartnerRef(1, "Edith Zomerdijk", "Lyceum De Wende", "zorgcoordinator", EDITH)
HELPER = PartnerRef(2, "Tarik Vogelaar", "Welzijn Zonnebeek", "jongerenwerker", TARIK)
FACTS = SignalCard(
    number=1,
    ref="S-1",
    state="closed",
    level="N1",
    place="school",
    area=None,
    modifiers=(),
    summary="Komt vaak te laat",
    author=None,
    partnership="PGA Zonnebeek",
    reactions=(Reaction(HELPER, "", "pickup"),),
    created_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    outcome="Er is met school gesproken",
    has_items=False,
    shared=False,
    lead_unnamed=True,
)


def said(facts: SignalCard, closer: str, reader: str) -> str:
    """All that this reader sees."""
    return str(word_back(LABELS, facts, closer, reader))


def test_an_unnamed_reporter_who_closes_is_not_named() -> None:
    """Neither by account nor as who had it in hand."""
    told = said(FACTS, EDITH, TARIK)
    assert EDITH not in told
    assert "Wie dit afsloot, laat weten" in told
    assert "U pakte dit op." in told


def test_who_has_the_lead_is_named_and_the_reporter_hears_why() -> None:
    """The name of somebody else is no secret, and the reporter reads that they reported it."""
    led = replace(FACTS, lead=FARIDA, lead_unnamed=False)
    assert f"<@{FARIDA}>" in said(led, FARIDA, TARIK)
    assert "U hebt dit gemeld." in said(led, FARIDA, EDITH)
    assert "U had de regie." in said(led, EDITH, FARIDA)


def test_a_reporter_whose_name_is_on_the_card_is_named() -> None:
    """As before."""
    assert f"<@{EDITH}>" in said(replace(FACTS, author=NAMED, lead_unnamed=False), EDITH, TARIK)
