"""Why something may (not yet) be shared, as who shares or reviews reads it."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.why import Reasoned, Why
from handlers.acts import note
from handlers.kit import escape, modal, section, sections, small
from handlers.labels import Labels
from handlers.paging import Part, paged
from handlers.reasons import reason
from handlers.why.ids import SHOWN
from handlers.why.words import Line, consents, exceptions, rests_on, rows
from rules.explaining import Outcome

_MARKS = {Outcome.PASSED: ":white_small_square:", Outcome.CLOSED: ":lock:", Outcome.DECIDED: ":arrow_right:"}


def shown(labels: Labels, why: Why, page: int = 0) -> View:
    """Each answer once: whom it is about, where every record stopped, the rows up to the one that decided."""
    _ = labels.say
    parts: list[Part] = [
        [*([DividerBlock()] if at else []), *_answer(labels, answer)] for at, answer in enumerate(why.answers)
    ]
    nobody = section(_("Er zijn nog geen partners betrokken."))
    return modal(
        SHOWN,
        _("Waarom?"),
        paged(_, page, parts or [[nobody]], tail=_versions(labels, why)),
        close=_("Sluiten"),
        metadata=note(ref=why.ref),
    )


def _versions(labels: Labels, why: Why) -> list[Block]:
    """The rules that answered, once for all of them."""
    known = dict.fromkeys(one.explanation.version for one in why.answers)
    return [small(labels.say("Regelboek {version}.", version=one)) for one in known]


def _answer(labels: Labels, answer: Reasoned) -> list[Block]:
    _, found = labels.say, answer.explanation
    names = labels.partners(answer.partners)
    said = _("dit mag") if found.verdict.allowed else reason(_, found.verdict.reason)
    mark = ":white_check_mark:" if found.verdict.allowed else ":lock:"
    blocks: list[Block] = [section(f"{mark} *{names}* – {said}")]
    recorded = [
        *((_day(labels, answer, one), one) for one in consents(labels, found)),
        *((f"{_ref(answer, at)} {one.about}", one) for at, one in enumerate(exceptions(labels, found))),
    ]
    lines = [_record(labels, name, one) for name, one in recorded if name]
    if lines:
        blocks += sections([_("*Wat is vastgelegd*"), *lines])
    blocks += sections([_("*Stap voor stap*"), *(_step(labels, one) for one in rows(labels, found))])
    return blocks


def _step(labels: Labels, line: Line) -> str:
    said = f"{_MARKS[Outcome(line.outcome)]} {line.about} · {escape(line.said)}"
    return f"{said} _({escape(rests_on(labels, line))})_"


def _record(labels: Labels, name: str, line: Line) -> str:
    mark = ":white_check_mark:" if line.code is None else ":x:"
    return f"{mark} {name}: {escape(line.said)} _({escape(rests_on(labels, line))})_"


def _day(labels: Labels, answer: Reasoned, line: Line) -> str:
    """A consent record by its day; empty for the objection in one, which its own record tells already."""
    at = int(line.about)
    if at >= len(answer.consents):
        return ""
    day = labels.say.full_date(date.fromisoformat(answer.consents[at]))
    return labels.say("Vastgelegd op {day}", day=day)


def _ref(answer: Reasoned, at: int) -> str:
    return answer.exceptions[at] if at < len(answer.exceptions) else ""
