"""Who does what for which goal: as text with gaps and overlap, and as a picture that says the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from casework.goals.looking import GoalCard
from casework.people import PartnerRef
from handlers.drawing import ALT
from handlers.goals.matrix import matrices, matrix, pictures, text_file
from handlers.labels import Labels
from handlers.language import load_language
from rules.book import load_rulebook

LABELS = Labels(load_rulebook(), load_language("nl", ZoneInfo("Europe/Amsterdam")))
AGENT = PartnerRef(1, "Bram Bedacht", "Politie", "jeugdagent", "U01")
WORKER = PartnerRef(2, "Tarik Verzonnen", "Straatwerk", "jongerenwerker", "U02")
MENTOR = PartnerRef(3, "Wende Verzonnen", "ROC", "mentor", None)
EVERYBODY = (AGENT, WORKER, MENTOR)


def goal(number: int, does: dict[int, str], overlap: str | None = None) -> GoalCard:
    """A standing goal of one partnership, to which some contribute."""
    return GoalCard(
        ref=f"DOEL-{number}",
        partnership="Jeugdnetwerk Zonnebeek",
        channel="C0ZONNEBEEK",
        coordinator="U0REGIE",
        why="Verzuim is het eerste signaal",
        goal="Minder verzuim",
        indicator="Tien procent minder",
        evaluate_on=date(2027, 3, 1),
        lead="U0REGIE",
        lead_left=False,
        accounts=frozenset(),
        contributions=tuple((one, does[one.id]) for one in EVERYBODY if one.id in does),
        departed=(),
        without=tuple(one for one in EVERYBODY if one.id not in does),
        overlap=overlap,
        opportunities=None,
        ended=False,
        reopenable=False,
        reached=None,
        last=None,
    )


SOME = goal(1, {1: "Loopt een ronde", 2: "Loopt een ronde"})
NONE = goal(2, {})


def test_gaps_and_overlap_are_told() -> None:
    """A goal to which nobody contributes, several who do, who does nothing anywhere, and what was found."""
    told = str(matrix(LABELS, [SOME, NONE]).to_dict())
    assert "Gat: hier draagt nog niemand aan bij" in told
    assert "2 partners dragen bij" in told
    assert "Draagt nog aan geen enkel doel bij: Wende Verzonnen" in told
    found = str(matrix(LABELS, [replace(SOME, overlap="Twee rondes op een avond")]).to_dict())
    assert "Twee rondes op een avond" in found
    assert "2 partners dragen bij" not in found


def test_a_matrix_is_of_one_partnership() -> None:
    """Goals of two partnerships are not laid side by side."""
    other = replace(NONE, partnership="MDO De Wende")
    assert [one.partnership for one in matrices([SOME, other])] == ["Jeugdnetwerk Zonnebeek", "MDO De Wende"]


def test_the_picture_names_functions_and_says_the_same_in_words() -> None:
    """No names of people, a file name of references only, and the whole text beside it."""
    (picture,) = pictures(LABELS, [SOME, NONE])
    assert isinstance(picture.content, bytes)
    assert picture.content.startswith(b"\x89PNG")
    assert picture.name == "DOEL-1-DOEL-2.png"
    words = text_file(LABELS, [SOME, NONE])
    for told in (picture.alt, words):
        assert "Jeugdagent (Politie): Loopt een ronde" in told
        assert "DOEL-2: niemand" in told
        assert not any(one.name in told for one in EVERYBODY)
    assert len(picture.alt) <= ALT


def test_many_goals_come_in_several_pictures() -> None:
    """Beside one another as many as one can read."""
    assert len(pictures(LABELS, [goal(number, {1: "Helpt"}) for number in range(1, 9)])) == 2
