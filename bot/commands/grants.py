"""`schakel grants`: who is beheerder, privacy officer or reviewer, and giving or taking that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import typer

from bot.commands.access import Access, ReadAccess, database
from bot.failing import Stop, plainly
from casework.directory.grants import OPERATOR, give_in, holders, take_in
from casework.directory.schema import is_account
from casework.errors import Invalid
from casework.permissions import GRANTS
from rules.book import load_rulebook
from storage.deployment import open_existing
from storage.engine import session_for
from storage.keys import KeyRing
from storage.unit_of_work import Unit, in_turn

_WHY = {
    "unknown_choice": f"Kies een van: {', '.join(GRANTS)}.",
    "grant_held": "Dat had dit account al.",
    "grant_not_held": "Dat heeft dit account niet.",
    "last_beheerder": "Dit is de laatste beheerder. Geef eerst een ander deze bevoegdheid.",
    "required": "Noem een account en een bevoegdheid.",
}


def grants_app(read_access: ReadAccess, now: Callable[[], datetime]) -> typer.Typer:
    """The commands under `schakel grants`; each change is audited, and told in Slack by the running bot."""
    app = typer.Typer(help="Bevoegdheden tonen, geven en intrekken.", no_args_is_help=True)

    @app.command("list")
    @plainly
    def list_grants() -> None:
        """Toon wie welke bevoegdheid heeft."""
        with database(read_access().database_url) as engine, session_for(engine, write=False) as session:
            for grant, users in holders(session).items():
                typer.echo(f"{grant}: {', '.join(users) or '(niemand)'}")

    @app.command("give")
    @plainly
    def give_grant(user: str, grant: str) -> None:
        """Geef USER de bevoegdheid GRANT (beheerder, fg of reviewer)."""
        if not is_account(user):
            raise Stop("Dit is geen Slack-account; dat begint met U of W, zoals U012AB3CD.")
        with operator_unit(read_access(), now()) as unit:
            give_in(unit, user, grant, OPERATOR)
        typer.echo(f"{user} is nu {grant}.")

    @app.command("take")
    @plainly
    def take_grant(user: str, grant: str) -> None:
        """Trek de bevoegdheid GRANT van USER in."""
        with operator_unit(read_access(), now()) as unit:
            take_in(unit, user, grant, OPERATOR)
        typer.echo(f"{user} is geen {grant} meer.")

    return app


@contextmanager
def operator_unit(access: Access, now: datetime) -> Iterator[Unit]:
    """One transaction with its row in the audit; raises `Stop` with why it cannot be."""
    ring = KeyRing.parse(access.keys)
    with database(access.database_url) as engine:
        vault = open_existing(engine, ring)
        with in_turn(engine) as session:
            unit = Unit(session, vault, now)
            try:
                yield unit
            except Invalid as error:
                raise Stop(_WHY[next(iter(error.flaws.values())).code]) from None
            unit.close(load_rulebook().version)
            session.commit()
