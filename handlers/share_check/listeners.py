"""What people do in the guided check: ask, answer six questions, and have it recorded if they want.

Anyone may ask; the answer is given to those whose role the directory holds. What may be shared depends on
that role first of all, and a stranger's own word for it would be a seventh question whose answer nobody
can check. So somebody without a role gets what holds for everyone (anonymous consultation, 112, who can
add them) as a refusal with the code that every unknown person gets.
"""

from __future__ import annotations

from collections.abc import Mapping

from casework.permissions import TABLE
from casework.sharing import checking
from casework.sharing.checking import ShareForm
from casework.signals import registering
from casework.signals.stub_only import offered_to
from handlers.acts import Act, Answer, Show, Tell
from handlers.conversation import Conversation
from handlers.desk import Desk
from handlers.middleware import Listener
from handlers.nearest import nearest
from handlers.share_check import advice, ids, views
from handlers.signal import form

SYNONYMS = {"help": "hulp", "?": "hulp", "nieuw": "start", "new": "start"}


class ShareCheckListeners(Conversation):
    """Registers the guided check at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.CHECK, self.start)
        desk.submission(ids.CHECK, self.check)
        desk.action(ids.RECORD, self.record)
        desk.command("/delen", self.words(), SYNONYMS, bare="start")

    def words(self) -> Mapping[str, Listener]:
        """The words of `/delen`."""
        return {"start": self.start, "hulp": self.help}

    def start(self, act: Act) -> Answer:
        """Open the six questions."""
        if checking.sender_of(self.office, act.person) is None:
            return Show(views.without_role(self.language))
        roles, internal = checking.recipient_roles(self.office), checking.shares_internally(self.office)
        return Show(views.questions(self.labels, roles, internal=internal))

    def check(self, act: Act) -> Answer:
        """Answer them; nothing is stored."""
        sender = checking.sender_of(self.office, act.person)
        if sender is None:
            return Show(views.without_role(self.language))
        found = checking.check(self.office, sender, _chosen(act))
        own = checking.own_signals(self.office, act.person)
        return Show(advice.advice(self.labels, found, own, recordable=frozenset(TABLE)))

    def record(self, act: Act) -> Answer:
        """Go on to a signal, with what was answered already filled in."""
        options = registering.form_options(self.office, act.person)
        categories = offered_to(self.office, act.person)
        answered = act.note.get("answers") or {}
        typed = checking.prefilled(
            self.office, answered.get("categories") or (), answered.get("danger") or ""
        )
        return Show(form.new_signal(self.labels, options.partnerships, categories, typed))

    def help(self, act: Act) -> Answer:
        """What can be typed; what was typed is not repeated, it may be about somebody."""
        meant = nearest(act.ref, self.words(), SYNONYMS, "nl")
        return Tell(views.help_text(self.language, unknown=bool(act.ref), nearest=meant))


def _chosen(act: Act) -> ShareForm:
    text, many = act.values.text, act.values.many
    return ShareForm(
        purpose=text("purpose"),
        recipients=many("recipients"),
        categories=many("categories"),
        age=text("age"),
        consent=text("consent"),
        danger=text("danger"),
    )
