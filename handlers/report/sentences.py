"""Three sentences on what stands out compared with the period before; of nothing that may not be told."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from casework.report.making import Report
from casework.report.tallying import LEVEL, PLACE, Subject
from handlers.labels import Labels
from handlers.language import Language
from handlers.report.words import work_lines
from rules.small_numbers import Figure

THREE = 3
Compared = tuple[str, int, int]


def three_sentences(labels: Labels, report: Report, before: Report) -> tuple[str, ...]:
    """The three largest changes, the largest first: for its size, so that one more of two is no news."""
    found = sorted(_compared(labels, report, before), key=_weight, reverse=True)
    return tuple(_said(labels.say, one) for one in found[:THREE])


def _weight(compared: Compared) -> float:
    _what, now, then = compared
    return abs(now - then) / sqrt(now + then) if now or then else -1.0


def _said(_: Language, compared: Compared) -> str:
    what, now, then = compared
    if now == then:
        return _("Het aantal {what} bleef gelijk: {now}.", what=what, now=now)
    if now > then:
        return _("Het aantal {what} steeg van {then} naar {now}.", what=what, then=then, now=now)
    return _("Het aantal {what} daalde van {then} naar {now}.", what=what, then=then, now=now)


def _compared(labels: Labels, report: Report, before: Report) -> Iterator[Compared]:
    _ = labels.say
    for subject, told in report.told.items():
        past = before.told[subject]
        if not (told.left_out or past.left_out):
            yield from _both_told(_subject(_, subject), told.total, past.total)
    signals, past = report.told[Subject.SIGNALS], before.told[Subject.SIGNALS]
    for level, figure in signals.by[LEVEL].items():
        what = _("signalen van niveau {level}", level=labels.level(level))
        yield from _both_told(what, figure, past.by[LEVEL][level])
    for place, figure in signals.by[PLACE].items():
        what = _("signalen van de soort plek „{place}”", place=labels.place(place))
        yield from _both_told(what, figure, past.by[PLACE][place])
    did = work_lines(_, report.work), work_lines(_, before.work)
    for what, (_name, now), (_same, then) in zip(_work(_), *did, strict=True):
        yield what, now, then


def _work(_: Language) -> tuple[str, ...]:
    """The lines of `work_lines`, inside a sentence."""
    return (
        _("gehouden overleggen"),
        _("uitgevallen overleggen"),
        _("vastgelegde doelen"),
        _("keren dat op een doel is teruggekeken"),
        _("bereikte doelen"),
        _("gestopte doelen"),
    )


def _both_told(what: str, now: Figure, then: Figure) -> Iterator[Compared]:
    if now.exact and then.exact:
        yield what, now.least, then.least


def _subject(_: Language, subject: Subject) -> str:
    return {
        Subject.SIGNALS: _("signalen"),
        Subject.ASKED: _("gevraagde partners"),
        Subject.ANSWERS: _("antwoorden van partners"),
        Subject.REACTION: _("signalen met een eerste reactie"),
        Subject.OVERLEG: _("signalen met een eerste overleg"),
        Subject.CONSENTS: _("keren dat toestemming of weigering is vastgelegd"),
        Subject.REFUSALS: _("weigeringen door Schakel"),
        Subject.EXCEPTIONS: _("uitzonderingen"),
    }[subject]
