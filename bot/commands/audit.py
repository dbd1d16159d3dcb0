"""`schakel audit`: reading the audit chain back and pinning it outside the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from sqlmodel import Session

from bot.commands.access import ReadAccess, database
from bot.failing import plainly
from storage.anchoring import anchor, check_anchor, check_line
from storage.audit_verify import Fault, FaultKind, verify
from storage.deployment import open_existing
from storage.engine import session_for
from storage.keys import KeyRing
from storage.row_check import RowFault, RowFaultKind, check_rows

BROKEN = 1
T = TypeVar("T")

_SAID = {
    FaultKind.CHANGED: "Regel {rows}: veranderd.",
    FaultKind.SWAPPED: "Regel {rows}: een echte regel, maar met een ander nummer (verwisseld).",
    FaultKind.DROPPED: "Regel {rows}: weggehaald.",
    FaultKind.CUT_OFF: "Regel {rows}: afgeknipt van het eind.",
    FaultKind.SPLICED: "Regel {rows}: uit een ander verleden van deze database.",
    FaultKind.HEAD: "De kop van het logboek is weg, veranderd of teruggezet (regel {rows}).",
    FaultKind.REWRITTEN: "Regel {rows}: niet het logboek dat is verankerd.",
    FaultKind.ANCHOR: "Ankerbestand, regel {rows}: onleesbaar.",
    FaultKind.ANCHOR_GAP: "Ankerbestand, regel {rows}: sluit niet aan op de regel ervoor.",
    FaultKind.ANCHOR_SHORT: "Ankerbestand, regel {rows}: hoort er te staan en staat er niet.",
    FaultKind.ANCHOR_OLD: "Ankerbestand, regel {rows}: de nieuwste, en ouder dan twee dagen.",
    FaultKind.ANCHOR_EMPTY: "Ankerbestand, regel {rows}: het bestand is leeg.",
}
_SAID_OF_ROWS = {
    RowFaultKind.CHANGED: "{row}: veranderd of toegevoegd buiten Schakel om; deze rij telt niet.",
    RowFaultKind.GONE: "{row}: verwijderd buiten Schakel om.",
    RowFaultKind.SET_BACK: "{row}: teruggezet naar een eerdere stand, buiten Schakel om.",
}
_AnchorPath = Annotated[Path | None, typer.Option("--anchor", help="Ankerbestand om mee te vergelijken.")]
_Lines = Annotated[
    list[str] | None, typer.Option("--line", help="Een ankerregel zoals de privacyfunctionaris haar kreeg.")
]
_NewAnchor = Annotated[Path, typer.Argument(help="Ankerbestand waar een regel bij komt.")]


def audit_app(read_access: ReadAccess, now: Callable[[], datetime]) -> typer.Typer:
    """The commands under `schakel audit`; `now` gives the aware instant of an anchor."""
    app = typer.Typer(help="Het auditlogboek nalopen en verankeren.", no_args_is_help=True)

    @app.command("verify")
    @plainly
    def verify_chain(anchor_file: _AnchorPath = None, line: _Lines = None) -> None:
        """Loop het hele auditlogboek na; sluit af met 1 als er iets niet klopt."""

        def read(session: Session, key: bytes) -> tuple[str, tuple[Fault | RowFault, ...]]:
            rows = check_rows(session)
            report = verify(session, key)
            pinned = check_anchor(session, key, anchor_file, now()) if anchor_file else ()
            kept = tuple(fault for one in line or () for fault in check_line(session, key, one, anchor_file))
            return f"{report.rows} regels nagelopen.", (*report.faults, *pinned, *kept, *rows)

        if anchor_file is not None and not anchor_file.is_file():
            typer.echo(f"Het ankerbestand {anchor_file} bestaat niet.", err=True)
            raise typer.Exit(BROKEN)
        said, faults = _with_chain(read_access, read)
        typer.echo(said)
        for fault in faults:
            typer.echo(sentence(fault), err=True)
        if faults:
            raise typer.Exit(BROKEN)
        typer.echo("Het auditlogboek is heel.")

    @app.command("anchor")
    @plainly
    def anchor_chain(path: _NewAnchor) -> None:
        """Leg de stand van het auditlogboek vast in een bestand buiten de database."""
        made = _with_chain(read_access, lambda session, key: anchor(session, key, now(), path))
        typer.echo(made.line)

    return app


def sentence(fault: Fault | RowFault) -> str:
    """One plain line about one finding."""
    if isinstance(fault, RowFault):
        return _SAID_OF_ROWS[fault.kind].format(row=fault.row)
    rows = str(fault.seq) if fault.seq == fault.until else f"{fault.seq} tot en met {fault.until}"
    return _SAID[fault.kind].format(rows=rows)


def _with_chain(read_access: ReadAccess, use: Callable[[Session, bytes], T]) -> T:
    access = read_access()
    ring = KeyRing.parse(access.keys)
    with database(access.database_url) as engine:
        vault = open_existing(engine, ring)
        with session_for(engine, write=False) as session:
            return use(session, vault.audit_key)
