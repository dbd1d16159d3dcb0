"""The guided check "Mag ik dit delen?": what the rules say about a case that nobody recorded yet.

Every answer comes from `decide`: on the case in which all that is unknown turns out well, on the cases
in which it does not, and on the cases that asking or an exception would make of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules.book import Rulebook
from rules.citing import Citation, behind
from rules.codes import Reason
from rules.deciding import decide
from rules.model import Case, Kind, Urgency, Verdict
from rules.opening import NOT_DIRECT, AskConsent, Invoke, asking, open_roads, possible_part
from rules.policy import Policy
from rules.provisos import Needed, provisos
from rules.supposing import Answers, Proviso, Supposed, suppose
from rules.vocabulary import ReviewKind


@dataclass(frozen=True, slots=True)
class Advice:
    """What the check comes to.

    `verdict` is the decision when all provisos hold; with an ALLOW it holds as soon as `provisos` do, and
    `otherwise` is what it comes to when not all recipients carry out the same help. `shut` is why asking
    consent cannot help. `anonymous` are the categories to leave out of an anonymous consultation, None
    when even that is not possible.
    """

    answers: Answers
    verdict: Verdict
    otherwise: Verdict
    citation: Citation
    provisos: tuple[Needed, ...]
    anonymous: tuple[str, ...] | None
    consent: AskConsent | None
    shut: Verdict | None
    grounds: tuple[Invoke, ...]

    @property
    def told(self) -> Verdict:
        """The verdict to explain: where nobody was asked and asking has no use, why it has no use."""
        return _told(self.verdict, self.shut)

    @property
    def vital(self) -> Invoke | None:
        """The road for acute danger, when that is what opens it."""
        first = self.grounds[0] if self.acute and not self.verdict.allowed and self.grounds else None
        return first if first is not None and first.ground.acute_review is ReviewKind.AFTER else None

    @property
    def acute(self) -> bool:
        """Whether somebody is in danger now: 112 goes before everything."""
        return self.answers.danger is Urgency.ACUTE

    @property
    def direct(self) -> bool:
        """Whether the answer hangs on all recipients carrying out the same help."""
        return any(one.proviso is Proviso.DIRECT for one in self.provisos)


def advise(this: Supposed, policy: Policy) -> Advice:
    """Decide the supposed case and find what would make it possible.

    Raises `KeyError` for ids the tables do not know; whoever reads the form checks them.
    """
    otherwise = decide(suppose(this, NOT_DIRECT), this.book, policy)
    case = suppose(this)
    verdict = otherwise if otherwise.allowed else decide(case, this.book, policy)
    possible = possible_part(this, policy)
    consent, shut = (None, None) if otherwise.allowed else asking(this, possible, policy)
    told = _told(verdict, shut)
    exceptions = not otherwise.allowed or this.answers.danger is Urgency.ACUTE
    return Advice(
        answers=this.answers,
        verdict=verdict,
        otherwise=otherwise,
        citation=behind(told.reason, case, this.book, told.categories),
        provisos=provisos(this, policy) if verdict.allowed else (),
        anonymous=_anonymous(case, this.book, policy),
        consent=consent,
        shut=shut,
        grounds=tuple(open_roads(this, possible, policy)) if exceptions else (),
    )


def _told(verdict: Verdict, shut: Verdict | None) -> Verdict:
    unasked = verdict.reason in (Reason.NO_CONSENT, Reason.ACUTE_FAST_PATH)
    return shut if shut is not None and unasked else verdict


def _anonymous(case: Case, book: Rulebook, policy: Policy) -> tuple[str, ...] | None:
    revealing = case.request.categories & book.identifying
    request = replace(case.request, kind=Kind.ANONYMOUS, categories=case.request.categories - revealing)
    allowed = decide(replace(case, request=request), book, policy).allowed
    return book.in_order(revealing) if allowed else None
