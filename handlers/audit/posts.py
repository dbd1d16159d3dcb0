"""Kind of post → query + view, for the privacy officer's daily anchor of the audit log."""

from __future__ import annotations

import json
from collections.abc import Mapping

from slack_sdk.models.blocks import Block

from casework.nightly import anchored
from casework.sparing import DAMAGED
from handlers.audit import ids
from handlers.conversation import Conversation
from handlers.kit import section, small
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class AuditPosts(Conversation):
    """Draws the anchor, and the warning in its place when the log is damaged."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {ids.POST_ANCHOR: self.anchor, ids.POST_BROKEN: self.broken, DAMAGED: self.damaged}

    def anchor(self, post: Post) -> Drawing | None:
        """The line to keep; with it somebody else can show later that nothing was rewritten."""
        _ = self.language
        with self.office.store.reading() as session:
            made = anchored(session, post.ref or "")
        if made is None:
            return None
        line = json.dumps({"at": made.at.isoformat(), "seq": made.seq, "mark": made.mark})
        told = _(
            "*Anker van het auditlogboek*, regel {seq}. Bewaar dit bericht: met `schakel audit verify "
            "--anchor` is later na te gaan of er niets is herschreven.",
            seq=made.seq,
        )
        blocks: list[Block] = [section(told), section(f"```{line}```")]
        if not made.kept:
            blocks.append(
                small(_("Het ankerbestand kon niet worden geschreven; vraag de beheerder dit na te kijken."))
            )
        text = _("Anker van het auditlogboek")
        return Drawing(text, tuple(blocks), "notice", repeatable=True)

    def broken(self, post: Post) -> Drawing | None:
        """The log does not add up: who looks into it."""
        _ = self.language
        told = _(
            ":warning: *Het auditlogboek klopt niet en is vannacht niet verankerd.* Laat de beheerder "
            "`schakel audit verify` draaien en bewaar de back-ups van de afgelopen dagen."
        )
        return Drawing(_("Het auditlogboek klopt niet"), (section(told),), "notice", repeatable=True)

    def damaged(self, post: Post) -> Drawing | None:
        """Something could not be done because its data is damaged; the rest was done."""
        _, this = self.language, post.ref or ""
        told = _(
            ":warning: *{ref}* is overgeslagen bij het vaste werk van Schakel: de opgeslagen gegevens zijn "
            "beschadigd. Al het andere is gedaan, en wat beschadigd is krijgt niemand te lezen. Laat de "
            "beheerder `schakel audit verify` draaien en nagaan wat er met de database is gebeurd.",
            ref=this,
        )
        return Drawing(_("{ref} is beschadigd", ref=this), (section(told),), "notice", repeatable=True)
