"""The chapter about what a young person or parent can ask about what is kept, and why it may not be done."""

from __future__ import annotations

from bot.reviewing.law import Reviewed
from bot.reviewing.page import cell, lines, table
from bot.reviewing.words import regime_names
from rules.rights import ACCESS, Because, Right


def rights(this: Reviewed) -> str:
    """Each right with its term and what it does at once, then each reason as the letter says it."""
    _, known = this.say, this.book.rights
    rows = (
        *((f"right-{one.id}", _right(this, one)) for one in known.rights.values()),
        *((f"because-{one.id}", _because(this, one)) for one in known.because.values()),
    )
    heads = (_("Recht of reden"), _("Wat er geldt"), _("Bij welk recht"), _("Artikel"), _("Bron"))
    return table(_, heads, rows)


def _right(this: Reviewed, right: Right) -> tuple[str, ...]:
    _ = this.say
    withheld = ", ".join(regime_names(_)[one] for one in this.book.rights.withheld)
    said = (
        _("antwoord binnen {days} dagen, en nooit later dan een maand", days=right.days),
        _("alleen samen met de coördinator") if right.second else "",
        _("zolang het loopt, is het signaal dicht: alles blijft bewaard") if right.hides else "",
        _("niet vanzelf in het afschrift: {regimes}", regimes=withheld) if right.id == ACCESS else "",
    )
    return (
        cell(f"{_(right.name)} ({right.id})"),
        lines(said),
        cell(""),
        cell(right.article),
        this.sources(right.source),
    )


def _because(this: Reviewed, because: Because) -> tuple[str, ...]:
    _, known = this.say, this.book.rights.rights
    kind = _("waarom een signaal dichtgaat") if because.closes else _("waarom het niet wordt gedaan")
    return (
        cell(f"„{_(because.text)}”"),
        cell(kind),
        cell(", ".join(_(known[one].name) for one in because.rights)),
        cell(because.article),
        this.sources(because.source),
    )
