"""What people do to two signals that may be linked, and what holds afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.office import Office
from casework.regie import links, matches
from casework.regie.pairs import Pair
from casework.signals import answering, erasing, supplementing
from tests.at_once.looking import Act, rows
from tests.at_once.scene import AUTHOR, CHIEF, OFFICER, OTHER, Town
from tests.casework.house import MDO

EDITH = "U0ZORGCO"  # coordinates the partnership of the second signal
LAST = "SELECT act, facts FROM audit WHERE ref = :ref AND act LIKE 'link.%' ORDER BY seq DESC"


@dataclass(frozen=True, slots=True)
class Two:
    """Two signals about one young person; somebody who sees both asked, and both coordinators may answer."""

    town: Town
    low: int
    high: int

    @property
    def pair(self) -> Pair:
        """The two numbers."""
        return Pair(self.low, self.high)

    @property
    def refs(self) -> frozenset[str]:
        """What messages about them refer to."""
        return frozenset({f"S-{self.low}", f"S-{self.high}", self.pair.mark})

    def key(self) -> str:
        """The key of a new act."""
        return self.town.house.key()


def new_two(town: Town) -> Two:
    """Reported twice, in two partnerships, by people one of whom is tagged on the other's."""
    house, born = town.house, town.birthday()
    low = house.report(AUTHOR, "Noor Zilverblad", born=born, tag=(OTHER,))
    high = house.report(OTHER, "Noor Zilverblad", born=born, partnership=MDO)
    links.ask(house.office, house.who(OTHER), Pair(low, high), house.key())
    return Two(town, low, high)


def _agree(who: str) -> Act:
    def act(office: Office, two: Two) -> None:
        links.agree(office, office.identify(who), two.pair, two.key())

    return act


def _decline(office: Office, two: Two) -> None:
    links.decline(office, office.identify(EDITH), two.pair, two.key())


def _undo(office: Office, two: Two) -> None:
    links.undo(office, office.identify(CHIEF), two.pair, two.key())


def _ask(office: Office, two: Two) -> None:
    links.ask(office, office.identify(OTHER), two.pair, two.key())


def _dismiss(office: Office, two: Two) -> None:
    matches.dismiss(office, office.identify(CHIEF), two.pair, two.key())


def _erase(office: Office, two: Two) -> None:
    erasing.erase(office, office.identify(OFFICER), two.low, "verzoek", two.key())


def _close(office: Office, two: Two) -> None:
    done = "Afgesproken dat school het oppakt"
    answering.close(office, office.identify(OTHER), two.high, done, two.key())


def _subject(office: Office, two: Two) -> None:
    supplementing.add_subject(office, office.identify(AUTHOR), two.low, "Jesse Bedacht", "", two.key())


def _deliver(office: Office, two: Two) -> None:
    two.town.post.deliver()


ACTS: Mapping[str, Act] = {
    "link.agree:low": _agree(CHIEF),
    "link.agree:high": _agree(EDITH),
    "link.decline": _decline,
    "link.undo": _undo,
    "link.ask": _ask,
    "match.dismiss": _dismiss,
    "signal.erase": _erase,
    "signal.close": _close,
    "subject.add": _subject,
    "delivery": _deliver,
}


def broken(two: Two) -> list[str]:
    """Linked only when both agreed and nobody said no since; waiting only while somebody has to answer."""
    state, low, high = rows(
        two, "SELECT state, low_agreed_by, high_agreed_by FROM link WHERE low = :l AND high = :h",
        l=two.low, h=two.high,
    )[0]  # fmt: skip
    acts = [act for act, _facts in rows(two, LAST, ref=two.pair.mark)]
    since = acts[: acts.index("link.ask")]
    states = {one for (one,) in rows(
        two, "SELECT state FROM signal WHERE id IN (:l, :h)", l=two.low, h=two.high
    )}  # fmt: skip
    found = []
    if state == "linked":
        found += [] if low and high else ["linked without both"]
        found += [f"linked after {one}" for one in since if one in ("link.decline", "link.undo")]
        found += [f"linked, and a signal is {one}" for one in states & {"erased", "undone"}]
    if state == "asked":
        found += ["both agreed and it is stuck"] if low and high else []
        found += ["asked about what ended"] if states != {"open"} else []
    return found
