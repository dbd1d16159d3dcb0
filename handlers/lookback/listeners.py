"""Looking at who read what: a list, the log with its filter, a file of it, and the letter."""

from __future__ import annotations

from datetime import date

from casework import refs
from casework.errors import Flaw, Invalid, NotForYou
from casework.lookback import reading
from casework.lookback.reading import Sort, Wanted
from casework.refs import ref
from handlers.acts import Act, Answer, Give, Show
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.labels import Labels
from handlers.lookback import ids, views
from handlers.lookback.export import csv_of
from handlers.lookback.letter import letter

YEARS = range(1900, 2100)  # of days one can look for: beyond them a day has no instant in every zone


class LookbackListeners(Conversation):
    """Registers the conversation about who read what at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation; the command word belongs to `/signal`."""
        desk.action(ids.SHOW, self.show)
        desk.pages(ids.SHOW, ids.SHOW, self.show)
        desk.action(ids.LOG, self.log)
        desk.pages(ids.LOG, ids.LOG, self.log)
        desk.action(ids.FILTER, self.ask_what)
        desk.submission(ids.FILTER, self.narrow)
        desk.action(ids.EXPORT, self.export)
        desk.action(ids.LETTER, self.ask_letter)
        desk.action(ids.PAPER, self.letter)

    def show(self, act: Act) -> Answer:
        """The log for the privacy officer, of one signal or of all; the list for author and lead."""
        if "fg" in act.person.grants:
            typed = act.ref or str(act.note.get("ref") or "")
            return self._log(act, Wanted(signal=number_in(act) if typed.strip() else None))
        number = number_in(act)
        found = reading.of_signal(self.office, act.person, number, act.key)
        return Show(views.shown(self.labels, ref("S", number), found, act.page))

    def log(self, act: Act) -> Answer:
        """The log as it was asked for, from Home or another page of it."""
        return self._log(act, _asked(act))

    def ask_what(self, act: Act) -> Answer:
        """The form to narrow it down."""
        return Show(views.filter_form(self.labels, _asked(act)))

    def narrow(self, act: Act) -> Answer:
        """Show what was chosen; raises `Invalid` for a number that is none and days in the wrong order."""
        text = act.values.text
        typed = text("number").strip()
        number = refs.number("S", typed) if typed else None
        flaws = {}
        if typed and number is None:
            flaws["number"] = Flaw("number_unreadable")
        wanted = Wanted(
            number, _day(text("since")), _day(text("until")), text("account"), _sort(text("sort"))
        )
        for name, day in (("since", wanted.since), ("until", wanted.until)):
            if day is not None and day.year not in YEARS:
                flaws[name] = Flaw("date_impossible")
        if wanted.since and wanted.until and wanted.until < wanted.since:
            flaws["until"] = Flaw("until_before_since")
        if flaws:
            raise Invalid(flaws)
        return self._log(act, wanted)

    def export(self, act: Act) -> Answer:
        """The same lines as a file in the privacy officer's own messages."""
        _, wanted = self.language, _asked(act)
        found = reading.log(self.office, act.person, wanted, act.key, act=ids.EXPORT)
        about = "" if wanted.signal is None else f"-{ref('S', wanted.signal)}"
        said = _("Het logboek staat als bestand in uw berichten met Schakel. Gooi het weg als u klaar bent.")
        return self._give(f"inzage{about}.csv", _("Inzage"), csv_of(found), said)

    def ask_letter(self, act: Act) -> Answer:
        """In which language."""
        return Show(views.letters_offered(self.labels, ref("S", number_in(act))))

    def letter(self, act: Act) -> Answer:
        """The letter, as a file to print."""
        _, number = self.language, number_in(act)
        found = reading.for_letter(self.office, act.person, number, act.key)
        labels = Labels(self.office.book, self.languages.spoken(act.ref.partition(" ")[2]))
        made, this = letter(labels, ref("S", number), found), ref("S", number)
        said = _("De brief over {ref} staat in uw berichten met Schakel. Open hem en druk hem af.", ref=this)
        return self._give(f"brief-inzage-{this}.html", made.title, made.html, said)

    def _log(self, act: Act, wanted: Wanted) -> Answer:
        found = reading.log(self.office, act.person, wanted, act.key)
        return Show(views.log(self.labels, wanted, found, act.page))

    def _give(self, name: str, title: str, content: str, said: str) -> Answer:
        failed = self.language(
            "Het bestand kon niet in Slack worden gezet. Vraag de beheerder of Schakel bestanden mag "
            "plaatsen."
        )
        return Give(name, title, content, said, views.given(self.labels, said), failed)


def _asked(act: Act) -> Wanted:
    """What the view remembers; raises `NotForYou` for a number that is none."""
    held = {name: str(act.note.get(name) or "") for name in ("ref", "since", "until", "account", "sort")}
    number = refs.number("S", held["ref"]) if held["ref"] else None
    if held["ref"] and number is None:
        raise NotForYou
    return Wanted(number, _day(held["since"]), _day(held["until"]), held["account"], _sort(held["sort"]))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _sort(text: str) -> Sort:
    return Sort(text) if text in set(Sort) else Sort.ALL
