"""What people do with an overleg: plan, look, come, change, put on the agenda, record what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casework.errors import AskFirst, NotForYou
from casework.overleg import (
    actions,
    agenda,
    attending,
    calendars,
    changing,
    looking,
    outcomes,
    planning,
    series,
)
from casework.overleg.drafting import OverlegForm
from casework.overleg.outcomes import OutcomeForm
from casework.overleg.refs import occurrence_ref, read_occurrence, series_ref
from casework.permissions import admitted
from handlers.acts import Act, Answer, Clear, Done, Give, Replace, Show, Tell, Values
from handlers.conversation import Conversation
from handlers.desk import Desk
from handlers.nearest import nearest
from handlers.overleg import forms, ids, outcome_form, planning_form, series_form, views
from handlers.overleg.wordlist import SYNONYMS, WORDS


class OverlegListeners(Conversation):
    """Registers the conversation about an overleg at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.NEW, self.start)
        desk.submission(ids.NEW, self.plan)
        desk.action(ids.SHOW, self.show)
        desk.action(ids.LIST, self.list_in_modal)
        desk.action(ids.PRESENT, self.present)
        desk.action(ids.ABSENT, self.absent)
        desk.submission(ids.DEPUTY, self.send_deputy)
        desk.action(ids.AGENDA, self.agenda)
        desk.action(ids.ITEM, self.ask_item)
        desk.submission(ids.ITEM, self.add_item)
        desk.action(ids.ICS, self.calendar)
        desk.action(ids.DECISIONS, self.read_decisions)
        desk.action(ids.MOVE, self.ask_move)
        desk.submission(ids.MOVE, self.move)
        desk.action(ids.CHAIR, self.ask_chair)
        desk.submission(ids.CHAIR, self.let_chair)
        desk.action(ids.CHANGE, self.ask_change)
        desk.submission(ids.CHANGE, self.change)
        desk.action(ids.SKIP, self.skip)
        desk.action(ids.CANCEL, self.cancel)
        desk.action(ids.OUTCOME, self.ask_outcome)
        desk.submission(ids.OUTCOME, self.record)
        desk.action(ids.ACTION_DONE, self.action_done)

    # --- planning -----------------------------------------------------------------------------

    def start(self, act: Act) -> Answer:
        """Open the form, filled in from the template of the channel's partnership, or a button's own."""
        chosen = int(act.ref) if act.name == ids.NEW and act.ref.isdecimal() else None
        options = planning.plan_options(self.office, act.person, act.channel, chosen)
        return Show(planning_form.new_overleg(self.labels, options))

    def other_template(self, act: Act) -> Answer:
        """Another partnership was chosen in the form: a fresh form from its template, on top."""
        chosen = int(act.ref) if act.ref.isdecimal() else None
        options = planning.plan_options(self.office, act.person, chosen=chosen)
        typed = planning.typed_over(options.proposed, _plan_form(act.values))
        view = planning_form.new_overleg(self.labels, options, typed)
        return Replace(view) if (act.view or {}).get("previous_view_id") else Show(view)

    def plan(self, act: Act) -> Answer:
        """Store the overleg and show it; a possible name is asked about once."""
        typed = _plan_form(act.values)
        try:
            number = planning.plan(self.office, act.person, typed, act.key, act.note.get("asked", ()))
        except AskFirst as question:
            options = planning.plan_options(self.office, act.person, chosen=int(typed.partnership))
            return Show(planning_form.new_overleg(self.labels, options, typed, tuple(question.questions)))
        return Clear() if (act.view or {}).get("previous_view_id") else self._sheet(act, number, None)

    # --- looking ------------------------------------------------------------------------------

    def overview(self, act: Act) -> Answer:
        """The overleggen of my partnerships."""
        found = looking.overview(self.office, act.person)
        title = self.language.plural("{n} overleg", "{n} overleggen", len(found))
        may_plan = admitted(ids.NEW, act.person)
        shown = views.overview(self.labels, found, self.office.today, may_plan=may_plan)
        return Tell(title, tuple(shown[:50]))

    def list_in_modal(self, act: Act) -> Answer:
        """The same, from Home."""
        found = looking.overview(self.office, act.person)
        may_plan = admitted(ids.NEW, act.person)
        return Show(views.all_of_them(self.labels, found, self.office.today, may_plan=may_plan))

    def show(self, act: Act) -> Answer:
        """A series, or one time of it."""
        number, planned = self._named(act)
        return self._sheet(act, number, planned)

    def agenda(self, act: Act) -> Answer:
        """The agenda of one time, by default the next."""
        number, planned = self._named(act)
        facts = agenda.for_person(self.office, act.person, number, planned)
        return Show(views.agenda(self.labels, facts, self.office.today))

    def calendar(self, act: Act) -> Answer:
        """A calendar file in this person's direct messages."""
        number, planned = self._named(act)
        made = calendars.calendar_file(self.office, act.person, number, planned)
        failed = self.language(
            "Het agendabestand kon niet in Slack worden gezet. Vraag de beheerder of Schakel bestanden "
            "mag plaatsen."
        )
        title = self.language("Agenda {ref}", ref=made.ref)
        return Give(made.name, title, made.text, failed)

    def read_decisions(self, act: Act) -> Answer:
        """The decisions of one time, as far as the gate lets this person read them."""
        number, planned = self._time(act)
        found = outcomes.read_decisions(self.office, act.person, number, planned, act.key)
        return Show(views.decisions(self.labels, occurrence_ref(number, planned), found))

    def help(self, act: Act) -> Answer:
        """What can be typed; after a typing error with the nearest word."""
        return Tell(
            views.help_text(self.language, act.ref, nearest(act.ref, WORDS, SYNONYMS, self.language.locale))
        )

    # --- coming -------------------------------------------------------------------------------

    def present(self, act: Act) -> Answer:
        """One press: I come."""
        number, planned = self._time(act)
        attending.answer(self.office, act.person, number, planned, act.name, act.key)
        return self._refreshed(act, number, planned)

    def absent(self, act: Act) -> Answer:
        """One press: I stay away; then whom they send."""
        number, planned = self._time(act)
        attending.answer(self.office, act.person, number, planned, act.name, act.key)
        card = looking.named_time(self.office, act.person, act.name, number, planned)
        before = dict(card.answers.absent).get(act.person.user_id)
        return Show(forms.deputy(self.labels, card, before))

    def send_deputy(self, act: Act) -> Answer:
        """Who comes in my place, or nobody."""
        number, planned = self._time(act)
        user = act.values.text("user")
        attending.send_deputy(self.office, act.person, number, planned, user, act.key)
        return Done()

    # --- changing -----------------------------------------------------------------------------

    def ask_move(self, act: Act) -> Answer:
        """Ask for another day or time."""
        return Show(forms.move(self.labels, self._to_change(act, "overleg.move")))

    def move(self, act: Act) -> Answer:
        """Move one time."""
        number, planned = self._time(act)
        text = act.values.text
        changing.move(self.office, act.person, number, planned, text("date"), text("time"), act.key)
        return Done()

    def ask_chair(self, act: Act) -> Answer:
        """Ask who chairs this one time."""
        return Show(forms.chair(self.labels, self._to_change(act, "overleg.chair")))

    def let_chair(self, act: Act) -> Answer:
        """Have somebody else chair one time."""
        number, planned = self._time(act)
        changing.let_chair(self.office, act.person, number, planned, act.values.text("chair"), act.key)
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
        try:
            series.change_series(self.office, act.person, number, typed, act.key, act.note.get("asked", ()))
        except AskFirst as question:
            card, _standing = series.changeable(self.office, act.person, number)
            return Show(series_form.change(self.labels, card, typed, tuple(question.questions)))
        return Done()

    def skip(self, act: Act) -> Answer:
        """Let one time fall out."""
        number, named = self._named(act)
        planned = changing.skip(self.office, act.person, number, named, act.key)
        if act.name.startswith("/"):
            day, ref = self.language.day(planned), occurrence_ref(number, planned)
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

    # --- the agenda and the outcome -------------------------------------------------------------

    def ask_item(self, act: Act) -> Answer:
        """Ask what to put on the agenda."""
        number, planned = self._time(act)
        card = looking.named_time(self.office, act.person, act.name, number, planned)
        return Show(forms.item(self.labels, card))

    def add_item(self, act: Act) -> Answer:
        """Put it on the agenda."""
        number, planned = self._time(act)
        typed = act.values.text("item")
        asked = tuple(act.note.get("asked", ()))
        try:
            agenda.add_item(self.office, act.person, number, planned, typed, act.key, asked)
        except AskFirst as question:
            card = looking.named_time(self.office, act.person, "overleg.item", number, planned)
            return Show(forms.item(self.labels, card, typed, tuple(question.questions)))
        return Done()

    def ask_outcome(self, act: Act) -> Answer:
        """Ask what was decided and who does what."""
        number, planned = self._named(act)
        options = outcomes.outcome_options(self.office, act.person, number, planned)
        view = outcome_form.outcome(self.labels, options)
        return Replace(view) if (act.view or {}).get("callback_id") == ids.RECORDED else Show(view)

    def record(self, act: Act) -> Answer:
        """Seal the decisions and store the action point."""
        number, planned = self._time(act)
        text = act.values.text
        typed = OutcomeForm(text("decisions"), text("action_text"), text("action_owner"), text("action_due"))
        asked = act.note.get("asked", ())
        try:
            made = outcomes.record(self.office, act.person, number, planned, typed, act.key, asked)
        except AskFirst as question:
            options = outcomes.outcome_options(self.office, act.person, number, planned)
            return Show(outcome_form.outcome(self.labels, options, typed, tuple(question.questions)))
        return Show(views.recorded(self.labels, made))

    def action_done(self, act: Act) -> Answer:
        """An action point is done."""
        found = act.ref.strip().upper().removeprefix("A-")
        if not found.isdecimal():
            raise NotForYou
        actions.done(self.office, act.person, int(found), act.key)
        return Done()

    # --- reading ------------------------------------------------------------------------------

    def _named(self, act: Act) -> tuple[int, date | None]:
        return read_occurrence(act.ref or str(act.note.get("ref") or ""))

    def _time(self, act: Act) -> tuple[int, date]:
        number, planned = self._named(act)
        if planned is None:
            raise NotForYou
        return number, planned

    def _to_change(self, act: Act, name: str) -> looking.TimeCard:
        number, planned = self._named(act)
        _file, held = changing.movable(self.office, act.person, name, number, planned)
        return looking.named_time(self.office, act.person, name, number, held.planned)

    def _sheet(self, act: Act, number: int, planned: date | None) -> Show:
        shown = looking.sheet(self.office, act.person, number, planned)
        return Show(views.sheet(self.labels, shown, self.office.today, planned=planned is not None))

    def _refreshed(self, act: Act, number: int, planned: date | None) -> Answer:
        """The sheet as it stands now, when the button was pressed in one; else nothing more."""
        view = act.view or {}
        if view.get("callback_id") != ids.SHOW:
            return Done()
        single = "/" in str(act.note.get("ref") or "")
        return Replace(self._sheet(act, number, planned if single else None).view)


def _plan_form(values: Values) -> OverlegForm:
    text: Callable[[str], str] = values.text
    return OverlegForm(
        partnership=text("partnership"),
        title=text("title"),
        first_date=text("first_date"),
        time=text("time"),
        duration=text("duration"),
        frequency=text("frequency"),
        location=text("location"),
        organiser=text("organiser"),
        chair=text("chair"),
        participants=values.many("participants"),
        reminders=values.many("reminders"),
        holidays=text("holidays"),
    )
