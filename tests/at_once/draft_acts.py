"""What happens to a signal whose author does not know yet whether to post it, and what holds afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.office import Office
from casework.retention import night
from casework.signals import answering, erasing, tagging, unposted, wording
from tests.at_once.looking import Act, rows
from tests.at_once.scene import AUTHOR, OFFICER, OTHER, Town

OUT = "SELECT count(*) FROM post WHERE ref = :ref AND kind = 'signal.card' AND shown_rev > 0"


@dataclass(frozen=True, slots=True)
class Unposted:
    """A signal of which partners are being chosen."""

    town: Town
    signal: int

    @property
    def refs(self) -> frozenset[str]:
        """What messages about it refer to."""
        return frozenset({f"S-{self.signal}"})

    def key(self) -> str:
        """The key of a new act."""
        return self.town.house.key()


def new_unposted(town: Town) -> Unposted:
    """Written down, with the second step open."""
    return Unposted(town, town.house.report(AUTHOR, "Jesse Verzonnen", born=town.birthday()))


def _keep(office: Office, one: Unposted) -> None:
    unposted.keep(office, office.identify(AUTHOR), one.signal, one.key())


def _post(office: Office, one: Unposted) -> None:
    chosen = {one.town.house.partner(OTHER).id}
    tagging.tag(office, office.identify(AUTHOR), one.signal, chosen, one.key())


def _close_form(office: Office, one: Unposted) -> None:
    tagging.release(office, office.identify(AUTHOR), one.signal, one.key())


def _put_right(office: Office, one: Unposted) -> None:
    me = office.identify(AUTHOR)
    wording.put_right(office, me, one.signal, "leerling is vaak moe", "", one.key())


def _undo(office: Office, one: Unposted) -> None:
    answering.undo(office, office.identify(AUTHOR), one.signal, one.key())


def _erase(office: Office, one: Unposted) -> None:
    erasing.erase(office, office.identify(OFFICER), one.signal, "verzoek", one.key())


def _night(office: Office, one: Unposted) -> None:
    night.carry_out(office)


def _deliver(office: Office, one: Unposted) -> None:
    one.town.post.deliver()


ACTS: Mapping[str, Act] = {
    "signal.keep": _keep,
    "signal.partners": _post,
    "closed:signal.partners": _close_form,
    "signal.correct": _put_right,
    "signal.undo": _undo,
    "signal.erase": _erase,
    "nightly": _night,
    "delivery": _deliver,
}


def broken(one: Unposted) -> list[str]:
    """A draft is not in Slack and asks nobody; what was posted is in Slack or due."""
    (state,) = rows(one, "SELECT state FROM signal WHERE id = :n", n=one.signal)[0]
    this = f"S-{one.signal}"
    tags = rows(one, "SELECT count(*) FROM tag WHERE signal_id = :n", n=one.signal)[0][0]
    matches = rows(one, "SELECT count(*) FROM signal_match WHERE low = :n OR high = :n", n=one.signal)[0][0]
    out = rows(one, OUT, ref=this)[0][0]
    found = []
    if state == "draft":
        found += ["a draft in Slack"] if out else []
        found += ["a draft that asks somebody"] if tags else []
        found += ["a draft that matches"] if matches else []
    if state in ("erased", "undone"):
        keys = "SELECT count(*) FROM signal_keys WHERE signal_id = :n AND content_key IS NOT NULL"
        found += ["thrown away, with its key"] if rows(one, keys, n=one.signal)[0][0] else []
    return found
