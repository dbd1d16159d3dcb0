"""What the page's acts do in the practice Slack, each as a verb of the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sandbox.errors import CannotDo
from sandbox.page.acts import Act, Reply
from sandbox.page.checks import mistakes
from sandbox.page.choosing import option_lines

if TYPE_CHECKING:
    from sandbox.people import Answer, Person
    from sandbox.server import PracticeSlack

GONE = "Dit staat er niet meer: het is intussen veranderd."
NO_ANSWER = "De app antwoordde niet op tijd (operation_timeout). Probeer het nog eens."

# The element that was pressed: its block, and the modal, Home or message that holds it.
Where = dict[str, str]


class Verbs:
    """The acting half of a stage."""

    def __init__(self, slack: PracticeSlack) -> None:
        self._slack = slack

    def act(self, act: Act) -> Reply:
        """Do something as a person and wait for what comes of it."""
        verbs: dict[str, Callable[[Person, Act], Reply]] = {
            "look": lambda person, wanted: Reply(),
            "open_home": self._open_home,
            "say": self._say,
            "press": self._press,
            "pick": self._pick,
            "submit": self._submit,
            "close": self._close,
            "edit": lambda person, wanted: _after(
                lambda: person.edit(wanted.place.room, wanted.ts, wanted.text)
            ),
            "delete": lambda person, wanted: _after(lambda: person.delete(wanted.place.room, wanted.ts)),
            "react": self._react,
            "suggest": self._suggest,
            "forward": self._forward,
            "join": lambda person, wanted: _after(lambda: person.join(str(wanted.value))),
            "leave": lambda person, wanted: _after(lambda: person.leave(wanted.place.room)),
            "shortcut": lambda person, wanted: _noticed(person.shortcut(wanted.callback_id)),
            "start_over": self._start_over,
            "walk": self._walk,
            "message_shortcut": lambda person, wanted: _noticed(
                person.message_shortcut(wanted.callback_id, wanted.place.room, wanted.ts)
            ),
        }
        try:
            verb = verbs.get(act.verb)
            if verb is None:
                return Reply("Dat kan in deze oefen-Slack niet.")
            return verb(self._slack.as_user(act.place.person), act)
        except (CannotDo, KeyError, StopIteration) as error:
            return Reply(f"Dat kan niet: {error}")

    def _open_home(self, person: Person, act: Act) -> Reply:
        try:
            person.open_home()
        except AssertionError:
            return Reply(NO_ANSWER)
        return Reply()

    def _start_over(self, person: Person, act: Act) -> Reply:
        if self._slack.start_over is None:
            raise CannotDo("deze oefen-Slack begint niet opnieuw")
        self._slack.start_over()
        return Reply()

    def _walk(self, person: Person, act: Act) -> Reply:
        if self._slack.tour is None:
            raise CannotDo("hier zijn geen zaken om te lopen")
        self._slack.tour.take_up(str(act.value or ""))
        self._slack.changed()
        return Reply()

    def _say(self, person: Person, act: Act) -> Reply:
        room = act.place.room or next(iter(person.channels())).id
        if not act.text.startswith("/"):
            person.post(room, act.text, act.thread_ts or None)
            return Reply()
        if act.thread_ts:
            return Reply("Een commando werkt niet in een draad.")
        command, _, text = act.text.partition(" ")
        if command == "/invite":  # Slack's own
            person.invite(room, self._called(text))
            return Reply()
        if command not in self._slack.space.app.commands:
            return Reply(f"{command} is geen geldig commando.")
        return _noticed(person.slash(command, text, channel=room))

    def _called(self, typed: str) -> str:
        """The account of whom somebody names with or without @: the app, or a person by name or handle."""
        name, space = typed.strip().removeprefix("@").casefold(), self._slack.space
        if name == space.app.name.casefold():
            return space.app.user
        return next(
            (one.id for one in space.people.values() if name in (one.name.casefold(), one.handle.casefold())),
            typed,
        )

    def _suggest(self, person: Person, act: Act) -> Reply:
        found = person.suggest(act.action_id, act.text)
        return Reply(options=option_lines({"options": found}, act.control))

    def _react(self, person: Person, act: Act) -> Reply:
        channel = self._slack.space.channels[act.place.room]
        given = channel.messages[act.ts].get("reactions", [])
        mine = any(one["name"] == act.value and person.id in one["users"] for one in given)
        (person.unreact if mine else person.react)(channel.id, act.ts, str(act.value))
        return Reply()

    def _forward(self, person: Person, act: Act) -> Reply:
        person.forward(act.place.room, act.ts, str(act.value), act.text)
        return Reply()

    def _press(self, person: Person, act: Act) -> Reply:
        self._fill(person, act)
        value = act.value if isinstance(act.value, str) else None

        def press(where: Where) -> Answer:
            place, message, view = where.get("block_id"), where.get("message_ts"), where.get("view_id")
            return person.press(
                act.action_id, value or None, block_id=place, message_ts=message, view_id=view
            )

        return _if_there(press, person, act)

    def _pick(self, person: Person, act: Act) -> Reply:
        return _if_there(lambda where: person.pick(act.action_id, act.value, **where), person, act)

    def _submit(self, person: Person, act: Act) -> Reply:
        view = person.view
        if view is None or view["id"] != act.view:
            return Reply("Dit formulier is al weg.")
        wrong = mistakes(view, act.values)
        if wrong:
            return Reply(errors=wrong)
        self._fill(person, act)
        done = person.submit()
        if "" in done.errors:
            return Reply(done.errors[""])
        return Reply(errors=done.errors)

    def _close(self, person: Person, act: Act) -> Reply:
        view = person.view
        if view is not None and view["id"] == act.view:
            person.close()
        return Reply()

    def _fill(self, person: Person, act: Act) -> None:
        """Keep what the page holds in its inputs, so that payloads carry it."""
        view = person.view
        if view is None or view["id"] != act.view:
            return
        inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
        for block_id, held in act.values.items():
            if block_id in inputs:
                person.keep(**{block_id: next(iter(held.values()), None)})


def _where(person: Person, act: Act) -> Where:
    """Where the one element stands that was pressed."""
    if act.home:
        home = person.home
        if home is None:
            raise CannotDo("Home is gone")
        return {"block_id": act.block_id, "view_id": str(home["id"])}
    return {"block_id": act.block_id} | ({"view_id": act.view} if act.view else {"message_ts": act.ts})


def _if_there(verb: Callable[[Where], Answer], person: Person, act: Act) -> Reply:
    """Do it with what the page still showed; the newer screen follows with the reply.

    A message that was drawn anew has other block ids where the app gave none: the same element in it counts.
    """
    try:
        where = _where(person, act)
        try:
            return _noticed(verb(where))
        except CannotDo:
            del where["block_id"]
            return _noticed(verb(where))
    except CannotDo:
        return Reply(GONE)


def _after(verb: Callable[[], object]) -> Reply:
    verb()
    return Reply()


def _noticed(answer: Answer) -> Reply:
    return Reply() if answer.acked else Reply(NO_ANSWER)
