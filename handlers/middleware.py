"""Runs a listener for whoever it is for, and turns whatever goes wrong into a sentence with a reference."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from casework.again import again
from casework.errors import AlreadyDone, AtTheDoor, Invalid, Refused
from casework.office import Office
from casework.outside import turned_away
from casework.people import Person
from casework.permissions import admitted
from casework.ports import Standing
from handlers.acts import Act, Answer, Done, Errors, Show, Tell, Values, state_of
from handlers.flaws import flaw_sentences
from handlers.languages import Languages
from handlers.refusals import gave_way, problem, refusal
from storage.errors import Outgrown, TryAgain

Listener = Callable[[Act], Answer]
Body = dict[str, Any]

log = structlog.get_logger(__name__)


# Whose account belongs to this workspace.
HERE = frozenset({Standing.MEMBER, Standing.GUEST, Standing.SINGLE_GUEST})


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands before every listener: known team and person, exactly one answer."""

    office: Office
    languages: Languages
    team_id: str

    def run(
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
        page: int = 0,
    ) -> Answer:
        """What the listener answers to one act of this account, in its language, or why not."""
        values = Values(state_of(view))
        with self.languages.reading(user):
            return self._guarded(
                name,
                teams,
                user,
                lambda person: listener(
                    Act(name, person, key, ref, channel, values, view, moment, said, page)
                ),
            )

    def _guarded(
        self, name: str, teams: frozenset[str], user: str, listen: Callable[[Person], Answer]
    ) -> Answer:
        language = self.languages.current
        try:
            return again(lambda: listen(self._admitted(name, teams, user)))
        except AlreadyDone:
            return Done()
        except Invalid as error:
            return Errors(flaw_sentences(language, error.flaws))
        except Refused as error:
            return Show(refusal(language, error))
        except TryAgain as error:
            log.warning("act gave way", act=name, code=error.code)
            return gave_way(language, name)
        except Outgrown as error:
            log.warning("act refused", act=name, code=error.code)
            return gave_way(language, name, "OUTGROWN")
        except Exception as error:
            reference = secrets.token_hex(4).upper()
            log.exception("act failed", act=name, reference=reference, error_type=type(error).__name__)
            return self._failed(reference, name)

    def _admitted(self, name: str, teams: frozenset[str], user: str) -> Person:
        """Who this is, when the act is for them; somebody from another workspace is a stranger like any."""
        if not self.from_here(teams) and not self._of_the_grid(teams, user):
            raise AtTheDoor
        person = self.office.identify(user)
        if not admitted(name, person):
            raise turned_away(self.office, person)
        return person

    def from_here(self, teams: frozenset[str]) -> bool:
        """Whether a payload names this workspace and no other."""
        return teams == {self.team_id}

    def _of_the_grid(self, teams: frozenset[str], user: str) -> bool:
        """Whether an act that happened here is of somebody who belongs here, although another team is named.

        On an Enterprise Grid that is another workspace of theirs, or the organisation: only Slack knows.
        """
        return self.team_id in teams and self.office.rooms.standing(user) in HERE

    def _failed(self, reference: str, name: str) -> Answer:
        _ = self.languages.current
        sentence = _(
            "Er ging iets mis; er is niets opgeslagen. Probeer het nog eens. Blijft het misgaan, "
            "geef dan nummer {reference} door aan de beheerder.",
            reference=reference,
        )
        if name.startswith("view:"):
            return Errors({"": sentence})
        return Tell(sentence) if name.startswith("/") else Show(problem(_, sentence, reference))


def teams_of(body: Body) -> frozenset[str]:
    """The workspaces that a payload names: where it happened, and the one of whoever did it.

    With somebody from another workspace in a shared channel the two differ, and which of them stands
    where differs per kind of payload (slack 5).
    """
    team, user = body.get("team") or {}, body.get("user") or {}
    found = (body.get("team_id"), team.get("id"), user.get("team_id"))
    return frozenset(one for one in found if one)
