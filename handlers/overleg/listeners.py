"""What people do with an overleg before it is held: plan, look, come, put on the agenda."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casework.errors import AskFirst
from casework.overleg import agenda, attending, calendars, looking, planning
from casework.overleg.drafting import OverlegForm
from casework.permissions import admitted
from handlers.acts import Act, Answer, Clear, Done, Give, Replace, Show, Tell, Values
from handlers.desk import Desk
from handlers.inputs import Choice
from handlers.naming import called
from handlers.nearest import nearest
from handlers.overleg import forms, ids, planning_form, views
from handlers.overleg.conversation import OverlegConversation
from handlers.overleg.wordlist import SYNONYMS, WORDS
from handlers.possible_names import ask
from handlers.signal.fields import partnership_choices


class OverlegListeners(OverlegConversation):
    """Registers the conversation about an overleg at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.NEW, self.start)
        desk.submission(ids.NEW, self.plan)
        desk.search(ids.NEW, "partnership", ids.NEW, self.partnerships)
        desk.search(ids.NEW, "participants", ids.NEW, self.participants)
        desk.action(ids.SHOW, self.show)
        desk.pages(ids.SHOW, ids.SHOW, self.show)
        desk.action(ids.LIST, self.list_in_modal)
        desk.pages(ids.LIST, ids.LIST, self.list_in_modal)
        desk.action(ids.PRESENT, self.present)
        desk.action(ids.ABSENT, self.absent)
        desk.submission(ids.DEPUTY, self.send_deputy)
        desk.action(ids.AGENDA, self.agenda)
        desk.pages(ids.AGENDA, ids.AGENDA, self.agenda)
        desk.action(ids.ITEM, self.ask_item)
        desk.submission(ids.ITEM, self.add_item)
        desk.action(ids.ICS, self.calendar)

    # --- planning -----------------------------------------------------------------------------

    def start(self, act: Act) -> Answer:
        """Open the form, filled in from the template of the channel's partnership, or a button's own."""
        chosen = int(act.ref) if act.name == ids.NEW and act.ref.isdecimal() else None
        options = planning.plan_options(self.office, act.person, act.channel, chosen)
        return Show(planning_form.new_overleg(self.labels, options, walk=chosen is not None))

    def partnerships(self, act: Act) -> Sequence[Choice]:
        """For which partnerships one can plan."""
        return partnership_choices(planning.plan_options(self.office, act.person).partnerships)

    def participants(self, act: Act) -> Sequence[Choice]:
        """Who can be invited in the partnership of the form."""
        here = act.values.text("partnership")
        options = planning.plan_options(
            self.office, act.person, chosen=int(here) if here.isdecimal() else None
        )
        return planning_form.participant_choices(self.labels, options)

    def other_template(self, act: Act) -> Answer:
        """Another partnership was chosen in the form: a fresh form from its template, on top."""
        chosen = int(act.ref) if act.ref.isdecimal() else None
        options = planning.plan_options(self.office, act.person, chosen=chosen)
        typed = planning.typed_over(options.proposed, _plan_form(act.values))
        view = planning_form.new_overleg(self.labels, options, typed, walk=_walks(act))
        return Replace(view) if (act.view or {}).get("previous_view_id") else Show(view)

    def plan(self, act: Act) -> Answer:
        """Store the overleg and show it; a possible name is asked about once."""
        typed = _plan_form(act.values)
        try:
            number = planning.plan(self.office, act.person, typed, act.key, act.note.get("asked", ()))
        except AskFirst as question:
            options = planning.plan_options(self.office, act.person, chosen=int(typed.partnership))
            view = planning_form.new_overleg(self.labels, options, typed, walk=_walks(act))
            return Show(ask(self.language, view, question.names))
        return Clear() if (act.view or {}).get("previous_view_id") else self._sheet(act, number, None)

    # --- looking ------------------------------------------------------------------------------

    def overview(self, act: Act) -> Answer:
        """The overleggen of my partnerships."""
        found = looking.overview(self.office, act.person)
        title = self.language.plural("{n} overleg", "{n} overleggen", len(found))
        may_plan = admitted(ids.NEW, act.person)
        shown = views.overview(self.labels, found, may_plan=may_plan)
        return Tell(title, tuple(shown))

    def list_in_modal(self, act: Act) -> Answer:
        """The same, from Home."""
        found = looking.overview(self.office, act.person)
        may_plan = admitted(ids.NEW, act.person)
        return Show(views.all_of_them(self.labels, found, act.page, may_plan=may_plan))

    def show(self, act: Act) -> Answer:
        """A series, or one time of it."""
        number, planned = self._named(act)
        return self._sheet(act, number, planned)

    def calendar(self, act: Act) -> Answer:
        """A calendar file in this person's direct messages."""
        number, planned = self._named(act)
        made = calendars.calendar_file(self.office, act.person, number, planned)
        failed = self.language(
            "Het agendabestand kon niet in Slack worden gezet. Vraag de beheerder of Schakel bestanden "
            "mag plaatsen."
        )
        what = called(self.language, made.ref)
        title = self.language("Agenda {ref}", ref=what)
        said = self.language(
            "Het agendabestand van {ref} staat in uw berichten met Schakel. Open het daar: uw agenda neemt "
            "het over.",
            ref=what,
        )
        return Give(made.name, title, made.text, said, views.calendar_given(self.labels, said), failed)

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
        user, opened = act.values.text("user"), act.note.get("was")
        attending.send_deputy(self.office, act.person, number, planned, user, act.key, opened)
        return Done()

    # --- the agenda ---------------------------------------------------------------------------

    def agenda(self, act: Act) -> Answer:
        """The agenda of one time, by default the next."""
        number, planned = self._named(act)
        facts = agenda.for_person(self.office, act.person, number, planned)
        return Show(views.agenda(self.labels, facts, self.office.today, act.page))

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
            return Show(ask(self.language, forms.item(self.labels, card, typed), question.names))
        return Done()


def _walks(act: Act) -> bool:
    """Whether the form that is open walks through the questions."""
    return bool(act.note.get("walk"))


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
