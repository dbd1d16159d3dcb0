"""The guard around every listener: known team and person, payload unlogged, exactly one answer.

A listener takes an `Act` and returns an `Answer`. Commands, buttons and shortcuts are acknowledged at
once and answered after the commit; a submission is acknowledged exactly once, with its answer
(architecture 2: an early `ack()` loses the errors). Whatever goes wrong becomes a sentence with a reference,
and what was typed stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from slack_bolt import Ack, App
from slack_sdk import WebClient

from casework.again import again
from casework.office import Office
from handlers.acts import Act, Errors, Offer, Replace, Show, plain
from handlers.answering import answer_afterwards, answer_submission
from handlers.below import still_lies_on
from handlers.inputs import Choice, options
from handlers.languages import Languages
from handlers.markup import command_of, words_of
from handlers.middleware import Body, Listener, teams_of
from handlers.paging import NEXT, PREVIOUS
from handlers.pressing import Pressing
from handlers.searching import matching

# All that can be chosen in a field, for whoever has the form before them.
Source = Callable[[Act], Sequence[Choice]]

log = structlog.get_logger(__name__)


class Desk(Pressing):
    """Registers listeners on a Bolt app, each behind the same guard; `acts` lists what was registered."""

    def __init__(self, app: App, office: Office, languages: Languages, team_id: str) -> None:
        super().__init__(app, office, languages, team_id)
        self._choices: dict[tuple[str, str], tuple[str, Source]] = {}

    def command(
        self,
        command: str,
        words: Mapping[str, Listener],
        synonyms: Mapping[str, str],
        bare: str,
        twins: Sequence[str] = (),
    ) -> None:
        """A slash command with subcommand words; an unknown word goes to `hulp` with what was typed.

        `twins` are other spellings of the same command.
        """
        self.acts += [f"{command} {word}" for word in words]

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            self._languages.learn(body["user_id"])
            typed, _, rest = command_of(plain(body.get("text"))).partition(" ")
            word = synonyms.get(typed.lower(), typed.lower()) or bare
            known = word in words
            listener = words[word] if known else words["hulp"]
            answer = self._guard.run(
                name=f"{command} {word}" if known else f"{command} hulp",
                teams=teams_of(body),
                user=body["user_id"],
                key=f"command:{body['trigger_id']}",
                ref=rest.strip() if known else typed,
                channel=body.get("channel_id") or "",
                listener=listener,
            )
            self._answer(answer, body, client)

        for one in (command, *twins):
            self._app.command(one)(listen)

    def shortcut(self, name: str, listener: Listener) -> None:
        """A shortcut, global or on a message; then the act carries that message's channel and words."""
        self.acts.append(f"shortcut:{name}")

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            self._languages.learn(body["user"]["id"])
            answer = self._guard.run(
                name=f"shortcut:{name}",
                teams=teams_of(body),
                user=body["user"]["id"],
                key=f"shortcut:{body['trigger_id']}",
                channel=(body.get("channel") or {}).get("id") or "",
                said=words_of(body.get("message") or {}),
                listener=listener,
            )
            self._answer(answer, body, client)

        self._app.shortcut(name)(listen)

    def submission(self, name: str, listener: Listener) -> None:
        """A submitted form; acknowledged once, with the answer, after the transaction."""
        self.acts.append(f"view:{name}")

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            view = body["view"]
            answer = self._guard.run(
                name=f"view:{name}",
                teams=teams_of(body),
                user=body["user"]["id"],
                key=f"view:{view['id']}:{view['hash']}",
                listener=listener,
                view=view,
            )
            if isinstance(answer, Show) and answer.view.submit is not None:
                still_lies_on(answer.view, view)
            answer_submission(answer, view, ack)
            if not isinstance(answer, Errors):
                self._below(body, client)

        self._app.view(name)(listen)

    def typing(self, name: str, fields: str, listener: Listener) -> None:
        """Changes of a form that is still open, in the fields whose names match; answered like a button.

        What was typed so far comes as the act's values; the key is empty: a second delivery is harmless.
        """
        self.acts.append(f"typing:{name}")

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            answer = self._guard.run(
                name=f"typing:{name}",
                teams=teams_of(body),
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
            self._guard.run(
                name=f"closed:{name}",
                teams=teams_of(body),
                user=body["user"]["id"],
                key=f"closed:{view['id']}",
                listener=listener,
                view=view,
            )

        self._app.view_closed(name)(listen)

    def home(self, listener: Listener) -> None:
        """The Home tab, drawn anew each time it is opened and after a press on it."""
        self.acts.append("home")
        self._home = listener

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            event = body["event"]
            if event.get("tab") != "home":
                return
            self._languages.learn(event["user"])
            self._draw_home(teams_of(body), event["user"], client)

        self._app.event("app_home_opened")(listen)

    def search(self, view: str, field: str, act: str, source: Source) -> None:
        """What can be chosen in this field of this form, to whoever may do `act`, the one that opens it."""
        self._choices[view, field] = (act, source)

    @property
    def searched(self) -> Mapping[tuple[str, str], str]:
        """Each field in which one searches, by form and name, with the act it asks leave for."""
        return {field: act for field, (act, _source) in self._choices.items()}

    def browsing(self) -> None:
        """Bind the turning of pages and the searching in fields, for every view that was told of."""
        for button in (PREVIOUS, NEXT):
            self._app.action(button)(self._turn)
        self._app.options(re.compile(".*"))(self._search)

    def _turn(self, ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        view, pressed = body.get("view") or {}, body["actions"][0]
        act, listener = self._listings.get(view.get("callback_id", ""), ("", None))
        if listener is None:
            return
        page = plain(pressed.get("value"))
        answer = self._guard.run(
            name=act,
            teams=teams_of(body),
            user=body["user"]["id"],
            key=f"page:{pressed['action_ts']}:{view['callback_id']}:{body['user']['id']}",
            listener=listener,
            view=view,
            page=int(page) if page.isdecimal() else 0,
        )
        self._answer(Replace(answer.view) if isinstance(answer, Show) else answer, body, client)

    def _search(self, ack: Ack, body: Body) -> None:
        view, typed = body.get("view") or {}, plain(body.get("value"))
        field = (str(view.get("callback_id")), str(body.get("action_id")))
        act, source = self._choices.get(field, ("", None))
        if source is None:
            ack(options=[])
            return
        answer = self._guard.run(
            name=act,
            teams=teams_of(body),
            user=body["user"]["id"],
            key="",
            listener=lambda asked: Offer(matching(source(asked), typed)),
            view=view,
        )
        ack(options=options(answer.choices) if isinstance(answer, Offer) else [])

    def event(self, name: str, listener: Callable[[Mapping[str, Any]], None]) -> None:
        """Something that happened in Slack; a second delivery is harmless, so no key is kept."""
        self.acts.append(f"event:{name}")

        def listen(ack: Ack, body: Body) -> None:
            ack()
            if not self._guard.from_here(teams_of(body)):
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
