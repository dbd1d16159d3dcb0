"""Making a letter that explains, as a file to print or to send."""

from __future__ import annotations

from casework import explaining_letters
from casework.errors import NotForYou
from casework.explaining_letters import Told
from handlers.acts import Act, Answer, Give, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.labels import Labels
from handlers.letters import ids, views
from handlers.letters.words import letter


class LetterListeners(Conversation):
    """Registers the letters at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.CONSENT, self.ask_about_consent)
        desk.action(ids.CONSENT_PAPER, self.of_consent)
        desk.action(ids.EXCEPTION, self.ask_about_exception)
        desk.action(ids.EXCEPTION_PAPER, self.of_exception)

    def ask_about_consent(self, act: Act) -> Answer:
        """Which letter about a record of consent."""
        number, record = number_in(act), _words(act, 2)[1]
        explaining_letters.may_explain(self.office, act.person, number, record)
        return Show(views.offered(self.labels, act.ref, ids.CONSENT_PAPER))

    def of_consent(self, act: Act) -> Answer:
        """That letter."""
        _this, record, locale, who = _words(act, 4)
        told = explaining_letters.of_consent(
            self.office, act.person, number_in(act), record, who, locale, act.key
        )
        return self._give(told, locale)

    def ask_about_exception(self, act: Act) -> Answer:
        """Which letter about an exception."""
        wait = explaining_letters.has_to_wait(self.office, act.person, number_in(act, "X"))
        return Show(views.offered(self.labels, act.ref, ids.EXCEPTION_PAPER, wait=wait))

    def of_exception(self, act: Act) -> Answer:
        """That letter."""
        _this, locale, who = _words(act, 3)
        number = number_in(act, "X")
        told = explaining_letters.of_exception(self.office, act.person, number, who, locale, act.key)
        return self._give(told, locale)

    def _give(self, told: Told, locale: str) -> Answer:
        _ = self.language
        made = letter(Labels(self.office.book, self.languages.spoken(locale)), told)
        said = _(
            "De brief over {ref} staat in uw berichten met Schakel. Open hem en druk hem af.", ref=told.ref
        )
        failed = _(
            "Het bestand kon niet in Slack worden gezet. Vraag de beheerder of Schakel bestanden mag "
            "plaatsen."
        )
        name = f"brief-{told.ref}-{told.addressee}.html"
        return Give(name, made.title, made.html, said, views.given(self.labels, said), failed)


def _words(act: Act, wanted: int) -> list[str]:
    """The parts of a button's reference; raises `NotForYou` for anything else."""
    parts = act.ref.split()
    if len(parts) != wanted:
        raise NotForYou
    return parts
