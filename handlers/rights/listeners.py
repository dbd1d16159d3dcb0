"""What the privacy officer and the coordinator do about rights that somebody uses."""

from __future__ import annotations

from casework.errors import NotForYou
from casework.rights import answering, asking, copying, looking
from casework.rights.asking import RightForm
from handlers.acts import Act, Answer, Done, Give, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.labels import Labels
from handlers.rights import ids, views
from handlers.rights.copy import copy_letter
from handlers.rights.letter import letter


class RightsListeners(Conversation):
    """Registers the conversation about rights at the desk; the command word belongs to `/signal`."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.SHOW, self.show)
        desk.pages(ids.SHOW, ids.SHOW, self.show)
        desk.action(ids.ASK, self.ask_who)
        desk.submission(ids.ASK, self.ask)
        desk.action(ids.AGREE, self.agree)
        desk.action(ids.DECLINE, self.decline)
        desk.action(ids.EXPORT, self.export)
        desk.action(ids.END, self.ask_answer)
        desk.submission(ids.END, self.end)
        desk.action(ids.LETTER, self.ask_letter)
        desk.action(ids.PAPER, self.letter)

    def show(self, act: Act) -> Answer:
        """What was asked about one signal."""
        found = looking.overview(self.office, act.person, number_in(act))
        return Show(views.shown(self.labels, found, act.page))

    def ask_who(self, act: Act) -> Answer:
        """The form for one right."""
        number, right = number_in(act), _second_word(act)
        return Show(views.ask_form(self.labels, asking.questions(self.office, act.person, number, right)))

    def ask(self, act: Act) -> Answer:
        """Write down that somebody asks it."""
        text = act.values.text
        form = RightForm(
            right=str(act.note.get("right") or ""),
            asker=text("asker"),
            because=text("because"),
            withhold="withhold" not in act.values or "yes" in act.values.many("withhold"),
        )
        made = asking.ask(self.office, act.person, number_in(act), form, act.key)
        return Show(views.kept(self.labels, looking.told(self.office, made)))

    def agree(self, act: Act) -> Answer:
        """The coordinator agrees; the confirm dialog came before."""
        asking.agree(self.office, act.person, number_in(act, "V"), act.key)
        return Done()

    def decline(self, act: Act) -> Answer:
        """The coordinator does not."""
        asking.decline(self.office, act.person, number_in(act, "V"), act.key)
        return Done()

    def export(self, act: Act) -> Answer:
        """The copy, as a file to print in the privacy officer's own messages."""
        _ = self.language
        copied = copying.copy_of(self.office, act.person, number_in(act, "V"), act.key)
        made = copy_letter(self.labels, copied)
        said = _(
            "Het afschrift van {ref} staat in uw berichten met Schakel. Druk het af, geef het, en gooi het "
            "bestand weg.",
            ref=copied.signal_ref,
        )
        return self._give(f"afschrift-{copied.ref}.html", made.title, made.html, said)

    def ask_answer(self, act: Act) -> Answer:
        """The form to answer with."""
        asked = answering.questions(self.office, act.person, number_in(act, "V"))
        return Show(views.end_form(self.labels, asked))

    def end(self, act: Act) -> Answer:
        """Give the answer."""
        number, text = number_in(act, "V"), act.values.text
        answering.end(self.office, act.person, number, text("answer"), text("because"), act.key)
        return Show(views.kept(self.labels, looking.told(self.office, number)))

    def ask_letter(self, act: Act) -> Answer:
        """In which language."""
        found = looking.may_write(self.office, act.person, number_in(act, "V"))
        return Show(views.letters_offered(self.labels, found))

    def letter(self, act: Act) -> Answer:
        """The letter, as a file to print."""
        _, locale = self.language, _second_word(act)
        found = looking.for_letter(self.office, act.person, number_in(act, "V"), locale, act.key)
        made = letter(Labels(self.office.book, self.languages.spoken(locale)), found)
        said = _(
            "De brief over {ref} staat in uw berichten met Schakel. Open hem en druk hem af.",
            ref=found.signal_ref,
        )
        return self._give(f"brief-{found.ref}.html", made.title, made.html, said)

    def _give(self, name: str, title: str, content: str, said: str) -> Answer:
        failed = self.language(
            "Het bestand kon niet in Slack worden gezet. Vraag de beheerder of Schakel bestanden mag "
            "plaatsen."
        )
        return Give(name, title, content, said, views.given(self.labels, said), failed)


def _second_word(act: Act) -> str:
    """What follows the number on a button; raises `NotForYou` for anything else."""
    parts = act.ref.split()
    if len(parts) != 2:  # noqa: PLR2004  # a number and a word
        raise NotForYou
    return parts[1]
