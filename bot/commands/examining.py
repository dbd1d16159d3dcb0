"""What `schakel doctor` looks at beside the settings: people, channels, what waits, the log, the policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import Engine

from bot.commands.audit import sentence
from bot.failing import Stop
from bot.process import read_policy
from bot.settings import Settings
from bot.setup.tokens import Bot
from casework.directory.grants import holders
from rules.book import Rulebook
from storage import leasing
from storage.audit_verify import Fault, verify
from storage.deployment import must_be_free_for, open_existing
from storage.engine import must_be_there, session_for
from storage.keys import KeyRing
from storage.repositories import directory
from storage.row_check import RowFault, check_rows

LATE = timedelta(minutes=1)
_SHOWN = 3
_GIVE = "Geef iemand die bevoegdheid met `schakel grants give U… {grant}`, of in Slack vanuit Home."
_WITHOUT = {
    "beheerder": "Er is geen beheerder. `schakel setup` laat u er een kiezen.",
    "fg": f"Er is geen privacyfunctionaris. {_GIVE.format(grant='fg')}",
    "reviewer": f"Er is geen beoordelaar van uitzonderingen. {_GIVE.format(grant='reviewer')}",
}


def workspace_fits(engine: Engine, bot: Bot) -> None:
    """Raise `ForeignDatabase` for a database of another workspace than the token's."""
    must_be_there(engine)
    must_be_free_for(engine, bot.identity.team_id)


def must_have(engine: Engine, grant: str) -> None:
    """Raise `Stop` when nobody holds this grant."""
    with session_for(engine, write=False) as session:
        if not holders(session)[grant]:
            raise Stop(_WITHOUT[grant])


def channels_stand(engine: Engine, client: WebClient) -> None:
    """Raise `Stop` with a line for each partnership's channel where Schakel cannot work or all may read."""
    with session_for(engine, write=False) as session:
        partnerships = [(one.name, one.channel) for one in directory.partnerships(session)]
    if not partnerships:
        raise Stop("Er is nog geen samenwerking. Neem er een over met `schakel import bestand.yaml`.")
    wrong = [f"{name}: {said}" for name, channel in partnerships if (said := _wrong(client, channel))]
    if wrong:
        raise Stop("\n  ".join(wrong))


def _wrong(client: WebClient, channel: str) -> str:
    try:
        told = client.conversations_info(channel=channel).get("channel") or {}
    except SlackApiError as error:
        if error.response.get("error") == "channel_not_found":
            return f"Schakel zit niet in kanaal {channel}. Typ daar: /invite @Schakel."
        return f"Slack zegt niets over kanaal {channel} ({error.response.get('error')}). Probeer het later."
    except (SlackClientError, OSError, ValueError):
        return f"Slack antwoordt niet over kanaal {channel}. Kijk de verbinding na."
    if told.get("is_archived"):
        return f"kanaal {channel} is gearchiveerd. Haal het terug, of noem een ander kanaal in een import."
    if not told.get("is_member"):
        return f"Schakel zit niet in kanaal {channel}. Typ daar: /invite @Schakel."
    if not told.get("is_private"):
        return f"kanaal {channel} is open: heel de werkruimte leest mee. Maak het in Slack besloten."
    if told.get("is_ext_shared") or told.get("is_pending_ext_shared"):
        return f"kanaal {channel} wordt gedeeld met een andere werkruimte. Beëindig dat in Slack."
    return ""


def nothing_late(engine: Engine, now: datetime) -> None:
    """Raise `Stop` when a message should have been in Slack more than a minute ago."""
    with session_for(engine, write=False) as session:
        due = leasing.longest_due(session, now=now)
    if due is not None and now - due > LATE:
        minutes = round((now - due) / LATE)
        raise Stop(
            f"Het oudste bericht wacht al {minutes} minuten. Kijk of `schakel run` draait, en in het logboek "
            "ervan waarom het niet gaat."
        )


def log_is_whole(engine: Engine, ring: str) -> None:
    """Raise `Stop` with the first faults of the audit chain and of the rows that decide."""
    vault = open_existing(engine, KeyRing.parse(ring))
    with session_for(engine, write=False) as session:
        rows = check_rows(session)
        faults: list[Fault | RowFault] = [*verify(session, vault.audit_key).faults, *rows]
    if faults:
        told = " ".join(sentence(one) for one in faults[:_SHOWN])
        raise Stop(f"{told} Waarschuw de privacyfunctionaris; `schakel audit verify` noemt alles.")


def stricter(settings: Settings, book: Rulebook) -> Iterator[str]:
    """A line for each choice that this deployment made stricter than the rulebook; raises `Stop`."""
    policy = read_policy(settings, book)
    for choice in book.choices.values():
        if not choice.field:
            continue
        here, there = getattr(policy, choice.field), getattr(book.policy, choice.field)
        if here != there:
            said = f"{_told(here)} in plaats van {_told(there)}"
            yield f"{choice.id} wijkt af van het regelboek: {said} ({choice.field})"


def _told(value: object) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, value))) or "niets"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {one}" for name, one in sorted(value.items())) or "niets"
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value)
