"""Who does what for which goal, side by side: as text, and as a picture where the extra is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.goals.looking import GoalCard
from casework.people import PartnerRef
from handlers.acts import File
from handlers.drawing import ALT, EDGE, EMPTY, FULL, HATCH, bare, can_draw, canvas, png
from handlers.goals import ids
from handlers.kit import button, buttons, escape, modal, section, sections, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.limits import shorten
from handlers.naming import named
from handlers.overleg import terms
from handlers.paging import paged

AT_ONCE = 6  # goals beside one another in a picture
PICTURES = 8  # in one message
_NAME, _CELL, _ROW, _HEAD = 3.4, 1.7, 0.42, 1.3  # inches
_WHO, _WHAT = 44, 24


@dataclass(frozen=True, slots=True)
class Matrix:
    """The standing goals of one partnership and who sits in it, by organisation."""

    partnership: str
    goals: tuple[GoalCard, ...]
    partners: tuple[PartnerRef, ...]

    def text(self, partner: PartnerRef, goal: GoalCard) -> str:
        """What this partner does for this goal; empty for nothing yet."""
        return next((text for one, text in goal.contributions if one.id == partner.id), "")

    @property
    def idle(self) -> tuple[PartnerRef, ...]:
        """Who contributes to none of them."""
        return tuple(one for one in self.partners if not any(self.text(one, goal) for goal in self.goals))


def matrices(cards: Sequence[GoalCard]) -> list[Matrix]:
    """One for each partnership, in the order of its goals."""
    found: dict[str, list[GoalCard]] = {}
    for card in cards:
        found.setdefault(card.partnership, []).append(card)
    return [Matrix(name, tuple(goals), _seated(goals)) for name, goals in found.items()]


def _seated(goals: Sequence[GoalCard]) -> tuple[PartnerRef, ...]:
    known = {
        one.id: one for card in goals for one in (*card.without, *(who for who, _ in card.contributions))
    }
    return tuple(sorted(known.values(), key=lambda one: (one.organisation, one.name)))


def matrix(labels: Labels, cards: Sequence[GoalCard], page: int = 0) -> View:
    """The text: for each goal who does what, where nobody does anything, and where several do."""
    _ = labels.say
    parts = [part for one in matrices(cards) for part in _parts(labels, one)]
    none = section(_("Er zijn geen doelen van een samenwerking waar u bij hoort."))
    pressed = buttons(button(ids.PICTURE, _("Geef als plaatje"), "matrix"))
    return modal(
        ids.MATRIX,
        _("Wie doet wat"),
        paged(_, page, parts or [[none]], head=[pressed] if parts and can_draw() else []),
        close=_("Sluiten"),
    )


def _parts(labels: Labels, found: Matrix) -> Iterator[list[Block]]:
    _ = labels.say
    yield [section(f"*{escape(found.partnership)}*")]
    for card in found.goals:
        lines = [f":dart: *{card.ref}* {escape(card.goal)}"]
        lines += [f"• {labels.partner(one)}: {escape(text)}" for one, text in card.contributions]
        lines += _remarks(_, card)
        yield [*sections(lines)]
    if found.idle:
        who = terms.partners(_, found.idle)
        yield [small(_("Draagt nog aan geen enkel doel bij: {who}", who=who))]


def _remarks(_: Language, card: GoalCard) -> Iterator[str]:
    """Gaps and overlap."""
    if not card.contributions:
        yield _(":warning: _Gat: hier draagt nog niemand aan bij._")
    elif card.without:
        yield _("_Nog geen bijdrage van:_ {who}", who=terms.partners(_, card.without))
    if card.overlap:
        yield _("_Overlap:_ {text}", text=escape(card.overlap))
    elif len(card.contributions) > 1:
        yield _("_{n} partners dragen bij: doen zij hetzelfde, of vult het aan?_", n=len(card.contributions))


def pictures(labels: Labels, cards: Sequence[GoalCard]) -> list[File]:
    """A table for each partnership, with so many goals beside one another; its name tells nothing."""
    made = []
    for one in matrices(cards):
        for at in range(0, len(one.goals), AT_ONCE):
            some = Matrix(one.partnership, one.goals[at : at + AT_ONCE], one.partners)
            refs = "-".join(
                (some.goals[0].ref, some.goals[-1].ref) if len(some.goals) > 1 else [some.goals[0].ref]
            )
            heading = labels.say("Wie doet wat: {name}", name=one.partnership)
            made.append(File(f"{refs}.png", heading, _drawn(labels, heading, some), _alt(labels, some)))
    return made[:PICTURES]


def text_file(labels: Labels, cards: Sequence[GoalCard]) -> str:
    """The same as lines of text, for whoever cannot see the picture."""
    return "\n\n".join(line for one in matrices(cards) for line in _said(labels, one)) + "\n"


def _alt(labels: Labels, found: Matrix) -> str:
    return shorten(" ".join(_said(labels, found)), ALT)


def _said(labels: Labels, found: Matrix) -> Iterator[str]:
    _ = labels.say
    yield _("Wie doet wat: {name}", name=found.partnership) + "."
    for card in found.goals:
        does = [f"{_who(labels, one)}: {text}" for one, text in card.contributions]
        without = [_who(labels, one) for one in card.without]
        said = [f"{card.ref} {card.goal}: {'; '.join(does)}." if does else _("{ref}: niemand.", ref=card.ref)]
        if without:
            said.append(_("Nog niet: {who}.", who=named(_, without)))
        yield " ".join(said)


def _who(labels: Labels, partner: PartnerRef) -> str:
    """A picture may be shown to others: role and organisation, and no name."""
    return f"{labels.role(partner.role)} ({partner.organisation})"


def _sum(_: Language, goal: GoalCard) -> str:
    """Below a column: how many contribute, a gap, or the overlap that was found."""
    if not goal.contributions:
        return _("gat: niemand")
    told = _.plural("{n} draagt bij", "{n} dragen bij", len(goal.contributions))
    return _("{told}, overlap", told=told) if goal.overlap else told


def _drawn(labels: Labels, heading: str, found: Matrix) -> bytes:
    goals, partners = found.goals, found.partners
    made = canvas(_NAME + _CELL * len(goals), _HEAD + _ROW * (len(partners) + 1), heading)
    axes = made.subplots()
    for column, goal in enumerate(goals):
        for line, partner in enumerate(partners):
            text = found.text(partner, goal)
            axes.barh(
                line,
                0.94,
                left=column,
                height=0.86,
                color=FULL if text else EMPTY,
                edgecolor=EDGE,
                hatch=None if text else HATCH,
            )
            axes.text(
                column + 0.03,
                line,
                shorten(text, _WHAT),
                va="center",
                fontsize=8,
                color="white",
                clip_on=True,
            )
        axes.text(column + 0.03, len(partners), _sum(labels.say, goal), va="center", fontsize=8)
    axes.set_yticks(range(len(partners)), [shorten(_who(labels, one), _WHO) for one in partners], fontsize=8)
    axes.set_xticks(
        [at + 0.47 for at in range(len(goals))],
        [f"{one.ref}\n{shorten(one.goal, _WHAT)}" for one in goals],
        fontsize=8,
    )
    axes.xaxis.tick_top()
    axes.set_xlim(0, len(goals))
    axes.set_ylim(len(partners) + 0.6, -0.6)
    bare(axes)
    return png(made)
