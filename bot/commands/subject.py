"""`schakel subject`: the rights of a young person on the command line, by the same use cases as in Slack.

Who acts is a privacy officer by their account; that it was done here stands in the audit, and every privacy
officer hears of it. A copy opens only once the coordinator agreed in Slack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from bot.failing import Stop, plainly
from bot.private_file import must_be_free, write_private
from casework import refs
from casework.errors import Invalid, NotForYou, Refused
from casework.office import Office
from casework.people import Person
from casework.refs import ref
from casework.rights import answering, asking, copying, looking
from casework.rights.asking import RightForm
from casework.rights.looking import RightAsked
from handlers.flaws import flaw_sentences
from handlers.labels import Labels
from handlers.language import LOCALES, load_language
from handlers.reasons import reason
from handlers.rights.copy import copy_letter
from handlers.rights.letter import letter
from handlers.rights.words import state
from rules.rights import ACCESS, CORRECT, ERASE, OBJECT, RESTRICT

OpenOffice = Callable[[], AbstractContextManager[Office]]
OPERATOR = "operator"
COMMAND = "subject.command"
_ASKS = {
    RESTRICT: "Zet een signaal voorlopig dicht, of weer open: alles blijft bewaard.",
    OBJECT: "Leg een bezwaar vast (het signaal gaat dicht), of beslis erover.",
    CORRECT: "Vraag de melder iets te verbeteren, of leg vast wat ervan kwam.",
    ERASE: "Leg vast dat iemand vraagt te wissen, of beslis erover.",
}

Officer = Annotated[str, typer.Option("--as", help="Het Slack-account van de privacyfunctionaris.")]
Asker = Annotated[str, typer.Option(help="Wie het vraagt: jongere, ouder of vertegenwoordiger.")]
Because = Annotated[str, typer.Option(help="Waarom, als code uit rules/tables/rights.toml.")]
Answered = Annotated[str, typer.Option("--answer", help="Het antwoord: lifted, upheld, granted of refused.")]
LetterFile = Annotated[Path | None, typer.Option("--letter", help="Schrijf de brief hierheen.")]
In = Annotated[str, typer.Option("--language", help="De taal van het stuk: nl of en.")]


@dataclass(frozen=True, slots=True)
class Desk:
    """One command at work: the office, who acts, about which signal."""

    office: Office
    person: Person
    number: int

    def key(self) -> str:
        """A command is an act of its own each time."""
        return f"command:{uuid4()}"

    def labels(self, locale: str) -> Labels:
        """The field's terms in one language."""
        return Labels(self.office.book, load_language(locale, self.office.zone))

    def running(self, right: str) -> RightAsked | None:
        """What was asked and is not answered yet; of a copy also one that can be made again."""
        found = looking.overview(self.office, self.person, self.number).asked
        now = self.office.clock.now()
        for one in reversed(found):
            again = one.came == copying.GIVEN and one.until is not None and now <= one.until
            if one.right.id == right and (one.runs or again):
                return one
        return None


def subject_app(open_office: OpenOffice) -> typer.Typer:
    """The commands under `schakel subject`."""
    app = typer.Typer(help="Wat een jongere of ouder vraagt over wat is bewaard.", no_args_is_help=True)

    @app.command("export")
    @plainly
    def export(
        signal: str,
        officer: Officer,
        asker: Asker = "",
        file: Annotated[Path | None, typer.Option(help="Waar het afschrift komt.")] = None,
        whole: Annotated[
            bool, typer.Option("--whole", help="Ook wat van politie, justitie of Veilig Thuis kwam.")
        ] = False,
        language: In = "nl",
    ) -> None:
        """Vraag de coördinator om akkoord, en maak daarna met --file het afschrift."""
        with _desk(open_office, signal, officer, language) as desk:
            typer.echo(_export(desk, asker, file, language, withhold=not whole))

    for right, told in _ASKS.items():
        app.command(right, help=told)(plainly(_using(open_office, right)))
    return app


def _using(open_office: OpenOffice, right: str) -> Callable[..., None]:
    def use(
        signal: str,
        officer: Officer,
        asker: Asker = "",
        because: Because = "",
        answer: Answered = "",
        letter_to: LetterFile = None,
        language: In = "nl",
    ) -> None:
        with _desk(open_office, signal, officer, language) as desk:
            if letter_to is not None:
                must_be_free(letter_to)
            number = _end(desk, right, answer, because) if answer else _ask(desk, right, asker, because)
            labels = desk.labels("nl")
            typer.echo(f"{ref('V', number)}: {_plain(state(labels, looking.told(desk.office, number)))}")
            if letter_to is not None:
                found = looking.for_letter(desk.office, desk.person, number, language, desk.key())
                write_private(letter_to, letter(desk.labels(language), found).html)

    return use


def _ask(desk: Desk, right: str, asker: str, because: str) -> int:
    form = RightForm(right, asker, because)
    return asking.ask(desk.office, desk.person, desk.number, form, desk.key())


def _end(desk: Desk, right: str, answer: str, because: str) -> int:
    found = desk.running(right)
    if found is None:
        raise Stop("Dit is hier niet gevraagd, of al beantwoord.")
    number = refs.number("V", found.ref) or 0
    answering.end(desk.office, desk.person, number, answer, because, desk.key())
    return number


def _export(desk: Desk, asker: str, file: Path | None, locale: str, *, withhold: bool) -> str:
    found = desk.running(ACCESS)
    if found is None:
        form = RightForm(ACCESS, asker, withhold=withhold)
        made = asking.ask(desk.office, desk.person, desk.number, form, desk.key())
        found = looking.told(desk.office, made)
    if not found.agreed:
        return f"{found.ref}: {_plain(state(desk.labels('nl'), found))}"
    if file is None:
        raise Stop(f"{found.ref}: de coördinator is akkoord. Noem met --file waar het afschrift komt.")
    must_be_free(file)
    number = refs.number("V", found.ref) or 0
    copied = copying.copy_of(desk.office, desk.person, number, desk.key())
    write_private(file, copy_letter(desk.labels(locale), copied).html)
    return f"{found.ref}: het afschrift staat in {file}, alleen leesbaar voor u. Wis het als het is gegeven."


@contextmanager
def _desk(open_office: OpenOffice, signal: str, officer: str, language: str) -> Iterator[Desk]:
    """The office with who acts; what is refused becomes a plain line with its code."""
    if language not in LOCALES:
        raise Stop(f"Kies een taal: {' of '.join(LOCALES)}.")
    number = refs.number("S", signal)
    with open_office() as office:
        said = load_language("nl", office.zone)
        try:
            if number is None:
                raise NotForYou
            with office.job() as unit:
                unit.note(OPERATOR, COMMAND, ref=ref("S", number), facts={"as": officer})
            yield Desk(office, office.identify(officer), number)
        except Invalid as error:
            lines = (f"{name}: {line}" for name, line in flaw_sentences(said, error.flaws).items())
            raise Stop("\n".join(lines)) from None
        except Refused as error:
            raise Stop(f"{error.code}: {reason(said, error.code)}") from None


def _plain(said: str) -> str:
    return said.replace("<@", "").replace(">", "")
