"""What people do with goals: set one, look, say what they contribute, change it, look back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from casework.errors import AskFirst
from casework.goals import contributing, evaluating, looking, setting
from casework.goals.contributing import FIELD
from casework.goals.drafting import GoalForm, contributions_in
from casework.goals.evaluating import EvaluationForm
from casework.goals.file import LETTERS
from casework.permissions import admitted
from handlers.acts import Act, Answer, Clear, Done, Give, Replace, Show, Tell, Values
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.goals import forms, ids, matrix, views
from handlers.goals.wordlist import SYNONYMS, WORDS
from handlers.inputs import Choice
from handlers.kit import modal, section
from handlers.nearest import nearest
from handlers.possible_names import ask
from handlers.signal.fields import partnership_choices


class GoalListeners(Conversation):
    """Registers the conversation about goals at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.NEW, self.start)
        desk.submission(ids.NEW, self.set)
        desk.search(ids.NEW, "partnership", ids.NEW, self.partnerships)
        desk.action(ids.LIST, self.list_in_modal)
        desk.pages(ids.LIST, ids.LIST, self.list_in_modal)
        desk.action(ids.MATRIX, self.matrix)
        desk.pages(ids.MATRIX, ids.MATRIX, self.matrix)
        desk.action(ids.PICTURE, self.picture)
        desk.action(ids.SHOW, self.show)
        desk.pages(ids.SHOW, ids.SHOW, self.turn)
        desk.action(ids.CONTRIBUTE, self.ask_contribution)
        desk.submission(ids.CONTRIBUTE, self.contribute)
        desk.action(ids.CHANGE, self.ask_change)
        desk.submission(ids.CHANGE, self.change)
        desk.action(ids.EVALUATE, self.ask_evaluation)
        desk.submission(ids.EVALUATE, self.evaluate)
        desk.action(ids.REOPEN, self.reopen)

    # --- setting ------------------------------------------------------------------------------

    def start(self, act: Act) -> Answer:
        """Open the form, for the channel's partnership when it has one."""
        return Show(forms.new_goal(self.labels, setting.goal_options(self.office, act.person, act.channel)))

    def partnerships(self, act: Act) -> Sequence[Choice]:
        """For which partnerships one can set a goal."""
        return partnership_choices(setting.goal_options(self.office, act.person).partnerships)

    def other_members(self, act: Act) -> Answer:
        """Another partnership was chosen in the form: the same form with its partners' fields."""
        chosen = int(act.ref) if act.ref.isdecimal() else None
        options = setting.goal_options(self.office, act.person, chosen=chosen)
        return Replace(forms.new_goal(self.labels, options, _form(act.values)))

    def set(self, act: Act) -> Answer:
        """Store the goal and show it; a possible name is asked about once."""
        typed, asked = _form(act.values), act.note.get("asked", ())
        try:
            number = setting.set_goal(self.office, act.person, typed, act.key, asked)
        except AskFirst as question:
            chosen = int(typed.partnership)
            options = setting.goal_options(self.office, act.person, chosen=chosen)
            return Show(ask(self.language, forms.new_goal(self.labels, options, typed), question.names))
        return self._sheet(act, number)

    # --- looking ------------------------------------------------------------------------------

    def show(self, act: Act) -> Answer:
        """One goal; without a number those of my partnerships."""
        if act.ref.strip():
            return self._sheet(act, number_in(act, LETTERS))
        found = looking.overview(self.office, act.person, act.channel)
        title = self.language.plural("{n} doel", "{n} doelen", len(found))
        may_set = admitted(ids.NEW, act.person)
        return Tell(title, tuple(views.overview(self.labels, found, self.office.today, may_set=may_set)))

    def list_in_modal(self, act: Act) -> Answer:
        """The same, from Home."""
        found = looking.overview(self.office, act.person)
        may_set = admitted(ids.NEW, act.person)
        return Show(views.all_of_them(self.labels, found, self.office.today, act.page, may_set=may_set))

    def matrix(self, act: Act) -> Answer:
        """Who does what for the goals of my partnerships."""
        return Show(matrix.matrix(self.labels, looking.overview(self.office, act.person), act.page))

    def picture(self, act: Act) -> Answer:
        """The same as pictures, and as text, in this person's own messages."""
        _, labels = self.language, self.labels
        cards = looking.overview(self.office, act.person)
        if not cards:
            return self.matrix(act)
        said = _("Wie wat doet, staat als plaatje en als tekst in uw berichten met Schakel.")
        failed = _(
            "De bestanden konden niet in Slack worden gezet. Vraag de beheerder of Schakel bestanden mag "
            "plaatsen."
        )
        return Give(
            "doelen.txt",
            _("Wie doet wat"),
            matrix.text_file(labels, cards),
            said,
            modal(ids.GIVEN, _("Wie doet wat"), [section(said)], close=_("Sluiten")),
            failed,
            beside=partial(matrix.pictures, labels, cards),
        )

    def turn(self, act: Act) -> Answer:
        """Another page of one goal."""
        return self._sheet(act, number_in(act, LETTERS))

    def help(self, act: Act) -> Answer:
        """What can be typed; after a typing error with the nearest word."""
        near = nearest(act.ref, WORDS, SYNONYMS, self.language.locale)
        return Tell(views.help_text(self.language, act.ref, near))

    # --- contributing and changing --------------------------------------------------------------

    def ask_contribution(self, act: Act) -> Answer:
        """Ask what this person's partner does; a coordinator without a role of their own sees the goal."""
        number = number_in(act, LETTERS)
        shown = looking.sheet(self.office, act.person, number)
        if not shown.contributes:
            return Show(views.sheet(self.labels, shown, self.office.today))
        return Show(forms.contribute(self.labels, *contributing.own(self.office, act.person, number)))

    def contribute(self, act: Act) -> Answer:
        """Store it; the card in the channel shows it."""
        number, typed = number_in(act, LETTERS), act.values.text(FIELD)
        asked, was = act.note.get("asked", ()), act.note.get("was")
        try:
            contributing.contribute(self.office, act.person, number, typed, act.key, asked, was)
        except AskFirst as question:
            card, _known = contributing.own(self.office, act.person, number)
            view = forms.contribute(self.labels, card, typed, was)
            return Show(ask(self.language, view, question.names))
        return _closed(act)

    def ask_change(self, act: Act) -> Answer:
        """Ask what is to change."""
        found = setting.changeable(self.office, act.person, number_in(act, LETTERS))
        return Show(forms.change(self.labels, *found))

    def change(self, act: Act) -> Answer:
        """Change the goal."""
        number, typed = number_in(act, LETTERS), _form(act.values)
        asked, opened = act.note.get("asked", ()), act.note.get("was")
        try:
            setting.change(self.office, act.person, number, typed, act.key, asked, opened)
        except AskFirst as question:
            card, options, _standing = setting.changeable(self.office, act.person, number)
            view = forms.change(self.labels, card, options, typed, opened)
            return Show(ask(self.language, view, question.names))
        return _closed(act)

    # --- looking back ---------------------------------------------------------------------------

    def ask_evaluation(self, act: Act) -> Answer:
        """Ask how it stands."""
        found = evaluating.to_evaluate(self.office, act.person, number_in(act, LETTERS))
        return Show(forms.evaluate(self.labels, found))

    def evaluate(self, act: Act) -> Answer:
        """Store what was found."""
        number, text = number_in(act, LETTERS), act.values.text
        typed = EvaluationForm(text("finding"), text("learned"), text("evaluate_on"))
        asked, after = act.note.get("asked", ()), act.note.get("after")
        try:
            evaluating.evaluate(self.office, act.person, number, typed, act.key, asked, after)
        except AskFirst as question:
            found = evaluating.to_evaluate(self.office, act.person, number)
            view = forms.evaluate(self.labels, found, typed, after)
            return Show(ask(self.language, view, question.names))
        return _closed(act)

    def reopen(self, act: Act) -> Answer:
        """Take the goal up again; the sheet in which it was pressed shows it."""
        number = number_in(act, LETTERS)
        evaluating.reopen(self.office, act.person, number, act.key)
        return Replace(self._sheet(act, number).view)

    def _sheet(self, act: Act, number: int) -> Show:
        shown = looking.sheet(self.office, act.person, number)
        return Show(views.sheet(self.labels, shown, self.office.today, act.page))


def _closed(act: Act) -> Answer:
    """A sheet under the form would still show what was before: it closes too."""
    return Clear() if (act.view or {}).get("previous_view_id") else Done()


def _form(values: Values) -> GoalForm:
    text = values.text
    return GoalForm(
        partnership=text("partnership"),
        why=text("why"),
        goal=text("goal"),
        indicator=text("indicator"),
        evaluate_on=text("evaluate_on"),
        contributions=contributions_in({name: text(name) for name in values.names()}),
        lead=text("lead"),
        overlap=text("overlap"),
        opportunities=text("opportunities"),
    )
