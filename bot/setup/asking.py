"""Asks at the keyboard, or reads the answers a line each when they are piped."""

from __future__ import annotations

import sys
from typing import Protocol

import typer

from bot.failing import Stop

_OUT = "De antwoorden zijn op. Wat is ingevuld, is bewaard; draai `schakel setup` nog eens voor de rest."


class Asking(Protocol):
    """Whoever answers: a person, or a test."""

    def say(self, line: str) -> None:
        """Show a line."""

    def ask(self, question: str, default: str = "", *, hidden: bool = False) -> str:
        """The answer without blanks around it, the default for an empty one; `hidden` is never shown."""


class Terminal:
    """The person at the keyboard, or a pipe; raises `Stop` when a pipe has no answer left."""

    def say(self, line: str) -> None:
        """Show a line."""
        typer.echo(line)

    def ask(self, question: str, default: str = "", *, hidden: bool = False) -> str:
        """Ask on the terminal; without one the next line of the pipe is the answer."""
        if sys.stdin.isatty():
            shown = bool(default) and not hidden
            return str(typer.prompt(question, default, hide_input=hidden, show_default=shown)).strip()
        typer.echo(f"{question}:")
        line = sys.stdin.readline()
        if not line:
            raise Stop(_OUT)
        return line.strip() or default
