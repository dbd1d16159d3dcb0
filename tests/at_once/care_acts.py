"""What people do about consent in care: a parent sought in vain, an institution that decides itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from casework.consent import correcting, objecting, recording, seeking
from casework.consent.recording import ConsentForm
from casework.errors import NotForYou
from casework.office import Office
from casework.signals import answering, erasing
from storage.repositories import directory, organisations
from tests.at_once.looking import Act, rows
from tests.at_once.scene import OFFICER, OTHER, READER, Town

COLLEAGUE = "U0JEUGDH"
INSTITUTION = "Nidos Zonnebeek"


@dataclass(frozen=True, slots=True)
class Cared:
    """Two signals at an institution: one parent of two signed in one, it is the guardian in the other."""

    town: Town
    parents: int
    guarded: int

    @property
    def refs(self) -> frozenset[str]:
        """What messages about them refer to."""
        return frozenset({f"S-{self.parents}", f"S-{self.guarded}"})

    def key(self) -> str:
        """The key of a new act."""
        return self.town.house.key()


def new_cared(town: Town) -> Cared:
    """Two colleagues of one institution; a child of eight in each case, and the school tagged."""
    house = town.house
    with house.office.job() as unit:
        for account in (OTHER, COLLEAGUE):
            row = directory.partner_of_user(unit.session, account)
            assert row is not None
            row.role = "gi"
            organisations.belong(unit.session, row, INSTITUTION)
    born = f"{town.birthday()[:6]}2018"
    both = house.report(OTHER, "Sem Verzonnen", born=born, tag=(READER,))
    _sign(house.office, town, both, ["ouder_1", "ouder_2"], ["ouder_1"])
    guarded = house.report(OTHER, "Noor Verzonnen", born=f"{town.birthday()[:6]}2018", tag=(READER,))
    return Cared(town, both, guarded)


def _sign(
    office: Office, town: Town, number: int, holders: list[str], by: list[str], second: str = ""
) -> None:
    form = ConsentForm(
        holders=holders,
        gezag_verified="yes",
        given_by=by,
        recipients=[str(town.house.partner(READER).id)],
        categories=["identiteit", "signaal"],
        statements=["conversation", "ap_indicaties"],
        second=second,
    )
    recording.record(office, office.identify(OTHER), number, form, town.house.key())


def _seek(way: str) -> Act:
    def act(office: Office, scene: Cared) -> None:
        today = office.today.strftime("%d-%m-%Y")
        seeking.record(office, office.identify(OTHER), scene.parents, "ouder_2", today, way, scene.key())

    return act


def _both(office: Office, scene: Cared) -> None:
    _sign(office, scene.town, scene.parents, ["ouder_1", "ouder_2"], ["ouder_1", "ouder_2"])


def _refuse(office: Office, scene: Cared) -> None:
    objecting.refuse(office, office.identify(OTHER), scene.parents, "ouder_2", "", scene.key())


def _void(office: Office, scene: Cared) -> None:
    me = office.identify(OTHER)
    lines = correcting.records(office, me, scene.parents).lines
    if not lines:
        raise NotForYou  # nothing stands there to press on
    correcting.void(office, me, scene.parents, lines[0].id, scene.key())


def _decide(office: Office, scene: Cared) -> None:
    second = str(scene.town.house.partner(COLLEAGUE).id)
    _sign(office, scene.town, scene.guarded, ["voogd_gi"], ["voogd_gi"], second)


def _close(which: str) -> Act:
    def act(office: Office, scene: Cared) -> None:
        done = "Afgesproken dat school het oppakt"
        answering.close(office, office.identify(OTHER), getattr(scene, which), done, scene.key())

    return act


def _erase(office: Office, scene: Cared) -> None:
    erasing.erase(office, office.identify(OFFICER), scene.parents, "verzoek", scene.key())


def _deliver(office: Office, scene: Cared) -> None:
    scene.town.post.deliver()


ACTS: Mapping[str, Act] = {
    "consent.unreached": _seek("telefoon"),
    "consent.unreached:again": _seek("brief"),
    "consent.record": _both,
    "consent.refused": _refuse,
    "consent.void": _void,
    "consent.record:guardian": _decide,
    "signal.close": _close("parents"),
    "signal.close:guarded": _close("guarded"),
    "signal.erase": _erase,
    "delivery": _deliver,
}


def broken(scene: Cared) -> list[str]:
    """No attempt is lost, none is kept at what ended; who decided along stands in the record and hears so."""
    this = f"S-{scene.parents}"
    acts = [act for (act,) in rows(scene, "SELECT act FROM audit WHERE ref = :s ORDER BY seq", s=this)]
    ended = [at for at, act in enumerate(acts) if act in ("signal.close", "signal.erase")]
    sought = [at for at, act in enumerate(acts) if act == "consent.unreached"]
    kept_at = rows(scene, "SELECT tried FROM consent WHERE signal_id = :n", n=scene.parents)
    tried = sum(len(json.loads(one) if isinstance(one, str) else one or ()) for (one,) in kept_at)
    lost = bool(kept_at) and tried < len(sought)
    found = [f"{len(sought)} attempts, {tried} kept"] if lost else []
    found += ["sought after the end"] if ended and sought and max(sought) > min(ended) else []
    kept = rows(scene, "SELECT second FROM consent WHERE signal_id = :n", n=scene.guarded)
    decided = [second for (second,) in kept]
    found += ["decided alone"] if None in decided else []
    told = rows(
        scene,
        "SELECT count(*) FROM post WHERE kind = 'consent.seconded' AND ref = :s",
        s=f"S-{scene.guarded}",
    )[0][0]
    return found + (
        [f"{told} messages about {len(decided)} decisions"] if told < min(1, len(decided)) else []
    )
