"""What people do about exceptions: choose a ground, record it, judge it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from casework.exceptions import asking, drafts, recording, reviewing
from casework.exceptions.drafts import Typed
from casework.refs import ref
from handlers.acts import Act, Answer, Clear, Done, Push, Replace, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.exception import ids, views
from handlers.exception.form import choose_ground, recipient_choices, record_form
from handlers.exception.judging import dossier, reject_form
from handlers.inputs import Choice

_CONDITION = "c:"


class ExceptionListeners(Conversation):
    """Registers the exception conversation at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.RECORD, self.ask_ground)
        desk.submission(ids.GROUND, self.choose)
        desk.typing(ids.RECORD, ids.TYPED, self.typing)
        desk.submission(ids.RECORD, self.record)
        desk.search(ids.RECORD, "recipients", ids.RECORD, self.recipients)
        desk.closing(ids.RECORD, self.closed)
        desk.action(ids.SHOW, self.show)
        desk.pages(ids.SHOW, ids.SHOW, self.show)
        desk.action(ids.APPROVE, self.approve)
        desk.action(ids.REJECT, self.ask_reason)
        desk.submission(ids.REJECT, self.reject)
        desk.action(ids.REVOKE, self.revoke)

    # --- recording ----------------------------------------------------------------------------

    def ask_ground(self, act: Act) -> Answer:
        """Which ground? Only those that fit, five at first."""
        offered = asking.grounds(self.office, act.person, number_in(act))
        return Show(choose_ground(self.labels, offered), then=lambda: self.office.see(act.person))

    def choose(self, act: Act) -> Answer:
        """A ground was chosen: its own form comes on top; 'Andere' shows the rest."""
        number, ground = number_in(act), act.values.text("ground")
        if ground == ids.OTHER:
            offered = asking.grounds(self.office, act.person, number)
            return Show(choose_ground(self.labels, offered, rest=True))
        asked = asking.questions(self.office, act.person, number, ground)
        return Push(record_form(self.labels, asked, asked.typed))

    def recipients(self, act: Act) -> Sequence[Choice]:
        """With whom may be shared on the ground of the form."""
        ground = str(act.note.get("ground"))
        asked = asking.questions(self.office, act.person, number_in(act), ground)
        return recipient_choices(self.labels, asked)

    def typing(self, act: Act) -> Answer:
        """Keep what was typed so far; somebody who was not told needs a reason, so ask for it."""
        number, ground, typed = number_in_note(act), str(act.note.get("ground")), _typed(act)
        drafts.keep_draft(self.office, act.person, number, ground, typed, _instant(act.moment))
        if act.ref != "informed" or typed.informed != "no" or "informed_reason" in act.values:
            return Done()
        asked = asking.questions(self.office, act.person, number, ground)
        return Replace(record_form(self.labels, asked, typed, ask_why=True))

    def record(self, act: Act) -> Answer:
        """Store the exception and say what happens now."""
        number, ground, typed = number_in(act), str(act.note.get("ground")), _typed(act)
        if typed.informed == "no" and "informed_reason" not in act.values:
            asked = asking.questions(self.office, act.person, number, ground)
            return Show(record_form(self.labels, asked, typed, ask_why=True))
        drafts.keep_draft(self.office, act.person, number, ground, typed)
        done = recording.record(self.office, act.person, number, ground, typed, act.key)
        return Show(views.recorded(self.labels, done))

    def closed(self, act: Act) -> Answer:
        """The form was closed: what Slack still tells of it is kept for the next time."""
        drafts.keep_draft(self.office, act.person, number_in(act), str(act.note.get("ground")), _typed(act))
        return Done()

    def revoke(self, act: Act) -> Answer:
        """Take an exception back."""
        recording.revoke(self.office, act.person, number_in(act, "X"), act.key)
        return Show(views.revoked(self.labels, ref("X", number_in(act, "X"))))

    # --- judging ------------------------------------------------------------------------------

    def show(self, act: Act) -> Answer:
        """The reasoning, for the reviewer while it waits or for who wrote it."""
        shown = reviewing.show(self.office, act.person, number_in(act, "X"))
        return Show(dossier(self.labels, shown, act.page))

    def approve(self, act: Act) -> Answer:
        """Agree; the confirm dialog came before."""
        reviewing.approve(self.office, act.person, number_in(act, "X"), act.key)
        return Done()

    def ask_reason(self, act: Act) -> Answer:
        """Ask why not."""
        this = reviewing.may_judge(self.office, act.person, number_in(act, "X"))
        return Show(reject_form(self.labels, this))

    def reject(self, act: Act) -> Answer:
        """Do not agree."""
        reviewing.reject(self.office, act.person, number_in(act, "X"), act.values.text("reason"), act.key)
        return Clear()


def number_in_note(act: Act) -> int:
    """The signal a form is about; while typing, the act's own reference is the field's name."""
    return number_in(Act(act.name, act.person, act.key, str(act.note.get("ref") or "")))


def _typed(act: Act) -> Typed:
    text, many = act.values.text, act.values.many
    return Typed(
        purpose=text("purpose"),
        recipients=many("recipients"),
        categories=many("categories"),
        reasons={
            name.removeprefix(_CONDITION): text(name)
            for name in act.values.names()
            if name.startswith(_CONDITION)
        },
        reviewer=text("reviewer"),
        informed=text("informed"),
        informed_reason=text("informed_reason"),
        until=text("until"),
    )


def _instant(moment: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(moment), UTC)
    except ValueError:
        return None
