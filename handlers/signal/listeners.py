"""What people do with signals: report, tag, answer, look, add, undo, close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.acute.road import open_to
from casework.errors import AskFirst
from casework.permissions import admitted
from casework.refs import ref
from casework.signals import (
    answering,
    erasing,
    looking,
    reading_along,
    registering,
    supplementing,
    tagging,
    unposted,
    wording,
)
from casework.signals.drafting import DETAILS_LIMIT, SignalForm
from casework.signals.registering import FormOptions
from casework.signals.stub_only import offered_to
from handlers.acts import Act, Answer, Done, Replace, Show, Tell
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.inputs import Choice
from handlers.kit import section
from handlers.nearest import nearest
from handlers.possible_names import ask
from handlers.signal import closing, form, ids, posting, views
from handlers.signal.cards import name_stands
from handlers.signal.fields import partnership_choices
from handlers.signal.sheet import sheet
from handlers.signal.typed import typed_signal
from storage.signal_tables import Readers

WORDS = (
    *("nieuw", "lijst", "toon", "deel", "koppel", "sluit"),
    *("inzage", "wissen", "rechten", "rapport", "hulp"),
)
SYNONYMS = {
    "new": "nieuw",
    "list": "lijst",
    "show": "toon",
    "share": "deel",
    "link": "koppel",
    "close": "sluit",
    "access": "inzage",
    "erase": "wissen",
    "rights": "rechten",
    "report": "rapport",
    "help": "hulp",
    "?": "hulp",
}

_ON_MESSAGE = f"shortcut:{ids.FROM_MESSAGE}"


class SignalListeners(Conversation):
    """Registers the signal conversation at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener; `deel` belongs to sharing."""
        desk.shortcut(ids.NEW, self.start)
        desk.shortcut(ids.FROM_MESSAGE, self.start)
        desk.action(ids.NEW, self.start)
        desk.submission(ids.NEW, self.submit)
        desk.search(ids.NEW, "partnership", ids.NEW, self.partnerships)
        desk.submission(ids.PARTNERS, self.tag)
        desk.search(ids.PARTNERS, "partners", ids.PARTNERS, self.partners)
        desk.closing(ids.PARTNERS, self.release)
        desk.action(ids.PARTNERS, self.propose)
        desk.typing(ids.PARTNERS, "^(partners|readers)$", self.recount)
        desk.action(ids.CHOSEN, self.recount)
        desk.action(ids.KEEP, self.keep)
        desk.action(ids.SHOW, self.show)
        desk.pages(ids.SHOW, ids.SHOW, self.show)
        for reaction in (ids.PICKUP, ids.CALL, ids.NOT_MINE):
            desk.action(reaction, self.react)
        desk.action(ids.UNDO, self.undo)
        desk.action(ids.CLOSE, self.ask_outcome)
        desk.submission(ids.CLOSE, self.close)
        desk.submission(ids.ERASE, self.erase)
        desk.action(ids.DETAIL, self.ask_detail)
        desk.submission(ids.DETAIL, self.add_detail)
        desk.action(ids.SUBJECT, self.ask_subject)
        desk.submission(ids.SUBJECT, self.add_subject)
        desk.action(ids.WORDING, self.ask_wording)
        desk.submission(ids.WORDING, self.put_right)

    # --- reporting ----------------------------------------------------------------------------

    def start(self, act: Act) -> Answer:
        """Open the form, for the partnership whose channel this is, with the words of a chosen message."""
        options = registering.form_options(self.office, act.person)
        here = options.channels.get(act.channel)
        typed = SignalForm(partnership="" if here is None else str(here), details=act.said[:DETAILS_LIMIT])
        taken = form.taken_over(self.labels, act.said) if act.name == _ON_MESSAGE else ()
        return Show(self._form(act, options, typed, taken))

    def submit(self, act: Act) -> Answer:
        """Store the signal and go on to the partners; a possible name is asked about once."""
        typed = typed_signal(act)
        try:
            stored = registering.register(
                self.office, act.person, typed, act.key, already_asked=act.note.get("asked", ())
            )
        except AskFirst as question:
            options = registering.form_options(self.office, act.person)
            return Show(ask(self.language, self._form(act, options, typed), question.names))
        return self._proposal(act, stored.number)

    def _form(self, act: Act, options: FormOptions, typed: SignalForm, opening: Sequence[Block] = ()) -> View:
        here, kinds = options.partnerships, self._categories(act)
        road = open_to(self.office, act.person) is not None
        return form.new_signal(self.labels, here, kinds, typed, opening, road=road)

    def propose(self, act: Act) -> Answer:
        """Show whom to tag, also later on."""
        return self._proposal(act, number_in(act))

    def _proposal(self, act: Act, number: int) -> Answer:
        proposal = tagging.propose(self.office, act.person, number)
        return Show(posting.choose_partners(self.labels, ref("S", number), proposal))

    def recount(self, act: Act) -> Answer:
        """Keep who is to read it, and say who that is and how many partners the button asks."""
        pressed = act.name == ids.CHOSEN
        number = number_in(act if pressed else replace(act, ref=""))
        readers = Readers.CHOSEN if pressed else posting.readers_in(act.values)
        if readers is not None:
            reading_along.prefer(self.office, act.person, number, readers, act.key)
        proposal = tagging.propose(self.office, act.person, number)
        chosen = posting.chosen_in(act.values, settled=pressed)
        view = posting.choose_partners(self.labels, ref("S", number), proposal, chosen)
        return Replace(view) if act.view else Show(view)

    def keep(self, act: Act) -> Answer:
        """Keep the signal as a draft."""
        now = unposted.keep(self.office, act.person, number_in(act), act.key)
        view = posting.kept(self.labels, now)
        return Replace(view) if act.view else Show(view)

    def partners(self, act: Act) -> Sequence[Choice]:
        """Whom one can choose in that step."""
        return posting.partner_choices(self.labels, tagging.propose(self.office, act.person, number_in(act)))

    def partnerships(self, act: Act) -> Sequence[Choice]:
        """For which partnerships one can report."""
        return partnership_choices(registering.form_options(self.office, act.person).partnerships)

    def tag(self, act: Act) -> Answer:
        """Tag the chosen partners; the card goes out."""
        chosen = {int(one) for one in act.values.many("partners") if one.isdecimal()}
        number, readers = number_in(act), posting.readers_in(act.values)
        unnamed = posting.chosen_in(act.values).unnamed
        tagging.tag(self.office, act.person, number, chosen, act.key, readers=readers, unnamed=unnamed)
        return Done()

    def release(self, act: Act) -> Answer:
        """The partner step was closed: the card goes out without new tags."""
        tagging.release(self.office, act.person, number_in(act), act.key)
        return Done()

    # --- answering ----------------------------------------------------------------------------

    def react(self, act: Act) -> Answer:
        """A tagged partner's one press."""
        if answering.react(self.office, act.person, number_in(act), act.name, act.key):
            return Done()
        return Tell(self.language("Dat had u al laten weten."))

    def undo(self, act: Act) -> Answer:
        """Take the signal back."""
        answering.undo(self.office, act.person, number_in(act), act.key)
        return Done()

    def ask_outcome(self, act: Act) -> Answer:
        """Ask with what outcome the signal is closed."""
        now = answering.may_close(self.office, act.person, number_in(act))
        return Show(closing.close_form(self.labels, now))

    def close(self, act: Act) -> Answer:
        """Close the signal."""
        number, typed, result = number_in(act), act.values.text("outcome"), act.values.text("result")
        asked = act.note.get("asked", ())
        try:
            answering.close(self.office, act.person, number, typed, act.key, asked, result=result)
        except AskFirst as question:
            now = answering.may_close(self.office, act.person, number)
            view = closing.close_form(self.labels, now, typed, result)
            return Show(ask(self.language, view, question.names))
        return Done()

    def ask_erasure(self, act: Act) -> Answer:
        """Ask the privacy officer why a signal is erased."""
        return Show(
            form.erase_signal(self.labels, erasing.may_erase(self.office, act.person, number_in(act)))
        )

    def erase(self, act: Act) -> Answer:
        """Erase the signal, for good."""
        erasing.erase(self.office, act.person, number_in(act), act.values.text("why"), act.key)
        return Done()

    # --- adding -------------------------------------------------------------------------------

    def ask_detail(self, act: Act) -> Answer:
        """Ask for another sealed detail."""
        this = supplementing.may_add(self.office, act.person, number_in(act))
        return Show(form.add_detail(self.labels, this, self._categories(act)))

    def add_detail(self, act: Act) -> Answer:
        """Seal another detail."""
        supplementing.add_detail(
            self.office,
            act.person,
            number_in(act),
            act.values.text("details"),
            act.values.many("categories"),
            act.key,
        )
        return Done()

    def ask_subject(self, act: Act) -> Answer:
        """Ask who it is about."""
        this = supplementing.may_add(self.office, act.person, number_in(act))
        return Show(form.add_subject(self.labels, this))

    def add_subject(self, act: Act) -> Answer:
        """Seal who it is about."""
        number, asked = number_in(act), act.note.get("asked", ())
        name, born = act.values.text("subject_name"), act.values.text("subject_birthdate")
        try:
            supplementing.add_subject(
                self.office, act.person, number, name, born, act.key, already_asked=asked
            )
        except AskFirst as question:
            view = form.add_subject(self.labels, ref("S", number), name, born)
            return Show(ask(self.language, view, question.names))
        if wording.names_somebody(self.office, number_in(act)):
            return self.ask_wording(act)
        return Done()

    def ask_wording(self, act: Act) -> Answer:
        """Ask the author for other words: these name the young person."""
        found = wording.standing(self.office, act.person, number_in(act))
        why = (
            (section(name_stands(self.language)),)
            if wording.names_somebody(self.office, number_in(act))
            else ()
        )
        place = None if found.place else ""
        return Show(form.put_right(self.labels, found.ref, found.summary, found.area, why, place=place))

    def put_right(self, act: Act) -> Answer:
        """Put the author's other words in their place."""
        number, text, asked = number_in(act), act.values.text, act.note.get("asked", ())
        summary, area, opened = text("summary"), text("area"), act.note.get("was")
        where = text("place") if "place" in act.values else None
        try:
            wording.put_right(
                self.office, act.person, number, summary, area, act.key, asked, opened, where=where or ""
            )
        except AskFirst as question:
            view = form.put_right(self.labels, ref("S", number), summary, area, was=opened, place=where)
            return Show(ask(self.language, view, question.names))
        return Done()

    # --- looking ------------------------------------------------------------------------------

    def show(self, act: Act) -> Answer:
        """One signal, as far as this person may see it."""
        shown = looking.sheet(self.office, act.person, number_in(act))
        return Show(sheet(self.labels, shown, act.page))

    def overview(self, act: Act) -> Answer:
        """My open signals."""
        cards = looking.overview(self.office, act.person)
        title = self.language.plural("{n} open signaal", "{n} open signalen", len(cards))
        return Tell(
            title, tuple(views.overview(self.labels, cards, may_report=admitted(ids.NEW, act.person)))
        )

    def help(self, act: Act) -> Answer:
        """What can be typed; after a typing error with the nearest word."""
        meant = nearest(act.ref, WORDS, SYNONYMS, self.language.locale)
        return Tell(views.help_text(self.language, act.ref, meant))

    def _categories(self, act: Act) -> tuple[str, ...]:
        return offered_to(self.office, act.person)
