"""The settings of the process: environment, `.env` or `*_FILE`; every fault is one plain line.

A line names the variable and what to do, never its value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import process

from bot.env_file import Unreadable, clean, read_env_file
from bot.files import decode

HIGHEST_PORT = 65535


class SettingsError(Exception):
    """Some settings cannot be used; `lines` says which and what to do."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseSettings):
    """What a deployment can set; names as in the environment, in lower case."""

    model_config = SettingsConfigDict(env_file=None, extra="ignore")

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"
    database_url: SecretStr = SecretStr("sqlite:///schakel.db")  # may hold a password
    schakel_keys: SecretStr = SecretStr("")
    schakel_mode: Literal["socket", "http"] = "socket"
    schakel_host: str = "127.0.0.1"
    schakel_port: int = Field(default=0, ge=0, le=HIGHEST_PORT)
    schakel_health_port: int = Field(default=0, ge=0, le=HIGHEST_PORT)
    schakel_locale: Literal["nl", "en"] = "nl"
    schakel_timezone: str = "Europe/Amsterdam"
    schakel_policy: Path | None = None
    schakel_log: Literal["console", "json"] = "console"

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or not parts.path.endswith("/api/"):
            raise ValueError("api_url")
        return value

    @field_validator("schakel_timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("timezone")
        return value

    @field_validator("schakel_policy")
    @classmethod
    def _policy(cls, value: Path | None) -> Path | None:
        try:
            found = value is None or value.is_file()
        except OSError:  # a name that no disk takes
            found = False
        if not found:
            raise ValueError("policy")
        return value

    @property
    def health_port(self) -> int:
        """Where `/health` and `/metrics` are served, on the loopback address; 0 for nowhere."""
        if self.schakel_mode == "http":
            return self.schakel_health_port
        return self.schakel_health_port or self.schakel_port

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days begin and people read clocks."""
        return ZoneInfo(self.schakel_timezone)


_ADVICE = {
    "slack_api_url": "moet een http(s)-adres zijn dat op /api/ eindigt",
    "schakel_mode": "moet 'socket' of 'http' zijn",
    "schakel_port": "moet een poortnummer van 0 tot en met 65535 zijn",
    "schakel_health_port": "moet een poortnummer van 0 tot en met 65535 zijn",
    "schakel_locale": "moet 'nl' of 'en' zijn",
    "schakel_timezone": "moet een tijdzone zijn zoals Europe/Amsterdam",
    "schakel_policy": "moet naar een leesbaar TOML-bestand wijzen",
    "schakel_log": "moet 'console' of 'json' zijn",
}

_TOKENS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
_COPIED = "bevat een teken dat er niet in hoort. Kopieer het token opnieuw."
_EMPTY_ADDRESS = (
    "DATABASE_URL is leeg. Geef een adres zoals sqlite:///schakel.db, of haal de instelling weg: dat is dan "
    "de database."
)


def load_settings(environ: Mapping[str, str], env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings; the environment goes before `.env`, `NAME_FILE` names a file with the value.

    Raises `SettingsError` with every fault at once.
    """
    known = {name.upper() for name in Settings.model_fields}
    takes = known | {f"{name}_FILE" for name in known}
    lines: list[str] = []
    written = _written(environ, env_file, takes, lines)
    values = {name.lower(): written[name] for name in known if written.get(name)}
    for name in sorted(known):
        if path := written.get(f"{name}_FILE"):
            values[name.lower()] = _from_file(name, path, lines)
    if written.get("DATABASE_URL") == "" and "database_url" not in values:
        lines.append(_EMPTY_ADDRESS)
    lines += [f"{name} {_COPIED}" for name in _TOKENS if not _is_plain(values.get(name.lower(), ""))]
    lines += _misspelt(written, takes)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        faulty = dict.fromkeys(str(one["loc"][0]) for one in error.errors(include_input=False))
        lines += [f"{name.upper()} {_ADVICE.get(name, 'is onbruikbaar')}." for name in faulty]
        raise SettingsError(lines) from None
    if not _is_plain(settings.slack_signing_secret.get_secret_value()):
        lines.append("SLACK_SIGNING_SECRET bevat een teken dat er niet in hoort. Kopieer het opnieuw.")
    if settings.schakel_mode == "http":
        lines += _port_faults(settings)
    if lines:
        raise SettingsError(lines)
    return settings


def _port_faults(settings: Settings) -> Iterator[str]:
    """What is wrong with the two ports of a process that Slack posts to."""
    if not settings.schakel_port:
        yield (
            "SCHAKEL_PORT ontbreekt: bij SCHAKEL_MODE=http is dat de poort waarop Slacks verzoeken "
            "binnenkomen, bijvoorbeeld 3000."
        )
    elif settings.schakel_port == settings.schakel_health_port:
        yield "SCHAKEL_HEALTH_PORT moet een andere poort zijn dan SCHAKEL_PORT, waarop Slack binnenkomt."


def _written(
    environ: Mapping[str, str], env_file: Path | None, takes: set[str], lines: list[str]
) -> dict[str, str]:
    """What was set by name, the environment before the file; what cannot be read adds a line."""
    found: dict[str, str] = {}
    if env_file is not None:
        read = read_env_file(env_file, takes)
        found.update(read.values)
        lines += [line for line in read.lines if not any(line.startswith(f"{name} ") for name in environ)]
    for name, value in environ.items():
        try:
            found[name] = clean(value) if name in takes else value
        except Unreadable as why:
            lines.append(f"{name} {why}.")
    return found


def _is_plain(value: str) -> bool:
    """Whether it can stand in a header of HTTP: visible ASCII, without spaces."""
    return value.isascii() and value.isprintable() and " " not in value


def _from_file(name: str, path: str, lines: list[str]) -> str:
    try:
        return clean(decode(Path(path).read_bytes()))
    except (OSError, ValueError):
        lines.append(f"{name}_FILE wijst naar een bestand dat niet te lezen is.")
    except Unreadable as why:
        lines.append(f"{name} in het bestand van {name}_FILE {why}.")
    return ""


def _misspelt(written: Mapping[str, str], takes: set[str]) -> Iterator[str]:
    for name in sorted(set(written) - takes):
        if name.upper() in takes:
            yield f"{name} moet in hoofdletters: {name.upper()}."
        elif name.startswith("SCHAKEL_"):
            nearest = process.extractOne(name, sorted(takes))
            yield f"{name} is onbekend; bedoelt u {nearest[0]}?" if nearest else f"{name} is onbekend."
