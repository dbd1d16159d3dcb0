"""What people and an import do to one partner and their account, and what holds afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.commands.directory import import_directory
from casework.office import Office
from casework.partners import keeping
from casework.partners.drafting import PartnerForm, marks
from tests.at_once.looking import Act, rows
from tests.at_once.scene import CHIEF, KEEPER, Town

_NUMBERS = count(1)
FILE = """
partners:
  - name: {name}
    organisation: Stichting De Brug
    role: mentor
    user: {account}
    partnerships: [{partnership}]
"""


@dataclass(frozen=True, slots=True)
class Seat:
    """A partner without an account, and an account that nobody has yet."""

    town: Town
    partner: int
    name: str
    account: str
    partnership: str

    @property
    def refs(self) -> frozenset[str]:
        """What messages about the partner refer to."""
        return frozenset({f"P-{self.partner}"})

    def key(self) -> str:
        """The key of a new act."""
        return self.town.house.key()


def new_seat(town: Town) -> Seat:
    """Let somebody join whose account is not known."""
    house = town.house
    number = next(_NUMBERS)
    name = "Noor " + "".join("abcdefghij"[int(digit)] for digit in f"{number:04}").capitalize()
    form = PartnerForm(name, "Stichting De Brug", "mentor", "", "", ("1",))
    kept = keeping.add(house.office, house.who(CHIEF), form, house.key())
    return Seat(town, kept.partner.id, name, f"U0NIEUW{number}", kept.partnerships[0])


def _changed(who: str, **wanted: object) -> Act:
    def act(office: Office, seat: Seat) -> None:
        me = office.identify(who)
        form, _offered = keeping.changeable(office, me, seat.partner)
        typed = {name: seat.account if value == "account" else value for name, value in wanted.items()}
        keeping.change(office, me, seat.partner, replace(form, **typed), seat.key(), marks(form))  # type: ignore[arg-type]

    return act


def _add(office: Office, seat: Seat) -> None:
    form = PartnerForm("Sam Andersland", "Huis van de Wijk", "jongerenwerker", seat.account, "", ("1",))
    keeping.add(office, office.identify(CHIEF), form, seat.key())


def _import(office: Office, seat: Seat) -> None:
    text = FILE.format(name=seat.name, account=seat.account, partnership=seat.partnership)
    with TemporaryDirectory() as folder:
        path = Path(folder, "directory.yaml")
        path.write_text(text, "utf-8")
        import_directory(path, office.store.engine, office.store.vault, office.book, now=office.clock.now())


def _deliver(office: Office, seat: Seat) -> None:
    seat.town.post.deliver()


ACTS: Mapping[str, Act] = {
    "partner.change:account": _changed(CHIEF, user="account"),
    "partner.change:role": _changed(KEEPER, role="jongerenwerker"),
    "partner.change:stop": _changed(CHIEF, partnerships=()),
    "partner.change:contact": _changed(KEEPER, contact="locatie De Brug"),
    "partner.new:account": _add,
    "import": _import,
    "delivery": _deliver,
}


def broken(seat: Seat) -> list[str]:
    """An account is one partner, nobody is there twice; who is active sits somewhere, who is not nowhere."""
    bound = rows(seat, "SELECT id FROM partner WHERE user_id = :u AND active", u=seat.account)
    named = rows(
        seat, "SELECT id FROM partner WHERE name = :n AND role = 'mentor' AND user_id IS NULL AND active",
        n=seat.name,
    )  # fmt: skip
    seats = rows(
        seat,
        "SELECT id, active, (SELECT count(*) FROM membership WHERE partner_id = partner.id) FROM partner"
        " WHERE user_id = :u OR name = :n",
        u=seat.account, n=seat.name,
    )  # fmt: skip
    found = [f"{seat.account} is {bound}"] if len(bound) > 1 else []
    found += [f"{seat.name} is there {len(named)} times"] if len(named) > 1 else []
    return found + [
        f"P-{number} is {'active' if active else 'ended'} and sits in {sits}"
        for number, active, sits in seats
        if bool(active) != bool(sits)
    ]
