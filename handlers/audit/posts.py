"""Kind of post → query + view, for the privacy officer: the anchor of the audit log, what was erased."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block

from casework.guessing import GUESSING, MANY
from casework.nightly import anchored
from casework.signals.telling import actor_in
from casework.sparing import DAMAGED
from handlers.audit import ids
from handlers.conversation import Conversation
from handlers.kit import section, small
from handlers.naming import called
from handlers.rendering import Drawing, Maker
from storage.outbox_tables import Post


class AuditPosts(Conversation):
    """Draws the anchor or a warning that the log is damaged, and how far an erasure is."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {
            ids.POST_ANCHOR: self.anchor,
            ids.POST_BROKEN: self.broken,
            DAMAGED: self.damaged,
            ids.POST_CLEARED: self.cleared,
            ids.POST_STUCK: self.stuck,
            GUESSING: self.guessing,
        }

    def anchor(self, post: Post) -> Drawing | None:
        """The line to keep; with it somebody else can show later that nothing was rewritten."""
        _ = self.language
        with self.office.store.reading() as session:
            made = anchored(session, post.ref or "")
        if made is None:
            return None
        told = _(
            "*Anker van het auditlogboek*, regel {seq}. Bewaar dit bericht: met `schakel audit verify "
            "--line` en de regel hieronder, tussen enkele aanhalingstekens, is later na te gaan of er niets "
            "is teruggezet of herschreven.",
            seq=made.seq,
        )
        blocks: list[Block] = [section(told), section(f"```{made.line}```")]
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
        _, this = self.language, called(self.language, post.ref or "")
        told = _(
            ":warning: *{ref}* is overgeslagen bij het vaste werk van Schakel: de opgeslagen gegevens zijn "
            "beschadigd. Al het andere is gedaan, en wat beschadigd is krijgt niemand te lezen. Laat de "
            "beheerder `schakel audit verify` draaien en nagaan wat er met de database is gebeurd.",
            ref=this,
        )
        return Drawing(_("{ref} is beschadigd", ref=this), (section(told),), "notice", repeatable=True)

    def cleared(self, post: Post) -> Drawing | None:
        """What was erased is gone from the files too."""
        _, this = self.language, post.ref
        told = (
            _(
                "*{ref} is gewist, ook uit de bestanden van de database.* In back-ups van voor het wissen "
                "staat het tot die zijn vernietigd.",
                ref=this,
            )
            if this
            else _(
                "*Wat gewist moest worden, is nu ook weg uit de bestanden van de database.* In oudere "
                "back-ups staat het tot die zijn vernietigd."
            )
        )
        return Drawing(_("Gewist uit de bestanden"), (section(told),), "notice", this, repeatable=True)

    def stuck(self, post: Post) -> Drawing | None:
        """What was erased can be read by nobody in Slack, but stands in the files yet: who can help."""
        _, this = self.language, post.ref
        said = (
            _(":warning: *{ref} is gewist, maar nog niet uit de bestanden van de database.*", ref=this)
            if this
            else _(":warning: *Wat gewist moest worden, staat nog in de bestanden van de database.*")
        )
        why = _(
            "Een ander programma houdt de database vast, zoals een back-up of een lange zoekopdracht. Vraag "
            "de beheerder dat af te ronden. Schakel probeert het elke minuut en meldt zich als het is gelukt."
        )
        return Drawing(
            _("Nog niet gewist uit de bestanden"),
            (section(f"{said} {why}"),),
            "notice",
            this,
            repeatable=True,
        )

    def guessing(self, post: Post) -> Drawing | None:
        """Somebody often tried to put a young person's name where everybody reads it."""
        _ = self.language
        told = _(
            ":warning: <@{user}> probeerde binnen een dag {n} keer of vaker een tekst op te slaan waarin de "
            "naam van een jongere staat. Schakel weigerde dat steeds. Het kan onhandigheid zijn, of iemand "
            "die probeert te raden over wie een signaal gaat. Vraag het na; elke poging staat in het "
            "auditlogboek.",
            user=actor_in(post.dedupe or ""),
            n=MANY,
        )
        text = _("Vaak een naam geprobeerd")
        return Drawing(text, (section(told),), "notice", repeatable=True)
