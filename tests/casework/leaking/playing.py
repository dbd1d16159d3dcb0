"""What all rules share: who acts, trying something as that person, and what the audit must then hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import count
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from structlog.testing import capture_logs

from casework.errors import AlreadyDone, AskFirst, CaseworkError, Invalid, Refused
from casework.office import Office
from casework.permissions import admit
from casework.refs import number
from handlers.reasons import next_step, reason
from handlers.refusals import refusal
from rules.codes import Hint
from rules.moments import local_day
from tests.casework.leaking.facts import PartnerFact, Reasoning, SignalFact
from tests.casework.leaking.house import House, model_house
from tests.casework.leaking.ledger import Ledger
from tests.casework.leaking.model import Facts
from tests.casework.leaking.people import ACTORS, MDO, TEAM, USERS
from tests.casework.leaking.watching import CLOSED_CODES, Tally, Watch
from tests.casework.leaking.world import Clock, Rooms, Slack

PICK = st.integers(0, 9)
WHO = st.sampled_from(("author",) * 48 + ("lead",) * 24 + USERS)

T = TypeVar("T")


@cache
def closed_sentences() -> dict[str, str]:
    """What only author and lead hear, in words: the sentence of each code that readers do not get."""
    language = model_house().languages.default
    return {reason(language, code): code for code in CLOSED_CODES - {one.value for one in Hint}} | {
        said: one.value for one in Hint if one.value in CLOSED_CODES and (said := next_step(language, one))
    }


class Player(RuleBasedStateMachine):
    """A fresh house with its people, and the record of what they do."""

    tally = Tally()

    def __init__(self) -> None:
        super().__init__()
        self.logs = capture_logs()
        self.logged = self.logs.__enter__()
        self.clock = Clock()
        self.rooms = Rooms(self.clock)
        made = model_house()
        self.facts = Facts(made.book, made.policy)
        for id_, one in enumerate(ACTORS, start=1):
            self.facts.partners[id_] = PartnerFact(
                id_, one.user, one.role, one.partnerships, organisation=one.organisation
            )
        self.watch = Watch(self.facts, self.clock, self.rooms, self.tally, closed_sentences())
        self.slack = Slack(self.watch.drawn, self.watch.posted, self.rooms.closed_account)
        self.house = House(self.clock, self.rooms, self.slack)
        self.ledger = Ledger(self.house.engine, self.house.peephole)
        self.channels = {1: TEAM, 2: MDO}
        self.tokens = count(1)
        self.keys = count(1)
        self.began = False
        self.acting = 0
        self.meetings: dict[int, tuple[int, date]] = {}

    @property
    def office(self) -> Office:
        """The house as it runs now; another one after a restart."""
        return self.house.office

    @property
    def today(self) -> date:
        """The local day."""
        return local_day(self.clock.now())

    def token(self) -> str:
        """A word that nobody used before."""
        return f"Kanarie{next(self.tokens):05}"

    def key(self) -> str:
        """A new inbound act."""
        return f"act:{next(self.keys)}"

    def signal(self, pick: int) -> SignalFact:
        """One of the signals, the open ones rather."""
        known = list(self.facts.signals.values())
        alive = [one for one in known if one.state == "open"]
        chosen = alive if alive and pick < 9 else known
        found = chosen[pick % len(chosen)]
        self.watch.about = found.number
        return found

    def someone(self, who: str, signal: SignalFact) -> str:
        """The author, whoever leads now, or anybody."""
        found = {"author": signal.author, "lead": signal.lead or signal.author}.get(who, who)
        self.acting = self.facts.number_of(found)
        return found

    def regime(self, user: str) -> str:
        """The regime under which this person tells things now."""
        partner = self.facts.partner_of(user)
        return self.facts.book.roles[partner.role].regime if partner else ""

    def attempt(self, user: str, act: str, work: Callable[[Any], T]) -> T | None:
        """Do something as this person; what is refused is told to that person, and None comes back."""
        self.refused: Refused | None = None
        self.failed: CaseworkError | None = None
        person = self.office.identify(user)
        before = self.watch.about
        try:
            admit(act, person)
            return work(person)
        except (Invalid, AskFirst, AlreadyDone) as error:
            self.failed = error
            self.tally.refused(type(error).__name__)
        except Refused as error:
            self.refused = self.failed = error
            self.tally.refused(error.code)
            self.watch.about = number("S", error.ref or "") or before
            self.watch.view(user, refusal(self.house.made.languages.default, error))
            self.watch.about = before
        return None

    def done(self, user: str, act: str, work: Callable[[Any], object]) -> bool:
        """The same for an act without a result."""
        self.attempt(user, act, work)
        return self.failed is None

    def keep_reason(self, token: str, *readers: str) -> None:
        """A text that only its writer may read back (and later perhaps a reviewer)."""
        self.facts.reasons[token] = Reasoning(frozenset(readers), self.watch.about)

    def took_in(self, signal: SignalFact, *ids: int) -> None:
        """These partners have a part in it now; what was a draft is posted with that."""
        signal.state = "open"
        for one in ids:
            signal.tags.setdefault(one, None)

    def deed(self, act: str, actor: str, ref: str) -> None:
        """What was done must stand in the audit."""
        self.ledger.deed(act, actor, ref)

    def teardown(self) -> None:
        """Nothing lies about unsealed, and the chain of the audit is whole."""
        self.logs.__exit__(None, None, None)
        try:
            if not self.house.flaws:
                tokens = [*self.facts.items, *self.facts.reasons]
                self.ledger.must_be_whole(self.office.store.vault.audit_key)
                self.ledger.must_be_sealed(self.house.folder, tokens, self.logged)
        finally:
            self.house.close()
