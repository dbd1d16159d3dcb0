"""What would open a supposed case: whom to ask for consent, and which grounds this role may invoke.

Each road is shown only after `decide` allowed the case in which it was taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rules.book import Rulebook
from rules.citing import Citation, behind
from rules.codes import Hint, Reason
from rules.consenters import Required
from rules.deciding import decide
from rules.model import Addressee, ExceptionRecord, Informed, Review, Urgency, Verdict
from rules.offering import grounds_for
from rules.policy import Policy
from rules.provisos import Needed, provisos, required_in
from rules.supposing import REFUSED, Answers, Proviso, Said, Supposed, age_of, suppose
from rules.vocabulary import Ground

_URGENCY = tuple(Urgency)
_ACUTE = _URGENCY.index(Urgency.ACUTE)
_REMOVE = frozenset({Hint.REMOVE_ITEMS, Hint.REMOVE_RECIPIENT})
NOT_DIRECT = frozenset({Proviso.DIRECT})


@dataclass(frozen=True, slots=True)
class Without:
    """What must be left out first, in the order of the tables."""

    categories: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskConsent:
    """Consent would open it: whose, minding what, and leaving what out."""

    required: Required
    provisos: tuple[Needed, ...]
    without: Without
    citation: Citation


@dataclass(frozen=True, slots=True)
class Invoke:
    """A ground this role may invoke would open it; `here` unless it runs outside the bot.

    That is so for a ground that is outside by nature (E11) and for a hidden one without the privacy
    officer's flag: it stays the answer of the law, but is not recorded here.
    """

    ground: Ground
    without: Without
    here: bool


def possible_part(this: Supposed, policy: Policy) -> Supposed:
    """The answers without what no consent and no ground can ever open (rows 4, 6 and 7)."""
    unasked = replace(this, answers=replace(this.answers, said=Said.NOT_ASKED))
    smaller = this
    while True:
        verdict = decide(suppose(unasked, NOT_DIRECT), this.book, policy)
        if verdict.hint not in _REMOVE:
            return smaller
        unasked, smaller = _cut(unasked, verdict), _cut(smaller, verdict)


def _cut(this: Supposed, verdict: Verdict) -> Supposed:
    """The same question without what the verdict names."""
    outside = {one.role for one in verdict.recipients}
    kept = tuple(role for role in this.answers.recipients if role not in outside)
    answers = replace(
        this.answers, recipients=kept, categories=this.answers.categories - set(verdict.categories)
    )
    return replace(this, answers=answers)


def asking(this: Supposed, possible: Supposed, policy: Policy) -> tuple[AskConsent | None, Verdict | None]:
    """Whom to ask when consent can open (most of) it, else why not; a standing no closes this by itself."""
    if this.answers.said is Said.IMPOSSIBLE:
        return None, None
    current = possible
    while True:
        case = suppose(current, NOT_DIRECT, asked_well=True)
        verdict = decide(case, this.book, policy)
        if verdict.allowed:
            break
        smaller = _cut(current, verdict)
        if smaller == current or not smaller.answers.categories:
            return None, verdict
        current = smaller
    found = AskConsent(
        required=required_in(case, this.book),
        provisos=provisos(current, policy, asked_well=True),
        without=_without(this.answers, current.answers, this.book),
        citation=behind(Reason.NO_CONSENT, case, this.book),
    )
    return found, None


def open_roads(this: Supposed, possible: Supposed, policy: Policy) -> Iterator[Invoke]:
    """The grounds for all of it, else for what is possible; in acute danger the vital one in any case."""
    found = list(_open_grounds(this, policy)) or list(_open_grounds(possible, policy))
    acute = this.answers.danger is Urgency.ACUTE
    if acute and not any(_danger(one, this.book) == _ACUTE for one, _at in found):
        found = [*_vital(possible, policy), *found]
    for ground, at in found:
        here = policy.shows(ground) and not ground.outside
        yield Invoke(ground, _without(this.answers, at.answers, this.book), here)


def _open_grounds(this: Supposed, policy: Policy) -> Iterator[tuple[Ground, Supposed]]:
    answers, book = this.answers, this.book
    offered = grounds_for(
        this.sender.role,
        answers.categories,
        answers.recipients,
        book,
        policy,
        regime=this.sender.regime,
        age=age_of(answers, book),
        urgency=answers.danger,
    )
    urgency = _URGENCY.index(answers.danger)
    for ground in sorted(offered, key=lambda one: _likeliest(one, book)):
        if _danger(ground, book) <= urgency and _opens(ground, this, policy):
            yield ground, this


def _likeliest(ground: Ground, book: Rulebook) -> tuple[bool, bool, int, int]:
    """Acute danger first, then the ground made for this one recipient, then serious danger."""
    danger = _danger(ground, book)
    addressed = not ground.recipients.group and len(ground.recipients.members) == 1
    return danger < _ACUTE, not addressed, -danger, ground.order


def _danger(ground: Ground, book: Rulebook) -> int:
    """How much danger a ground presupposes, by its conditions; 0 for none."""
    asked = (book.conditions[one].danger for one in ground.conditions)
    return max((_URGENCY.index(Urgency(one)) for one in asked if one), default=0)


def _opens(ground: Ground, this: Supposed, policy: Policy) -> bool:
    """Whether a complete record on this ground opens it; E11 runs outside the bot and opens nothing here."""
    answers, sender = this.answers, this.sender
    standing = answers.said if answers.said in REFUSED else Said.NOT_ASKED
    record = ExceptionRecord(
        ground=ground.id,
        invoked_by=sender.role,
        invoker="self",
        purpose=answers.purpose,
        recipients=tuple(Addressee(role) for role in answers.recipients),
        categories=answers.categories,
        conditions=frozenset(ground.conditions),
        granted=this.now,
        review=Review("somebody else", this.now),
        informed=Informed(done=True),
    )
    asked = replace(this, answers=replace(answers, said=standing))
    verdict = decide(suppose(asked, NOT_DIRECT, exceptions=(record,)), this.book, policy)
    return verdict.allowed or verdict.reason == Reason.ROUTE_OUTSIDE_SLACK


def _vital(possible: Supposed, policy: Policy) -> list[tuple[Ground, Supposed]]:
    """The vital ground for the part it covers."""
    for ground in possible.book.grounds.values():
        if _danger(ground, possible.book) == _ACUTE:
            kept = possible.answers.categories & ground.categories
            cut = replace(possible, answers=replace(possible.answers, categories=kept))
            return [found for found in _open_grounds(cut, policy) if found[0] is ground]
    return []


def _without(asked: Answers, left: Answers, book: Rulebook) -> Without:
    gone: Iterable[str] = (role for role in asked.recipients if role not in left.recipients)
    return Without(book.in_order(asked.categories - left.categories), tuple(gone))
