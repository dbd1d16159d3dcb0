"""`schakel keys`: making a master key, and replacing the one in use."""

from __future__ import annotations

import typer

from bot.commands.access import CANNOT_START, ReadAccess, database, plain_errors
from storage.keys import KeyRing, generate
from storage.rotation import rotate

_KEEP = (
    "Zet deze sleutel in SCHAKEL_KEYS en bewaar een kopie buiten de database en haar back-ups: "
    "zonder sleutel is niets meer leesbaar."
)
_NEXT = (
    "Alle sleutels zijn nu verpakt met de eerste sleutel. Haal de oude uit SCHAKEL_KEYS en vernietig haar "
    "als de bewaartermijn van de back-ups voorbij is (hooguit 30 dagen)."
)
_UNREADABLE = "Bij {count} signalen past geen van de sleutels ({numbers}); die zijn niet veranderd."
_SHOWN = 10


def keys_app(read_access: ReadAccess) -> typer.Typer:
    """The commands under `schakel keys`; `read_access` is called only by those that need the database."""
    app = typer.Typer(help="Hoofdsleutels maken en vervangen.", no_args_is_help=True)

    @app.command("generate")
    def generate_key() -> None:
        """Maak een nieuwe hoofdsleutel."""
        typer.echo(generate())
        typer.echo(_KEEP, err=True)

    @app.command("rotate")
    def rotate_keys() -> None:
        """Verpak alle sleutels opnieuw met de eerste sleutel van SCHAKEL_KEYS; mag vaker en tijdens gebruik."""
        with plain_errors():
            access = read_access()
            ring = KeyRing.parse(access.keys)
            with database(access.database_url) as engine:
                done = rotate(engine, ring)
        typer.echo(f"{done.rewrapped} sleutels opnieuw verpakt.")
        if done.unreadable:
            numbers = ", ".join(f"S-{number}" for number in sorted(done.unreadable)[:_SHOWN])
            typer.echo(_UNREADABLE.format(count=len(done.unreadable), numbers=numbers), err=True)
            raise typer.Exit(CANNOT_START)
        typer.echo(_NEXT, err=True)

    return app
