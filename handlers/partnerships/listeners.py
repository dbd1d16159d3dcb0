"""What a beheerder or coordinator does with partnerships: make, change, end, and let people join."""

from __future__ import annotations

from casework.partnerships import ending, joining, keeping, looking
from casework.partnerships.drafting import PartnershipForm
from casework.partnerships.ending import ChangedMeanwhile
from casework.partnerships.joining import Chosen
from casework.partnerships.keeping import LETTER
from handlers.acts import Act, Answer, Show, Values
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.partnerships import forms, ids, views


class PartnershipListeners(Conversation):
    """Registers the conversation about partnerships at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.LIST, self.overview)
        desk.pages(ids.LIST, ids.LIST, self.overview)
        desk.action(ids.NEW, self.start)
        desk.submission(ids.NEW, self.add)
        desk.action(ids.CHANGE, self.ask_change)
        desk.submission(ids.CHANGE, self.change)
        desk.action(ids.END, self.ask_end)
        desk.submission(ids.END, self.end)
        desk.action(ids.REOPEN, self.reopen)
        desk.action(ids.MEMBERS, self.ask_members)
        desk.submission(ids.MEMBERS, self.join)

    def overview(self, act: Act) -> Answer:
        """All of them, with what can be done."""
        return Show(views.all_of_them(self.labels, looking.entries(self.office, act.person), act.page))

    def start(self, act: Act) -> Answer:
        """The form for a new one; the channel that Schakel was taken into is chosen already."""
        channel = act.ref if act.ref[:1] in ("C", "G") else ""
        return Show(forms.new(self.labels, PartnershipForm(channel=channel)))

    def add(self, act: Act) -> Answer:
        """Make it, and say what comes next."""
        number = keeping.add(self.office, act.person, _form(act.values), act.key)
        return Show(views.kept(self.labels, self._entry(act, number)))

    def ask_change(self, act: Act) -> Answer:
        """The form as it stands; behind the reference a channel to meet in from now on may stand."""
        stands = keeping.changeable(self.office, act.person, number_in(act, LETTER))
        return Show(forms.change(self.labels, stands, _second(act.ref)))

    def change(self, act: Act) -> Answer:
        """Store what was changed in it."""
        number, opened = number_in(act, LETTER), act.note.get("was")
        form = _form(act.values)
        keeping.change(
            self.office, act.person, number, form, act.key, opened if isinstance(opened, dict) else None
        )
        return Show(views.changed(self.labels, self._entry(act, number)))

    def ask_end(self, act: Act) -> Answer:
        """Say what ends before it does."""
        found = ending.what_ends(self.office, act.person, number_in(act, LETTER))
        return Show(forms.end(self.labels, found))

    def end(self, act: Act) -> Answer:
        """End it; what changed since the form was shown is shown first."""
        seen, number = act.note.get("was"), number_in(act, LETTER)
        try:
            done = ending.end(
                self.office,
                act.person,
                number,
                act.key,
                sure=bool(act.values.many("confirmed")),
                seen=tuple(seen) if isinstance(seen, list) else (),
            )
        except ChangedMeanwhile as error:
            return Show(forms.end(self.labels, error.now))
        return Show(views.ended(self.language, done.name))

    def reopen(self, act: Act) -> Answer:
        """Let it begin again."""
        name = ending.reopen(self.office, act.person, number_in(act, LETTER), act.key)
        return Show(views.reopened(self.language, name))

    def ask_members(self, act: Act) -> Answer:
        """Who of the channel can join; behind the reference the account after which to go on may stand."""
        after = _second(act.ref)
        found = joining.candidates(self.office, act.person, number_in(act, LETTER), after)
        return Show(forms.members(self.labels, found))

    def join(self, act: Act) -> Answer:
        """Let everybody with a role join."""
        number = number_in(act, LETTER)
        users = {name.partition(":")[2] for name in act.values.names() if name.startswith(ids.ROLE)}
        chosen = {
            user: Chosen(
                user, act.values.text(f"{ids.ROLE}{user}"), act.values.text(f"{ids.ORGANISATION}{user}")
            )
            for user in sorted(users)
        }
        found = joining.join(self.office, act.person, number, chosen, act.key)
        name, after = self._entry(act, number).name, str(act.note.get("then") or "")
        return Show(views.joined(self.labels, name, found, number, after))

    def _entry(self, act: Act, number: int) -> looking.Entry:
        return next(one for one in looking.entries(self.office, act.person) if one.number == number)


def _second(reference: str) -> str:
    """What stands behind the first word of a button's value."""
    return reference.partition(" ")[2].strip()


def _form(values: Values) -> PartnershipForm:
    text = values.text
    return PartnershipForm(
        name=text("name"),
        kind=text("kind"),
        channel=text("channel"),
        coordinator=text("coordinator"),
        purpose=text("purpose"),
        chosen=next(iter(values.many("chosen")), ""),
    )
