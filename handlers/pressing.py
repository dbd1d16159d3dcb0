"""Buttons and menus: what is done shows where the person looks, in the view itself or below a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from casework.office import Office
from handlers.acts import Answer, Done, Replace, Show, Tell, plain
from handlers.answering import answer_afterwards, is_third, not_shown
from handlers.below import below_of, lies_on
from handlers.kit import MENU
from handlers.languages import Languages
from handlers.middleware import Body, Guard, Listener, teams_of
from handlers.refusals import told, way_taken


class Pressing:
    """The part of the desk for what people press."""

    def __init__(self, app: App, office: Office, languages: Languages, team_id: str) -> None:
        self.acts: list[str] = []
        self._app = app
        self._languages = languages
        self._guard = Guard(office, languages, team_id)
        self._home: Listener | None = None
        self._pressed: dict[str, Listener] = {}
        self._listings: dict[str, tuple[str, Listener]] = {}

    def action(self, name: str, listener: Listener) -> None:
        """A button, in a message, on Home or in a modal; its value is the act's reference."""
        self.acts.append(name)
        self._pressed[name] = listener

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            pressed = body["actions"][0]
            chosen = plain(pressed.get("value") or (pressed.get("selected_option") or {}).get("value"))
            self._press(name, chosen, body, client)

        self._app.action(name)(listen)

    def menus(self) -> None:
        """Bind the menus beside buttons: an option does what the button of its name does (`kit.buttons`)."""

        def listen(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            chosen = plain((body["actions"][0].get("selected_option") or {}).get("value"))
            name, _, ref = chosen.partition(":")
            if name in self._pressed:
                self._press(name, ref, body, client)

        self._app.action(MENU)(listen)

    def _press(self, name: str, ref: str, body: Body, client: WebClient) -> None:
        user, view = body["user"]["id"], body.get("view")
        self._languages.learn(user)
        answer = self._guard.run(
            name=name,
            teams=teams_of(body),
            user=user,
            key=f"action:{body['actions'][0]['action_ts']}:{name}:{user}",
            ref=ref,
            listener=self._pressed[name],
            view=view,
        )
        fresh = self._outdated(answer, body, view) if view else None
        if fresh is None and view and view.get("type") == "modal":
            answer = self._in_a_modal(answer, body, view)
        elif view and isinstance(answer, Show) and answer.view.submit is not None:
            lies_on(answer.view, view)
        self._answer(answer, body, client)
        if fresh is not None:
            answer_afterwards(fresh, body, client)
        if (view or {}).get("type") == "home" and not isinstance(answer, Show):
            self._draw_home(teams_of(body), user, client)

    def _in_a_modal(self, answer: Answer, body: Body, view: Mapping[str, Any]) -> Answer:
        """What was done in a modal shows in it at once; a form on top of it knows what it lies on."""
        callback = view.get("callback_id")
        if isinstance(answer, Done) and (fresh := self._afresh(body, view)) is not None:
            return fresh
        with self._languages.reading(body["user"]["id"]):
            if (
                isinstance(answer, Show)
                and answer.view.callback_id == "refusal"
                and callback in self._listings
            ):
                return Replace(answer.view)
            if isinstance(answer, Tell):
                said = told(self._languages.current, answer.text)
                return Replace(said) if callback == "refusal" else Show(said)
            # a way on that was taken, or what does not come again for whom it is done
            if isinstance(answer, Done) and (callback == "refusal" or callback in self._listings):
                return Replace(way_taken(self._languages.current))
        if isinstance(answer, Show) and answer.view.submit is not None and not is_third(view):
            lies_on(answer.view, view)
        return answer

    def _outdated(self, answer: Answer, body: Body, view: Mapping[str, Any]) -> Replace | None:
        """What stands open may be old by another's act: below a refusal it is shown as it is now.

        Slack tells an app nothing of views that stay open, so an act draws nothing anew on the screens of
        others; their next press is decided on what is, and shows it. Where the reader may see it no more, the
        refusal takes its place.
        """
        refused = isinstance(answer, Show) and answer.view.callback_id == "refusal"
        if not refused or view.get("callback_id") not in self._listings or is_third(view):
            return None
        return self._afresh(body, view)

    def _below(self, body: Body, client: WebClient) -> None:
        """A form was sent: what it lies on shows what came of it."""
        view = body["view"]
        below = below_of(view)
        if below is not None and below.get("type") == "home":
            self._draw_home(teams_of(body), body["user"]["id"], client)
        elif below is not None and (fresh := self._afresh(body, below)) is not None:
            answer_afterwards(fresh, body | {"view": {"id": view["previous_view_id"]}}, client)

    def _afresh(self, body: Body, view: Mapping[str, Any]) -> Replace | None:
        """The same view as it is now, decided anew; None for one that does not come again by reference."""
        callback = view.get("callback_id", "")
        act, listener = self._listings.get(callback, ("", None))
        if listener is None:
            return None
        user = body["user"]["id"]
        answer = self._guard.run(
            name=act, teams=teams_of(body), user=user, key="", listener=listener, view=view
        )
        again = isinstance(answer, Show) and answer.view.callback_id == callback
        return Replace(answer.view) if isinstance(answer, Show) and again else None

    def pages(self, view: str, act: str, listener: Listener) -> None:
        """The view of this name shows a list in pages: turning one does `act` again, decided anew."""
        self._listings[view] = (act, listener)

    def _answer(self, answer: Answer, body: Body, client: WebClient) -> None:
        """Answer what was acknowledged; who does not get to see it is told so in their language."""
        with self._languages.reading(body.get("user_id") or body["user"]["id"]):
            missed = not_shown(self._languages.current)
        answer_afterwards(answer, body, client, missed)

    def _draw_home(self, teams: frozenset[str], user: str, client: WebClient) -> None:
        if self._home is None:
            return
        answer = self._guard.run(name="home", teams=teams, user=user, key="", listener=self._home)
        if isinstance(answer, Show) and answer.view.type == "home":
            client.views_publish(user_id=user, view=answer.view)
