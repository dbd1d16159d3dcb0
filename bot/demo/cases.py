"""Fictional cases for the demo, made with the same use cases that people use."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casework.office import Office
from casework.signals import answering, registering, tagging
from casework.signals.drafting import SignalForm
from casework.texts import mark_of


@dataclass(frozen=True, slots=True)
class DemoCase:
    """Who reports what in which partnership, whom they tag, and what those answer."""

    author: str
    partnership: str
    form: SignalForm
    tagged: tuple[str, ...]
    answers: tuple[tuple[str, str], ...] = ()


# Every person below is made up.
CASES = (
    DemoCase(
        "U0JONGER",
        "Jeugdnetwerk Zonnebeek",
        SignalForm(
            level="N0",
            place="straat_wijk",
            area="Zonnebeek-Noord",
            summary="Een vaste bezoeker van het jongerencentrum blijft ineens weg en mijdt iedereen",
        ),
        ("U0WIJKTEAM",),
    ),
    DemoCase(
        "U0MENTOR",
        "Jeugdnetwerk Zonnebeek",
        SignalForm(
            level="N1",
            place="school",
            summary="Leerling mist sinds de herfst de eerste uren, is moe en heeft ineens dure spullen",
            subject_name="Jesse Verzonnen",
            subject_birthdate="14-05-2012",
            details="Vertelde zelf dat hij 's avonds pakketjes wegbrengt voor oudere jongens bij de flat.",
            categories=("signaal", "school"),
        ),
        ("U0JONGER", "U0WIJKTEAM", "U0LEERPL"),
        (("U0JONGER", "signal.pickup"), ("U0LEERPL", "signal.call")),
    ),
)


def add_cases(office: Office) -> None:
    """Register the demo's cases; anything else would be a special road into the database."""
    for case in CASES:
        author = office.identify(case.author)
        partnerships = registering.form_options(office, author).partnerships
        chosen = next(str(number) for number, name in partnerships.items() if name == case.partnership)
        form = replace(case.form, partnership=chosen)
        asked = (mark_of(form.summary), mark_of(form.area))  # no names: these people do not exist
        stored = registering.register(office, author, form, key="", already_asked=asked)
        people = [office.identify(user).partner for user in case.tagged]
        tagging.tag(office, author, stored.number, {one.id for one in people if one}, key="")
        for user, answer in case.answers:
            answering.react(office, office.identify(user), stored.number, answer, key="")
