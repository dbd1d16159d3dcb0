"""Structured logs with named fields only: what people typed cannot reach them.

Events are fixed sentences in the code; every other field must be on the list below and hold an id, a
code or a number. Exceptions are logged by type and place, because their messages may quote input.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

_FIELDS = (
    "act code kind post ref reference actor error_type where count seconds attempt state port url team "
    "revision level timestamp event method signal"
)
FIELDS = frozenset(_FIELDS.split())
_SAFE = re.compile(r"[\w.:/@+=,()\[\]<> -]{0,200}")
# Below WARNING these print request bodies and payloads; Bolt's unhandled-request warning even at it.
_QUIET = ("slack_sdk", "slack_bolt", "websockets", "urllib3", "asyncio", "apscheduler", "sqlalchemy")


def configure_logging(style: str = "console", *, verbose: bool = False, stream: TextIO | None = None) -> None:
    """Set up logging for the process; `style` is console or json, `verbose` adds our own DEBUG lines."""
    out = stream or sys.stderr
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            place_of_error,
            named_fields_only,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(_LibraryFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    hear_libraries(logging.WARNING)


def hear_libraries(level: int) -> None:
    """From which level libraries are heard: WARNING while running, not at start-up, where one line tells."""
    logging.getLogger().setLevel(level)
    known = [name for name in logging.root.manager.loggerDict if name.startswith(_QUIET)]
    for name in (*_QUIET, *known):
        logging.getLogger(name).setLevel(level)


def named_fields_only(
    logger: object, method: str, fields: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop fields that are not on the list, and mask values that are no id, code or number."""
    kept: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in FIELDS:
            continue
        plain = isinstance(value, int | float) or (isinstance(value, str) and _SAFE.fullmatch(value))
        kept[name] = value if plain or name == "event" else "•••"
    return kept


def place_of_error(logger: object, method: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Turn `exc_info` into the error's type and the file and line where it was raised."""
    if fields.pop("exc_info", None):
        kind, error, _trace = sys.exc_info()
        if error is not None and kind is not None:
            fields["error_type"] = kind.__name__
            fields["where"] = _where(error)
    return fields


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


class _LibraryFormatter(logging.Formatter):
    """A library's line without its words: who logged, at what level, from where."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        where = f"{Path(record.pathname).name}:{record.lineno}"
        return f"{record.levelname.lower()} {record.name} {where} {kind}".rstrip()
