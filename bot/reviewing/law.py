"""The chapters about the law: the procedure, who decides, grounds and conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.reviewing.page import cell, lines, table
from handlers.labels import Labels
from handlers.language import Language
from handlers.reasons import next_step, reason
from rules.book import Rulebook
from rules.policy import Policy
from rules.vocabulary import Ground, Mode, ProcedureRow, ReviewKind, RoleGroup

OLDEST = 100  # a row up to an age nobody counts with is one without end


@dataclass(frozen=True, slots=True)
class DecidedCase:
    """A case of the file with the row that decided it and what came out."""

    id: str
    title: str
    row: str
    decision: str
    code: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the chapters are made of; `labels` speak Dutch, as a region may have worded it."""

    labels: Labels
    policy: Policy
    cases: tuple[DecidedCase, ...]

    @property
    def book(self) -> Rulebook:
        """The tables."""
        return self.labels.book

    @property
    def say(self) -> Language:
        """The language of the document."""
        return self.labels.say

    def points(self, *ids: str) -> list[str]:
        """The uncertain points of section 14 that concern any of these."""
        _ = self.say
        return [
            _("Onzeker ({number}): {text}", number=one.id, text=_(one.text))
            for one in self.book.uncertain.values()
            if not set(ids).isdisjoint(one.concerns)
        ]

    def sources(self, ids: Sequence[str]) -> str:
        """Sources by number with what was read; a choice by its number, own knowledge as such."""
        return lines(
            f"{one} {self.book.sources[one]}" if one in self.book.sources else self.named(one) for one in ids
        )

    def named(self, source: str) -> str:
        """A source in a word: its number, a choice by its own, a chapter, or own knowledge."""
        if source == "own":
            return self.say("eigen kennis, na te gaan")
        chapter = source.removeprefix("rulebook ")
        return self.say("hoofdstuk {section}", section=chapter) if chapter != source else source


def procedure(this: Reviewed) -> str:
    """Each row of section 5 with its outcomes, what people read of them, and the cases it decided."""
    _ = this.say
    heads = (
        _("Rij"),
        _("Wat de rij nagaat"),
        _("Uitkomsten en wat mensen lezen"),
        _("Besliste zaken"),
        _("Hoofdstuk"),
        _("Bron"),
    )
    rows = (
        (
            f"row-{row.id}",
            (
                cell(row.id),
                cell(_(row.asks), this.points(row.id)),
                lines(outcome for code in row.codes for outcome in _outcome(this, code)),
                lines(_case(this, one) for one in _by_code(this.cases, row)),
                cell(row.section),
                this.sources(row.source),
            ),
        )
        for row in this.book.procedure.values()
    )
    return table(_, heads, rows)


def _by_code(cases: Sequence[DecidedCase], row: ProcedureRow) -> list[DecidedCase]:
    """The cases that this row decided, in the order of its outcomes."""
    places = {code: place for place, code in enumerate(row.codes)}
    return sorted((one for one in cases if one.row == row.id), key=lambda one: places.get(one.code, 0))


def _case(this: Reviewed, case: DecidedCase) -> str:
    return f"{case.id} {case.title} → {decisions(this.say)[case.decision]} ({case.code})"


def decisions(_: Language) -> Mapping[str, str]:
    """The three answers in words."""
    return {"ALLOW": _("mag"), "DENY": _("mag niet"), "NEEDS_EXCEPTION": _("alleen met een uitzondering")}


def _outcome(this: Reviewed, code_id: str) -> Iterator[str]:
    code, _ = this.book.codes[code_id], this.say
    yield f"{code.id} ({decisions(_)[code.decision]}): {_(code.text)}"
    if not code_id.startswith("OK_"):
        yield "„" + reason(_, code_id) + "”" + (f" {step}" if (step := next_step(_, code.hint)) else "")
    behind = {
        "consenters": _("artikel van de leeftijd (hoofdstuk 3)"),
        "categories": _("artikel van de soort gegevens (hoofdstuk 7)"),
    }
    article = code.article or behind.get(code.rests_on, "")
    rests = [one for one in (article, _("hoofdstuk {section}", section=code.section)) if one]
    yield "— " + "; ".join(
        dict.fromkeys([*rests, *(this.named(one) for one in code.source if not one.startswith("rulebook "))])
    )


def deciders(this: Reviewed) -> str:
    """Section 3: who must consent, by age and capacity, in both columns."""
    _ = this.say
    heads = (_("Leeftijd"), _("Ter zake bekwaam"), _("AVG"), _("Jeugdhulp en zorg"), _("Artikel"), _("Bron"))
    seen = dict.fromkeys(this.book.consenters.values())
    rows = (
        (
            f"age-{row.first_age}-{row.capable}",
            (
                cell(f"{row.first_age}–{row.last_age}" if row.last_age < OLDEST else f"{row.first_age}+"),
                cell(_("ja") if row.capable else _("nee")),
                lines((modes(_)[row.avg], _("jongere gehoord, geen bezwaar (P1)") if row.hear_youth else "")),
                cell(modes(_)[row.care]),
                lines(
                    (
                        _("AVG: {article}", article=row.article),
                        _("Jeugdhulp en zorg: {article}", article=row.care_article),
                    )
                ),
                this.sources(row.source),
            ),
        )
        for row in seen
    )
    return table(_, heads, rows)


def modes(_: Language) -> Mapping[Mode, str]:
    """Whose consent is asked, in words."""
    return {
        Mode.ONE_HOLDER: _("één gezagsdrager, als de ander geen bezwaar heeft"),
        Mode.ALL_HOLDERS: _("alle gezagsdragers"),
        Mode.YOUTH: _("de jongere zelf"),
        Mode.YOUTH_AND_ALL_HOLDERS: _("de jongere en alle gezagsdragers"),
        Mode.REPRESENTATIVE: _("de wettelijk vertegenwoordiger"),
        Mode.NOBODY: _("niemand kan toestemmen"),
        Mode.UNKNOWN: _("onbekend"),
    }


def grounds(this: Reviewed) -> str:
    """Each ground: who, to whom, what, under which conditions, how long, second person, article, source."""
    _ = this.say
    heads = (
        _("Grond"),
        _("Artikel"),
        _("Wie roept in, aan wie"),
        _("Gegevens"),
        _("Voorwaarden"),
        _("Tweede persoon en termijn"),
        _("Wat mensen lezen"),
        _("Bron"),
    )
    rows = ((one.id, tuple(_ground(this, one))) for one in this.book.grounds.values())
    return table(_, heads, rows)


def _ground(this: Reviewed, ground: Ground) -> Iterator[str]:
    _, book = this.say, this.book
    yield cell(f"{ground.id} {_(ground.name)}", this.points(ground.id))
    yield cell(ground.article)
    yield lines(
        (
            _("Door: {roles}", roles=_group(this, ground.invokers)),
            _("Aan: {roles}", roles=_group(this, ground.recipients)),
        )
    )
    yield lines(
        f"{one.code} {_(one.name)}" for one in book.categories.values() if one.id in ground.categories
    )
    yield lines(f"• {_(book.conditions[one].text)}" for one in ground.conditions)
    yield lines((*_review(_, ground), *_limits(this, ground)))
    yield cell(_(ground.remark))
    yield this.sources(ground.source)


def _group(this: Reviewed, group: RoleGroup) -> str:
    """Roles by name; a group that is nearly everybody in a word, with who is left out."""
    _ = this.say
    wide = {"any": _("iedere rol van hoofdstuk 7"), "professional": _("iedere beroepskracht")}
    if group.group in wide:
        without = ", ".join(this.labels.role(one) for one in this.book.roles if one in group.without)
        said = wide[group.group]
        return _("{said}, behalve {roles}", said=said, roles=without) if without else said
    roles = [one for one in this.book.roles if this.policy.has(group, one)]
    return ", ".join(this.labels.role(one) for one in roles)


def _review(_: Language, ground: Ground) -> Iterator[str]:
    said = {
        ReviewKind.BEFORE: _("Tweede persoon vooraf."),
        ReviewKind.AFTER: _("Tweede persoon binnen 24 uur erna."),
        ReviewKind.NONE: _("Geen tweede persoon."),
    }
    yield said[ground.review]
    if ground.acute_review is not ground.review:
        yield _("Bij acuut gevaar: {said}", said=said[ground.acute_review])


def _limits(this: Reviewed, ground: Ground) -> Iterator[str]:
    _ = this.say
    if ground.outside:
        yield _("Loopt buiten Schakel.")
    if ground.by_the_clock is not None:
        yield _("Geldt {hours} uur.", hours=int(ground.by_the_clock.total_seconds() // 3600))
    if ground.max_days is not None:
        yield _("Geldt hooguit {days} dagen.", days=this.policy.ground_days.get(ground.id, ground.max_days))
    if ground.ages is not None:
        yield _("Leeftijd {first} tot en met {last}.", first=ground.ages[0], last=ground.ages[1])
    if ground.at_once is not None:
        asked = _(ground.at_once.question)
        yield _("Op één scherm, één tekst voor elke motivering: „{question}”", question=asked)
        yield _("Daarna apart gevraagd: {conditions}.", conditions=", ".join(ground.at_once.afterwards))
    if ground.capable:
        yield _("Alleen als de jongere ter zake kan beslissen.")
    if not ground.secret:
        yield _("Nooit voor gegevens onder beroepsgeheim.")
    if ground.hidden:
        yield _("Pas aangeboden als de privacyfunctionaris de grond vrijgaf.")
    if ground.flag:
        yield _("Werkt alleen met de instelling '{flag}'.", flag=ground.flag)


def conditions(this: Reviewed) -> str:
    """Each condition as people read it, what meets it, and the grounds that ask for it."""
    _, book = this.say, this.book
    heads = (
        _("Voorwaarde"),
        _("Wat mensen lezen"),
        _("Waarmee voldaan"),
        _("Gronden"),
        _("Artikel"),
        _("Bron"),
    )
    met = {
        "purpose": _("het gekozen doel"),
        "categories": _("de gekozen gegevens"),
        "saving": _("het vastleggen zelf"),
        "reasoning": _("een geschreven motivering van ten minste {n} tekens", n=this.policy.reasoning_length),
    }
    rows = (
        (
            one.id,
            (
                cell(one.id),
                cell(_(one.text)),
                cell(met[one.met_by]),
                cell(", ".join(ground.id for ground in book.grounds.values() if one.id in ground.conditions)),
                lines(
                    (
                        one.article,
                        *(
                            _("bij {ground}: {article}", ground=ground, article=article)
                            for ground, article in one.articles.items()
                        ),
                    )
                ),
                this.sources(one.source),
            ),
        )
        for one in book.conditions.values()
    )
    return table(_, heads, rows)
