"""The guard around every listener: known team and person, payload unlogged, exactly one answer.

A listener takes an `Act` and returns an `Answer`. Commands, buttons and shortcuts are acknowledged at
once and answered after the commit; a submission is acknowledged exactly once, with its answer
(architecture 2: an early `ack()` loses the errors). Whatever goes wrong becomes a sentence with a reference,
and what was typed stays.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App
from slack_sdk import WebClient

from casework.again import again
from casework.errors import AlreadyDone, Invalid, NotForYou, Refused
from casework.office import Office
from casework.people import Person
from casework.permissions import admit
from handlers.acts import Act, Answer, Done, Errors, Replace, Show, Tell, Values, plain
from handlers.answering import answer_afterwards, answer_submission
from handlers.flaws import flaw_sentences
from handlers.languages import Languages
from handlers.markup import words_of
from handlers.refusals import problem, refusal

Listener = Callable[[Act], Answer]
Body = dict[str, Any]

log = structlog.get_logger(__name__)


class Desk:
    """Registers listeners on a Bolt app, each behind the same guard; `acts` lists what was registered."""

    def __init__(self, app: App, office: Office, languages: Languages, team_id: str) -> None:
        self.acts: list[str] = []
        self._app = app
        self._office = office
        self._languages = languages
        self._team_id = team_id

    def command(
        self, command: str, words: Mapping[str, Listener], synonyms: Mapping[str, str], bare: str
    ) -> None:
        """A slash command with subcommand words; an unknown word goes to `hulp` with what was typed."""
        self.acts += [f"{command} {word}" for word in words]

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            typed, _, rest = plain(body.get("text")).strip().partition(" ")
            word = synonyms.get(typed.lower(), typed.lower()) or bare
            known = word in words
            listener = words[word] if known else words["hulp"]
            answer = self._run(
                name=f"{command} {word}" if known else f"{command} hulp",
                teams=_teams(body),
                user=body["user_id"],
                key=f"command:{body['trigger_id']}",
                ref=rest.strip() if known else typed,
                channel=body.get("channel_id") or "",
                listener=listener,
            )
            answer_afterwards(answer, body, client)
            self._languages.learn(body["user_id"])

        self._app.command(command)(listen)

    def action(self, name: str, listener: Listener) -> None:
        """A button, in a message, on Home or in a modal; its value is the act's reference."""
        self.acts.append(name)

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            pressed = body["actions"][0]
            view = body.get("view")
            answer = self._run(
                name=name,
                teams=_teams(body),
                user=body["user"]["id"],
                key=f"action:{pressed['action_ts']}:{name}:{body['user']['id']}",
                ref=plain(pressed.get("value") or (pressed.get("selected_option") or {}).get("value")),
                listener=listener,
                view=view,
            )
            answer_afterwards(answer, body, client)
            self._languages.learn(body["user"]["id"])

        self._app.action(name)(listen)

    def shortcut(self, name: str, listener: Listener) -> None:
        """A shortcut, global or on a message; then the act carries that message's channel and words."""
        self.acts.append(f"shortcut:{name}")

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            answer = self._run(
                name=f"shortcut:{name}",
                teams=_teams(body),
                user=body["user"]["id"],
                key=f"shortcut:{body['trigger_id']}",
                channel=(body.get("channel") or {}).get("id") or "",
                said=words_of(body.get("message") or {}),
                listener=listener,
            )
            answer_afterwards(answer, body, client)
            self._languages.learn(body["user"]["id"])

        self._app.shortcut(name)(listen)

    def submission(self, name: str, listener: Listener) -> None:
        """A submitted form; acknowledged once, with the answer, after the transaction."""
        self.acts.append(f"view:{name}")

        def listen(ack: Ack, body: Body) -> None:
            view = body["view"]
            answer = self._run(
                name=f"view:{name}",
                teams=_teams(body),
                user=body["user"]["id"],
                key=f"view:{view['id']}:{view['hash']}",
                listener=listener,
                view=view,
            )
            answer_submission(answer, view, ack)

        self._app.view(name)(listen)

    def typing(self, name: str, fields: str, listener: Listener) -> None:
        """Changes of a form that is still open, in the fields whose names match; answered like a button.

        What was typed so far comes as the act's values; the key is empty: a second delivery is harmless.
        """
        self.acts.append(f"typing:{name}")

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            answer = self._run(
                name=f"typing:{name}",
                teams=_teams(body),
                user=body["user"]["id"],
                key="",
                ref=body["actions"][0]["action_id"],
                moment=body["actions"][0]["action_ts"],
                listener=listener,
                view=body["view"],
            )
            if isinstance(answer, Replace):  # a refusal in the middle of typing would only be in the way
                answer_afterwards(answer, body, client)

        self._app.action(re.compile(fields))(listen)

    def closing(self, name: str, listener: Listener) -> None:
        """A form closed without submitting, for views that ask to be told."""
        self.acts.append(f"closed:{name}")

        def listen(ack: Ack, body: Body) -> None:
            ack()
            view = body["view"]
            self._run(
                name=f"closed:{name}",
                teams=_teams(body),
                user=body["user"]["id"],
                key=f"closed:{view['id']}",
                listener=listener,
                view=view,
            )

        self._app.view_closed(name)(listen)

    def home(self, listener: Listener) -> None:
        """The Home tab, drawn anew each time it is opened."""
        self.acts.append("home")

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            event = body["event"]
            if event.get("tab") != "home":
                return
            self._languages.learn(event["user"])
            answer = self._run(name="home", teams=_teams(body), user=event["user"], key="", listener=listener)
            if isinstance(answer, Show) and answer.view.type == "home":
                client.views_publish(user_id=event["user"], view=answer.view)

        self._app.event("app_home_opened")(listen)

    def event(self, name: str, listener: Callable[[Mapping[str, Any]], None]) -> None:
        """Something that happened in Slack; a second delivery is harmless, so no key is kept."""
        self.acts.append(f"event:{name}")

        def listen(ack: Ack, body: Body) -> None:
            ack()
            if not self._from_here(_teams(body)):
                return
            try:
                again(lambda: listener(body["event"]))
            except Exception as error:
                log.exception("event failed", act=f"event:{name}", error_type=type(error).__name__)

        self._app.event(name)(listen)

    def drop_the_rest(self) -> None:
        """Acknowledge what no listener handles: over Socket Mode an unanswered envelope shows an error."""

        def drop(ack: Ack) -> None:
            ack()

        self._app.action(re.compile(".*"))(drop)
        self._app.view(re.compile(".*"))(drop)
        self._app.view_closed(re.compile(".*"))(drop)

    def _run(
        self,
        *,
        name: str,
        teams: frozenset[str],
        user: str,
        key: str,
        listener: Listener,
        ref: str = "",
        channel: str = "",
        view: Mapping[str, Any] | None = None,
        moment: str = "",
        said: str = "",
    ) -> Answer:
        values = Values((view or {}).get("state", {}).get("values"))
        with self._languages.reading(user):
            return self._guarded(
                name,
                teams,
                user,
                lambda person: listener(Act(name, person, key, ref, channel, values, view, moment, said)),
            )

    def _guarded(
        self, name: str, teams: frozenset[str], user: str, listen: Callable[[Person], Answer]
    ) -> Answer:
        language = self._languages.current
        try:
            return again(lambda: listen(self._admitted(name, teams, user)))
        except AlreadyDone:
            return Done()
        except Invalid as error:
            return Errors(flaw_sentences(language, error.flaws))
        except Refused as error:
            return Show(refusal(language, error))
        except Exception as error:
            reference = secrets.token_hex(4).upper()
            log.exception("act failed", act=name, reference=reference, error_type=type(error).__name__)
            return self._failed(reference, name)

    def _admitted(self, name: str, teams: frozenset[str], user: str) -> Person:
        """Who this is, when the act is for them; somebody from another workspace is a stranger like any."""
        if not self._from_here(teams):
            raise NotForYou
        person = self._office.identify(user)
        admit(name, person)
        return person

    def _from_here(self, teams: frozenset[str]) -> bool:
        return teams == {self._team_id}

    def _failed(self, reference: str, name: str) -> Answer:
        _ = self._languages.current
        sentence = _(
            "Er ging iets mis; er is niets opgeslagen. Probeer het nog eens. Blijft het misgaan, "
            "geef dan nummer {reference} door aan de beheerder.",
            reference=reference,
        )
        if name.startswith("view:"):
            return Errors({"": sentence})
        return Tell(sentence) if name.startswith("/") else Show(problem(_, sentence, reference))


def _teams(body: Body) -> frozenset[str]:
    """The workspaces that a payload names: where it happened, and the one of whoever did it.

    With somebody from another workspace in a shared channel the two differ, and which of them stands
    where differs per kind of payload (slack 5).
    """
    team, user = body.get("team") or {}, body.get("user") or {}
    found = (body.get("team_id"), team.get("id"), user.get("team_id"))
    return frozenset(one for one in found if one)
