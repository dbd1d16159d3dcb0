"""Kind of post → query + view: the message that welcomes somebody who joined a partnership."""

from __future__ import annotations

from collections.abc import Mapping

from casework import refs
from casework.partners import keeping
from handlers.conversation import Conversation
from handlers.kit import button, buttons, escape, section
from handlers.labels import inside_sentence
from handlers.partners import ids
from handlers.partners.views import partnership_names
from handlers.rendering import Drawing, Maker
from handlers.signal.ids import NEW
from storage.outbox_tables import Post


class PartnerPosts(Conversation):
    """Draws the welcome; who left before it was sent never gets it."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {keeping.WELCOME: self.welcome}

    def welcome(self, post: Post) -> Drawing | None:
        """Who they are here, and where to begin."""
        found = keeping.welcome(self.office, refs.number(keeping.LETTER, post.ref or "") or 0)
        if found is None or found[0].user_id != post.target:
            return None
        partner, names = found
        _ = self.language
        text = _("Welkom bij Schakel")
        told = _(
            ":wave: *Welkom.* U hoort nu bij {names}; uw rol is {role} ({organisation}). Ziet u iets wat u "
            "niet vertrouwt? Meld het met `/signal`; drie velden zijn genoeg.",
            names=partnership_names(_, names),
            role=escape(inside_sentence(self.labels.role(partner.role))),
            organisation=escape(partner.organisation),
        )
        pressed = buttons(
            button(NEW, _("Signaal melden"), "new", style="primary"),
            button(ids.LIST, _("Partners"), "list"),
        )
        return Drawing(text, (section(told), pressed), "notice", repeatable=True)
