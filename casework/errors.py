"""What can keep a use case from doing what was asked; each carries a code, never case content."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casework.consent.attempts import Attempt


class CaseworkError(Exception):
    """A use case did not do what was asked."""


class AlreadyDone(CaseworkError):
    """This inbound act was done before; a second delivery changes nothing."""


@dataclass(frozen=True)
class Flaw:
    """What is wrong with one field: a code that a view turns into a sentence, with its numbers."""

    code: str
    limit: int | None = None


class Invalid(CaseworkError):
    """Some fields cannot be accepted; nothing was stored."""

    def __init__(self, flaws: Mapping[str, Flaw]) -> None:
        super().__init__(", ".join(f"{field}: {flaw.code}" for field, flaw in flaws.items()))
        self.flaws = dict(flaws)


@dataclass(frozen=True, slots=True)
class PossibleNames:
    """Words that may be somebody's name, by field, and a mark of each text that holds some.

    The words go to the author of the text only. The marks stay in the form: the same text is not asked
    about twice, another text is.
    """

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    marks: tuple[str, ...] = ()


class AskFirst(CaseworkError):
    """A text may name somebody; ask once, then take it as it is."""

    def __init__(self, names: PossibleNames) -> None:
        super().__init__(", ".join(names.words))
        self.names = names


class Refused(CaseworkError):
    """The act is not allowed; the code says why (rulebook 5) and the hint what would mend it."""

    def __init__(
        self,
        code: str,
        *,
        decision: str = "DENY",
        hint: str | None = None,
        ref: str | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.decision = decision
        self.hint = hint
        self.ref = ref
        self.chosen: tuple[int, ...] = ()  # the partners with whom somebody wanted to share


class NotReached(Refused):
    """Who must still consent was sought in vain: `tried` says how, and the hint leads past them."""

    def __init__(self, code: str, tried: Sequence[Attempt], *, decision: str, ref: str) -> None:
        super().__init__(code, decision=decision, hint="OTHER_WAYS", ref=ref)
        self.tried = tuple(tried)


class ForReader(StrEnum):
    """All that a recipient may be told of why details do not open: what they know already.

    Who still has to consent, how many parents there are, that somebody refused or what the details are
    about is not among it, and no rule's own code has a place here (architecture 6).
    """

    NOT_INVOLVED = "RECIPIENT_NOT_INVOLVED"  # not tagged, or not with an account that may receive at all
    NOT_NAMED = "SCOPE_RECIPIENT"  # these details were shared with others, as the thread says
    ENDED = "DISCLOSURE_ENDED"  # shared once, and for whatever reason not now


class RefusedReader(Refused):
    """A refusal shown to a recipient, the same for whatever they may not know."""

    def __init__(self, code: ForReader, *, ask_about: str | None = None) -> None:
        super().__init__(code.value, ref=ask_about)


class NotForYou(Refused):
    """The thing does not exist or is not this person's; both get the same answer."""

    def __init__(self) -> None:
        super().__init__("NOT_FOR_YOU")


class OwnSignal(NotForYou):
    """The act is for the others on a signal; its author, who knows that it exists, is told so in words.

    The code stays the one of every act that is not this person's.
    """

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref


class NotYours(NotForYou):
    """The act is for others on a signal whose card this person can see: who they are is said in words.

    `ask` is the account to turn to: of a signal one is `involved` in whoever leads it, else its reporter. Who
    `may_offer` help can do that instead, and who coordinates `may_lead`.
    The code stays the one of every act that is not this person's.
    """

    def __init__(
        self,
        ref: str,
        ask: str | None,
        *,
        involved: bool,
        may_offer: bool = False,
        may_lead: bool = False,
    ) -> None:
        super().__init__()
        self.ref = ref
        self.ask = ask
        self.involved = involved
        self.may_offer = may_offer
        self.may_lead = may_lead


class ForHosts(NotForYou):
    """The act is for who organises or chairs an overleg at which this person sits: their accounts.

    The code stays the one of every act that is not this person's.
    """

    def __init__(self, hosts: tuple[str, ...]) -> None:
        super().__init__()
        self.hosts = hosts


class AtTheDoor(NotForYou):
    """The act as such is not for this person, whatever it is about: what they can do is said in words.

    `held` are their tasks; without any they are not in the list at all. `keepers` are the accounts that can
    change that, for people of this workspace. The code stays the one of every act that is not this person's.
    """

    def __init__(self, held: Collection[str] = (), keepers: Sequence[str] = ()) -> None:
        super().__init__()
        self.held = tuple(sorted(held))
        self.keepers = tuple(keepers)
