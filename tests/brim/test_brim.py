"""Every view and every message, filled to its brim and walked through, is one that Slack takes."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

import handlers
from handlers import inputs, kit, limits, paging
from handlers.kit import small
from sandbox.rules import check_view, view_too_large
from sandbox.rules.messages import check_message
from tests.brim.filling import LETTERS, Brim, hints_of

TURNS = range(len(LETTERS) + 1)
WALKED = (1, 25, 100, 101, 500)
VIEWS = frozenset(
    {
        "acute.form.acute_form",
        "acute.form.complete_form",
        "acute.views.shared",
        "consent.correction.record_list",
        "consent.form.consent_form",
        "consent.objection.refused_form",
        "consent.objection.withdrawn_form",
        "consent.seeking.sought",
        "consent.seeking.unreached_form",
        "consent.views.closed",
        "consent.views.recorded",
        "disclosure.views.details",
        "disclosure.views.may_tell",
        "disclosure.views.share_form",
        "exception.form.choose_ground",
        "exception.form.record_form",
        "exception.judging.dossier",
        "exception.judging.reject_form",
        "exception.views.recorded",
        "exception.views.revoked",
        "goals.forms.change",
        "goals.forms.contribute",
        "goals.forms.evaluate",
        "goals.forms.new_goal",
        "goals.matrix.matrix",
        "goals.views.all_of_them",
        "goals.views.sheet",
        "grants.views.give",
        "grants.views.kept",
        "grants.views.take",
        "grounds.views.close_form",
        "grounds.views.kept",
        "grounds.views.open_form",
        "grounds.views.shown",
        "guard.views.how",
        "home.views.home",
        "home.views.whole",
        "letters.views.given",
        "letters.views.offered",
        "lookback.views.filter_form",
        "lookback.views.given",
        "lookback.views.letters_offered",
        "lookback.views.log",
        "lookback.views.shown",
        "overleg.forms.chair",
        "overleg.forms.deputy",
        "overleg.forms.item",
        "overleg.forms.move",
        "overleg.outcome_form.outcome",
        "overleg.planning_form.new_overleg",
        "overleg.series_form.change",
        "overleg.views.agenda",
        "overleg.views.calendar_given",
        "overleg.views.all_of_them",
        "overleg.views.decisions",
        "overleg.views.recorded",
        "overleg.views.sheet",
        "partners.forms.change",
        "partners.forms.choose",
        "partners.forms.new_partner",
        "partners.forms.situation",
        "partners.views.advice",
        "partners.views.all_of_them",
        "partners.views.kept",
        "partnerships.forms.change",
        "partnerships.forms.end",
        "partnerships.forms.members",
        "partnerships.forms.new",
        "partnerships.views.all_of_them",
        "partnerships.views.changed",
        "partnerships.views.ended",
        "partnerships.views.joined",
        "partnerships.views.kept",
        "partnerships.views.reopened",
        "possible_names.ask",
        "refusals.at_the_door",
        "refusals.problem",
        "refusals.refusal",
        "refusals.told",
        "refusals.way_taken",
        "regie.offers.passed_on",
        "regie.views.lead_form",
        "regie.views.link_asked",
        "regie.views.passed_on",
        "report.views.form",
        "report.views.given",
        "report.views.shown",
        "rights.views.ask_form",
        "rights.views.end_form",
        "rights.views.given",
        "rights.views.kept",
        "rights.views.letters_offered",
        "rights.views.shown",
        "share_check.advice.advice",
        "share_check.views.questions",
        "share_check.views.without_role",
        "signal.closing.close_form",
        "signal.form.add_detail",
        "signal.form.add_subject",
        "signal.form.erase_signal",
        "signal.form.new_signal",
        "signal.form.put_right",
        "signal.own_form.correct_detail",
        "signal.own_form.own_details",
        "signal.readers.let_go",
        "signal.readers.meldcode",
        "signal.sheet.sheet",
        "signal.posting.choose_partners",
        "signal.posting.kept",
        "subject.views.capacity_form",
        "subject.views.same_help_form",
        "why.views.shown",
    }
)
# What everything is built with, and what looks up for itself whatever it hands on.
TOOLS = {
    inputs.__name__,
    kit.__name__,
    limits.__name__,
    paging.__name__,
    "handlers.drawing",
    "handlers.goals.home",
    "handlers.overleg.home",
}


def builders() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function of the conversations that others call, by its name."""
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        loaded = importlib.import_module(module.name)
        for name, build in inspect.getmembers(loaded, inspect.isfunction):
            if build.__module__ == module.name and not name.startswith("_") and module.name not in TOOLS:
                yield f"{module.name.removeprefix('handlers.')}.{name}", build


FOUND = {name: build for name, build in builders() if hints_of(build).get("return") is View}
DRAWN = {name: build for name, build in builders() if "Block" in str(hints_of(build).get("return"))}


def drawn(build: Callable[..., Any], brim: Brim) -> list[dict[str, Any]]:
    """The view as it goes to Slack; of a list in pages the first and the last."""
    pages = (0, 10_000) if "page" in inspect.signature(build).parameters else (None,)
    return [brim.call(build, **({} if page is None else {"page": page})).to_dict() for page in pages]


def test_every_view_stands_in_the_list() -> None:
    """A new one without a line here fails; it is filled like the others from then on."""
    assert set(FOUND) == VIEWS


@pytest.mark.parametrize("name", sorted(FOUND))
def test_every_view_is_taken_filled_to_its_brim(name: str) -> None:
    """The longest names and texts, in letters that grow when they are escaped; forty of everything."""
    for turn in TURNS[1:]:
        for view in drawn(FOUND[name], Brim(40, turn)):
            assert check_view(view) == []
            assert not view_too_large(view)


@pytest.mark.parametrize("name", sorted(FOUND))
def test_every_view_is_taken_with_any_number_of_everything(name: str) -> None:
    """Partners, tagged, signals, items, goals, overleggen, consents, exceptions, disclosures."""
    for many in WALKED:
        for view in drawn(FOUND[name], Brim(many)):
            assert check_view(view) == []
            assert not view_too_large(view)


def flat(found: Any) -> list[Block]:
    """The blocks of a message, or of the things in a list."""
    if isinstance(found, Block):
        return [found]
    return [block for one in found for block in flat(one)]


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_every_message_is_taken_filled_to_its_brim(name: str) -> None:
    """With any number of everything, on the way out through the one step that every message takes."""
    for many, turn in ((1, 0), (25, 1), (40, 2), (101, 3), (500, 1)):
        blocks = [one for one in flat(Brim(many, turn).call(DRAWN[name])) if one.type != "input"]
        message = [one.to_dict() for one in limits.of_message(blocks, small(limits.CUT))] if blocks else []
        verdict = check_message({"text": "x", "blocks": message}, method="chat.postMessage")
        assert verdict.error is None, verdict.problems
