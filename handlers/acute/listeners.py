"""What people do in acute danger: tick it, share at once, and say afterwards why it could not wait."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View

from casework.acute import completing, road, sharing
from casework.acute.road import AcuteForm, AcuteOptions
from casework.errors import AskFirst
from casework.signals import registering
from casework.signals.stub_only import offered_to
from handlers.acts import Act, Answer, Done, Replace, Show
from handlers.acute import ids, views
from handlers.acute.form import acute_form, complete_form, recipient_choices
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.inputs import Choice
from handlers.possible_names import ask
from handlers.signal import form as signal_form
from handlers.signal.fields import partnership_choices
from handlers.signal.ids import NEW, PARTNERS
from handlers.signal.typed import typed_signal
from rules.at_once import ACUTE_DANGER

_CONDITION = "c:"


class AcuteListeners(Conversation):
    """Registers the conversation of acute danger at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.typing(NEW, "^modifiers$", self.ticked)
        desk.action(ids.ACUTE, self.start)
        desk.submission(ids.ACUTE, self.share)
        desk.search(ids.ACUTE, "recipients", ids.ACUTE, self.recipients)
        desk.search(ids.ACUTE, "partnership", ids.ACUTE, self.partnerships)
        desk.action(ids.COMPLETE, self.ask_reasons)
        desk.submission(ids.COMPLETE, self.complete)

    def ticked(self, act: Act) -> Answer:
        """Acute danger was ticked or no more: the form becomes the other one, with what was typed."""
        typed, form = _typed(act), (act.view or {}).get("callback_id")
        acute = ACUTE_DANGER in typed.signal.modifiers
        if form == ids.ACUTE and not acute:
            return Replace(self._ordinary(act, typed))
        if form != NEW or not acute:
            return Done()
        if road.open_to(self.office, act.person) is None:
            return Replace(self._ordinary(act, typed))
        return Replace(acute_form(self.labels, self._new(act, typed), typed))

    def start(self, act: Act) -> Answer:
        """Open the screen, for a signal that stands or in place of the form of a new one."""
        typed, form = _typed(act), (act.view or {}).get("callback_id")
        offered = self._new(act, typed) if act.ref == ids.NEW else self._standing(act)
        view = acute_form(self.labels, offered, typed)
        return (
            Replace(view) if form in (NEW, PARTNERS) else Show(view, then=lambda: self.office.see(act.person))
        )

    def elsewhere(self, act: Act) -> Answer:
        """Another partnership in the form that is still open: its partners are offered."""
        typed = _typed(act)
        return Replace(acute_form(self.labels, self._new(act, typed), typed))

    def share(self, act: Act) -> Answer:
        """Share, and say what happens now; a possible name on the card is asked about once."""
        typed = _typed(act)
        standing = bool(act.note.get("ref"))
        if typed.informed == "no" and "informed_reason" not in act.values:
            offered = self._standing(act) if standing else self._new(act, typed)
            return Show(acute_form(self.labels, offered, typed, ask_why=True))
        if standing:
            return Show(
                views.shared(
                    self.labels, sharing.share_on(self.office, act.person, number_in(act), typed, act.key)
                )
            )
        try:
            done = sharing.share_new(self.office, act.person, typed, act.key, act.note.get("asked", ()))
        except AskFirst as question:
            view = acute_form(self.labels, self._new(act, typed), typed)
            return Show(ask(self.language, view, question.names))
        return Show(views.shared(self.labels, done))

    def recipients(self, act: Act) -> Sequence[Choice]:
        """With whom can be shared."""
        offered = self._standing(act) if act.note.get("ref") else self._new(act, _typed(act))
        return recipient_choices(self.labels, offered)

    def partnerships(self, act: Act) -> Sequence[Choice]:
        """For which partnerships one can report here; a signal that stands is in one already."""
        if act.note.get("ref") or road.open_to(self.office, act.person) is None:
            return ()
        return partnership_choices(registering.form_options(self.office, act.person).partnerships)

    def ask_reasons(self, act: Act) -> Answer:
        """Ask for the reasons in words of their own."""
        return Show(
            complete_form(self.labels, completing.asked(self.office, act.person, number_in(act, "X")))
        )

    def complete(self, act: Act) -> Answer:
        """Keep them."""
        written = {
            name.removeprefix(_CONDITION): act.values.text(name)
            for name in act.values.names()
            if name.startswith(_CONDITION)
        }
        completing.complete(self.office, act.person, number_in(act, "X"), written, act.key)
        return Done()

    def _new(self, act: Act, typed: AcuteForm) -> AcuteOptions:
        return road.for_new(self.office, act.person, typed.signal, act.channel)

    def _standing(self, act: Act) -> AcuteOptions:
        return road.for_signal(self.office, act.person, number_in(act))

    def _ordinary(self, act: Act, typed: AcuteForm) -> View:
        offered = registering.form_options(self.office, act.person).partnerships
        road_open = road.open_to(self.office, act.person) is not None
        kinds = offered_to(self.office, act.person)
        return signal_form.new_signal(self.labels, offered, kinds, typed.signal, road=road_open)


def _typed(act: Act) -> AcuteForm:
    text = act.values.text
    return AcuteForm(
        signal=typed_signal(act),
        recipients=act.values.many("recipients"),
        reason=text("reason"),
        informed=text("informed"),
        informed_reason=text("informed_reason"),
    )
