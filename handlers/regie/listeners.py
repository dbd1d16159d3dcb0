"""What people do about regie: ask for details, decline, hand over, link signals and answer about links."""

from __future__ import annotations

from casework.errors import NotForYou
from casework.regie import asking, handing, links, matches
from casework.regie.pairs import Pair, read_pair
from casework.signals import offering
from handlers.acts import Act, Answer, Done, Show, Tell
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.regie import ids, offers, views


class RegieListeners(Conversation):
    """Registers this conversation at the desk; `/signal koppel` belongs to `link` too."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.REQUEST, self.request)
        desk.action(ids.DECLINE, self.decline)
        desk.action(ids.OFFER, self.offer)
        desk.action(ids.ACCEPT, self.accept)
        desk.action(ids.NOT_NOW, self.not_now)
        desk.action(ids.LEAD, self.ask_lead)
        desk.submission(ids.LEAD, self.hand_over)
        desk.action(ids.LINK, self.link)
        desk.action(ids.AGREE, self.agree)
        desk.action(ids.REFUSE, self.refuse)
        desk.action(ids.UNDO, self.undo)
        desk.action(ids.DISMISS, self.dismiss)

    # --- asking for details ---------------------------------------------------------------------

    def request(self, act: Act) -> Answer:
        """Pass the question on; what is missing for whom is not for the one who asks."""
        passed = asking.request(self.office, act.person, number_in(act), act.key)
        return Show(views.passed_on(self.labels, passed))

    def decline(self, act: Act) -> Answer:
        """Not now."""
        asking.decline(self.office, act.person, number_in(act, "R"), act.key)
        return Done()

    # --- offering help ---------------------------------------------------------------------------

    def offer(self, act: Act) -> Answer:
        """Pass it on that somebody who was not asked can do something."""
        this = offering.make(self.office, act.person, number_in(act), act.key)
        return Show(offers.passed_on(self.language, this))

    def accept(self, act: Act) -> Answer:
        """Take them in."""
        offering.accept(self.office, act.person, number_in(act, "H"), act.key)
        return Done()

    def not_now(self, act: Act) -> Answer:
        """Thank them."""
        offering.decline(self.office, act.person, number_in(act, "H"), act.key)
        return Done()

    # --- who leads ------------------------------------------------------------------------------

    def ask_lead(self, act: Act) -> Answer:
        """Ask who takes over."""
        now = handing.leading(self.office, act.person, number_in(act))
        return Show(views.lead_form(self.labels, now))

    def hand_over(self, act: Act) -> Answer:
        """Make the chosen account the lead."""
        handing.hand_over(self.office, act.person, number_in(act), act.values.text("lead"), act.key)
        return Done()

    # --- links ----------------------------------------------------------------------------------

    def link(self, act: Act) -> Answer:
        """Ask to link two signals, by button or by command."""
        if act.name.startswith("/") and read_pair(act.ref) is None:
            return Tell(views.how_to_link(self.language))
        pair = _pair_in(act)
        state = links.ask(self.office, act.person, pair, act.key)
        return Show(views.link_asked(self.labels, pair, state))

    def agree(self, act: Act) -> Answer:
        """Agree for the side one coordinates."""
        links.agree(self.office, act.person, _pair_in(act), act.key)
        return Done()

    def refuse(self, act: Act) -> Answer:
        """Not linked."""
        links.decline(self.office, act.person, _pair_in(act), act.key)
        return Done()

    def undo(self, act: Act) -> Answer:
        """Take a link or a question back."""
        links.undo(self.office, act.person, _pair_in(act), act.key)
        return Done()

    def dismiss(self, act: Act) -> Answer:
        """These are two young people."""
        matches.dismiss(self.office, act.person, _pair_in(act), act.key)
        return Done()


def _pair_in(act: Act) -> Pair:
    pair = read_pair(act.ref)
    if pair is None:
        raise NotForYou
    return pair
