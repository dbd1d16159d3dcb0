"""Draws Home each time somebody opens it, and any of its lists whole."""

from __future__ import annotations

from casework import outside
from casework.errors import NotForYou
from casework.exceptions import looking as exceptions
from casework.overleg import actions
from casework.partnerships import checklist
from casework.people import Person
from casework.permissions import admitted
from casework.regie import desk as regie_desk
from casework.sharing import checking
from casework.signals import looking
from handlers.acts import Act, Answer, Show
from handlers.conversation import Conversation
from handlers.desk import Desk
from handlers.goals.home import goals_on_home
from handlers.home import views
from handlers.home.ids import PART
from handlers.home.views import HomeList, Visitor
from handlers.kit import section
from handlers.overleg.home import overleg_on_home
from handlers.overleg.views import action_parts
from handlers.partnerships.checklist import checklist_name, checklist_parts
from handlers.regie.views import waiting_parts
from handlers.signal.ids import NEW
from handlers.signal.posting import draft_parts
from handlers.signal.views import ACUTE, SIGNALS, overview_parts

REVIEWS, WAITING, DRAFTS, ACTIONS, SETUP = "reviews", "waiting", "drafts", "actions", "setup"


class HomeListeners(Conversation):
    """Registers the Home tab at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind the opening of Home, and of one of its lists."""
        desk.home(self.open)
        desk.action(PART, self.part)
        desk.pages(PART, PART, self.part)

    def open(self, act: Act) -> Answer:
        """My lists as they stand now."""
        known, person = act.person.known, act.person
        more = (
            [
                overleg_on_home(self.office, self.labels, act.person),
                goals_on_home(self.office, self.labels, act.person),
            ]
            if person.partnerships | person.coordinates
            else []
        )
        lists = self._lists(act.person) if known else {}
        visitor = self._visitor(act.person, new=not lists)
        if not {ACUTE, SIGNALS} & lists.keys() and visitor.known and visitor.may_report:
            none = section(self.language("U hebt geen open signalen."))
            lists[SIGNALS] = HomeList(self.language("*Mijn open signalen*"), [[none]])
        return Show(views.home(self.labels, lists, more, visitor=visitor))

    def _visitor(self, person: Person, *, new: bool) -> Visitor:
        around = outside.around(self.office, person)
        return Visitor(
            known=person.known,
            may_report=admitted(NEW, person),
            may_check=checking.sender_of(self.office, person) is not None,
            tasks=person.grants,
            coordinates=around.coordinates,
            keepers=around.keepers,
            new=new,
        )

    def part(self, act: Act) -> Answer:
        """One of my lists, all of it."""
        name = act.ref or str(act.note.get("ref") or "")
        found = self._all_lists(act.person).get(name)
        if found is None:
            raise NotForYou
        if not found.parts:
            found = HomeList(found.name, [[section(self.language("Hier staat niets meer."))]])
        return Show(views.whole(self.labels, name, found, act.page))

    def _setup(self, person: Person) -> HomeList:
        """What lacks before the first overleg."""
        found = checklist.checklist(self.office, person)
        if found is None or not found.lacking:
            return HomeList("", [])
        _ = self.language
        return HomeList(checklist_name(_, found), checklist_parts(_, found), urgent=True)

    def _lists(self, person: Person) -> dict[str, HomeList]:
        """Those of my lists in which something stands."""
        return {name: one for name, one in self._all_lists(person).items() if one.parts}

    def _all_lists(self, person: Person) -> dict[str, HomeList]:
        """What waits for this person, and what they work on."""
        _, labels = self.language, self.labels
        signals = looking.overview(self.office, person)
        acute = [one for one in signals if one.acute]
        others = [one for one in signals if not one.acute]
        return {
            ACUTE: HomeList(_("*Nu eerst*"), overview_parts(labels, acute), urgent=True),
            REVIEWS: HomeList(
                _("*Te beoordelen*"),
                views.review_parts(labels, exceptions.waiting_for(self.office, person.user_id)),
                urgent=True,
            ),
            WAITING: HomeList(
                _("*Wacht op u*"),
                waiting_parts(labels, regie_desk.waiting(self.office, person)),
                urgent=True,
            ),
            SETUP: self._setup(person),
            DRAFTS: HomeList(
                _("*Nog niet geplaatst*, alleen voor u"),
                draft_parts(labels, looking.drafts(self.office, person)),
            ),
            SIGNALS: HomeList(_("*Mijn open signalen*"), overview_parts(labels, others)),
            ACTIONS: HomeList(_("*Mijn actiepunten*"), action_parts(_, actions.mine(self.office, person))),
        }
