"""What ends a signal, and who looks at what is left: close, undo, erase, the sheet, Home."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework.exceptions import looking as exception_looking
from casework.rights import answering as right_answering
from casework.rights import asking as right_asking
from casework.rights.asking import RightForm
from casework.signals import answering, erasing, looking
from handlers.home import views as home_views
from handlers.home.views import HomeList, Visitor
from handlers.signal.posting import draft_parts
from handlers.signal.sheet import sheet as signal_sheet
from handlers.signal.views import overview_parts
from tests.casework.leaking.facts import SignalFact
from tests.casework.leaking.people import FG, USERS
from tests.casework.leaking.playing import PICK, WHO, Player


class Ending(Player):
    """Rules about looking and ending."""

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, user=st.sampled_from(USERS))
    def look_around(self, pick: int, user: str) -> None:
        """Anybody opens a signal, the list and Home."""
        self._look_around(pick, user)

    def _look_around(self, pick: int, user: str) -> None:
        signal = self.signal(pick)
        sheet = self.attempt(user, "signal.show", lambda who: looking.sheet(self.office, who, signal.number))
        if sheet is not None:
            self.watch.view(user, signal_sheet(self.house.labels, sheet))
        cards = self.attempt(user, "/signal lijst", lambda who: looking.overview(self.office, who)) or ()
        drafts = self.attempt(user, "/signal lijst", lambda who: looking.drafts(self.office, who)) or ()
        labels = self.house.labels
        lists = {
            "drafts": draft_parts(labels, drafts),
            "reviews": home_views.review_parts(labels, exception_looking.waiting_for(self.office, user)),
            "signals": overview_parts(labels, cards),
        }
        shown = {name: HomeList(name, parts) for name, parts in lists.items()}
        self.watch.view(user, home_views.home(labels, shown, visitor=Visitor(known=True)))

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, who=WHO, how=st.sampled_from(("look",) * 5 + ("close", "undo", "erase", "rights")))
    def end(self, pick: int, who: str, how: str) -> None:
        """A signal is closed, taken back or erased; most of the time somebody only looks at it."""
        if how == "look":
            self._look_around(pick, self.someone(who, self.signal(pick)))
            return
        signal = self.signal(pick)
        if how == "rights":
            self._restrict(signal)
            return
        user = FG if how == "erase" else self.someone(who, signal)
        ways = {
            "close": (
                "view:signal.close",
                lambda who: answering.close(self.office, who, signal.number, "Hulp is gestart", self.key()),
                "closed",
            ),
            "undo": (
                "signal.undo",
                lambda who: answering.undo(self.office, who, signal.number, self.key()),
                "undone",
            ),
            "erase": (
                "view:signal.erase",
                lambda who: erasing.erase(self.office, who, signal.number, "verzoek", self.key()),
                "erased",
            ),
        }
        act, work, state = ways[how]
        if self.done(user, act, work):
            signal.state = state
            self.deed(act.removeprefix("view:"), user, f"S-{signal.number}")

    def _restrict(self, signal: SignalFact) -> None:
        """A parent asks to use nothing of it for now; another time it opens again."""
        this = f"S-{signal.number}"
        if signal.state == "restricted":
            lifted = "lifted"
            if self.done(
                FG,
                "view:rights.end",
                lambda who: right_answering.end(self.office, who, signal.asked, lifted, "", self.key()),
            ):
                signal.state = signal.was
                self.deed("rights.end", FG, this)
            return
        form = RightForm("restrict", "ouder", "accuracy")
        made = self.attempt(
            FG,
            "view:rights.ask",
            lambda who: right_asking.ask(self.office, who, signal.number, form, self.key()),
        )
        if made is not None:
            signal.was, signal.state, signal.asked = signal.state, "restricted", made
            self.deed("rights.ask", FG, this)
            self.tally.saw("closed for a while")
