"""What who organises or chairs an overleg changes about one time of it or the whole series."""

from __future__ import annotations

from casework.errors import AskFirst
from casework.overleg import changing, looking, series
from casework.overleg.refs import series_ref
from handlers.acts import Act, Answer, Done, Show, Tell
from handlers.desk import Desk
from handlers.overleg import forms, ids, series_form
from handlers.overleg.conversation import OverlegConversation
from handlers.possible_names import ask


class ChangeListeners(OverlegConversation):
    """Registers the changing of an overleg at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.MOVE, self.ask_move)
        desk.submission(ids.MOVE, self.move)
        desk.action(ids.CHAIR, self.ask_chair)
        desk.submission(ids.CHAIR, self.let_chair)
        desk.action(ids.CHANGE, self.ask_change)
        desk.submission(ids.CHANGE, self.change)
        desk.action(ids.SKIP, self.skip)
        desk.action(ids.CANCEL, self.cancel)

    def ask_move(self, act: Act) -> Answer:
        """Ask for another day or time."""
        return Show(forms.move(self.labels, self._to_change(act, "overleg.move")))

    def move(self, act: Act) -> Answer:
        """Move one time."""
        number, planned = self._time(act)
        text = act.values.text
        opened = act.note.get("was")
        changing.move(self.office, act.person, number, planned, text("date"), text("time"), act.key, opened)
        return Done()

    def ask_chair(self, act: Act) -> Answer:
        """Ask who chairs this one time."""
        return Show(forms.chair(self.labels, self._to_change(act, "overleg.chair")))

    def let_chair(self, act: Act) -> Answer:
        """Have somebody else chair one time."""
        number, planned = self._time(act)
        user, opened = act.values.text("chair"), act.note.get("was")
        changing.let_chair(self.office, act.person, number, planned, user, act.key, opened)
        return Done()

    def ask_change(self, act: Act) -> Answer:
        """Ask what is to change about the whole series."""
        number, _planned = self._named(act)
        return Show(series_form.change(self.labels, *series.changeable(self.office, act.person, number)))

    def change(self, act: Act) -> Answer:
        """Change every time to come."""
        number, _planned = self._named(act)
        names = ("time", "location", "organiser", "chair", "until")
        typed = series.SeriesForm(**{name: act.values.text(name) for name in names})
        asked, opened = act.note.get("asked", ()), act.note.get("was")
        try:
            series.change_series(self.office, act.person, number, typed, act.key, asked, opened)
        except AskFirst as question:
            card, _standing = series.changeable(self.office, act.person, number)
            view = series_form.change(self.labels, card, typed, opened)
            return Show(ask(self.language, view, question.names))
        return Done()

    def skip(self, act: Act) -> Answer:
        """Let one time fall out."""
        number, named = self._named(act)
        planned = changing.skip(self.office, act.person, number, named, act.key)
        if act.name.startswith("/"):
            day, ref = self.language.day(planned), series_ref(number)
            return Tell(self.language("{ref} van {day} valt uit. Iedereen krijgt bericht.", ref=ref, day=day))
        return self._refreshed(act, number, planned)

    def cancel(self, act: Act) -> Answer:
        """End a series."""
        number, _planned = self._named(act)
        changing.cancel(self.office, act.person, number, act.key)
        if act.name.startswith("/"):
            ref = series_ref(number)
            return Tell(self.language("{ref} is geannuleerd. Iedereen krijgt bericht.", ref=ref))
        return self._refreshed(act, number, None)

    def _to_change(self, act: Act, name: str) -> looking.TimeCard:
        number, planned = self._named(act)
        _file, held = changing.movable(self.office, act.person, name, number, planned)
        return looking.named_time(self.office, act.person, name, number, held.planned)
