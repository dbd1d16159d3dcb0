"""What people and the night do to one case, each by the name that the permission table has for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from casework.acute import sharing
from casework.acute.road import AcuteForm
from casework.casefile import load
from casework.consent import correcting, objecting
from casework.errors import NotForYou
from casework.exceptions import drafts, recording, reviewing
from casework.exceptions.drafts import Typed
from casework.office import Office
from casework.partners import keeping
from casework.refs import number
from casework.regie import asking, handing
from casework.rights import answering as right_answering
from casework.rights import asking as right_asking
from casework.rights import looking as right_looking
from casework.rights.asking import RightForm
from casework.sharing import closing, on_demand
from casework.signals import amending, answering, erasing, supplementing, tagging
from casework.subject import capacity
from casework.subject.capacity import CapacityForm
from rules.model import Capacity
from tests.at_once.looking import Act
from tests.at_once.scene import (
    AUTHOR,
    CHIEF,
    KEEPER,
    OFFICER,
    OTHER,
    OUTSIDE,
    READER,
    WHY,
    Scene,
    agree,
    share,
)


def _open(office: Office, scene: Scene) -> None:
    on_demand.open_disclosure(office, office.identify(READER), scene.disclosure, scene.key())


def _own(office: Office, scene: Scene) -> None:
    amending.own(office, office.identify(AUTHOR), scene.signal)


def _review(office: Office, scene: Scene) -> None:
    reviewing.show(office, office.identify(OFFICER), scene.exception)


def _withdraw(office: Office, scene: Scene) -> None:
    objecting.withdraw(office, office.identify(AUTHOR), scene.signal, "ouder_1", "", scene.key())


def _refuse(office: Office, scene: Scene) -> None:
    objecting.refuse(office, office.identify(OTHER), scene.signal, "ouder_1", "", scene.key())


def _agree(office: Office, scene: Scene) -> None:
    agree(office, office.identify(AUTHOR), scene.signal, scene.town.house, READER, OTHER)


def _void(office: Office, scene: Scene) -> None:
    me = office.identify(AUTHOR)
    lines = correcting.records(office, me, scene.signal).lines
    if not lines:
        raise NotForYou  # nothing stands there to press on
    correcting.void(office, me, scene.signal, lines[0].id, scene.key())


def _share(office: Office, scene: Scene) -> None:
    share(office, office.identify(AUTHOR), scene.signal, scene.town.house, READER)


def _acute(office: Office, scene: Scene) -> None:
    form = AcuteForm(recipients=(scene.partner(OUTSIDE),), reason=WHY, informed="not_safe")
    sharing.share_on(office, office.identify(AUTHOR), scene.signal, form, scene.key())


def _react(word: str, who: str) -> Act:
    def act(office: Office, scene: Scene) -> None:
        answering.react(office, office.identify(who), scene.signal, word, scene.key())

    return act


def _undo(office: Office, scene: Scene) -> None:
    answering.undo(office, office.identify(AUTHOR), scene.signal, scene.key())


def _close(office: Office, scene: Scene) -> None:
    done = "Afgesproken dat school het oppakt"
    answering.close(office, office.identify(AUTHOR), scene.signal, done, scene.key())


def _erase(office: Office, scene: Scene) -> None:
    erasing.erase(office, office.identify(OFFICER), scene.signal, "verzoek", scene.key())


def _restrict(office: Office, scene: Scene) -> None:
    form = RightForm("restrict", "ouder", "accuracy")
    right_asking.ask(office, office.identify(OFFICER), scene.signal, form, scene.key())


def _lift(office: Office, scene: Scene) -> None:
    me = office.identify(OFFICER)
    running = [one.ref for one in right_looking.overview(office, me, scene.signal).asked if one.runs]
    if not running:
        raise NotForYou  # nothing stands there to press on
    right_answering.end(office, me, number("V", running[0]) or 0, "lifted", "", scene.key())


def _tag(office: Office, scene: Scene) -> None:
    chosen = {int(scene.partner(OUTSIDE))}
    tagging.tag(office, office.identify(AUTHOR), scene.signal, chosen, scene.key())


def _add_detail(office: Office, scene: Scene) -> None:
    me = office.identify(AUTHOR)
    supplementing.add_detail(office, me, scene.signal, "Nog iets", ["signaal"], scene.key())


def _add_subject(office: Office, scene: Scene) -> None:
    me = office.identify(AUTHOR)
    supplementing.add_subject(office, me, scene.signal, "Jesse Bedacht", "", scene.key())


def _correct(office: Office, scene: Scene) -> None:
    me = office.identify(AUTHOR)
    item = amending.own(office, me, scene.signal).details[0].id
    amending.correct(office, me, scene.signal, item, "Toch anders", ["signaal"], scene.key())


def _lead(office: Office, scene: Scene) -> None:
    handing.hand_over(office, office.identify(CHIEF), scene.signal, OTHER, scene.key())


def _ask(office: Office, scene: Scene) -> None:
    asking.request(office, office.identify(OTHER), scene.signal, scene.key())


def _capacity(office: Office, scene: Scene) -> None:
    form = CapacityForm(capacity=Capacity.CAPABLE)
    capacity.record(office, office.identify(AUTHOR), scene.signal, form, scene.key())


def _approve(office: Office, scene: Scene) -> None:
    reviewing.approve(office, office.identify(OFFICER), scene.exception, scene.key())


def _reject(office: Office, scene: Scene) -> None:
    reviewing.reject(office, office.identify(OFFICER), scene.exception, WHY, scene.key())


def _revoke(office: Office, scene: Scene) -> None:
    recording.revoke(office, office.identify(AUTHOR), scene.exception, scene.key())


def _draft(office: Office, scene: Scene) -> None:
    typed = Typed(reasons={"x": "Een lange reden"})
    drafts.keep_draft(office, office.identify(AUTHOR), scene.signal, "E07", typed)


def _role(office: Office, scene: Scene) -> None:
    me, partner = office.identify(KEEPER), int(scene.partner(READER))
    form, _offered = keeping.changeable(office, me, partner)
    other = "mentor" if form.role != "mentor" else "ib_zorgcoordinator"
    keeping.change(office, me, partner, replace(form, role=other), scene.key())


def _night(office: Office, scene: Scene) -> None:
    with office.job() as unit:
        file = load(unit.session, scene.signal)
        closing.recheck(office, unit, file)


def _deliver(office: Office, scene: Scene) -> None:
    scene.town.post.deliver()


ACTS: Mapping[str, Act] = {
    "disclosure.open": _open,
    "detail.own": _own,
    "exception.show": _review,
    "consent.withdraw": _withdraw,
    "consent.refused": _refuse,
    "consent.record": _agree,
    "consent.void": _void,
    "signal.share": _share,
    "share.acute": _acute,
    "signal.pickup": _react("signal.pickup", OTHER),
    "signal.not_mine": _react("signal.not_mine", READER),
    "signal.undo": _undo,
    "signal.close": _close,
    "signal.erase": _erase,
    "rights.ask": _restrict,
    "rights.end": _lift,
    "signal.partners": _tag,
    "detail.add": _add_detail,
    "subject.add": _add_subject,
    "detail.correct": _correct,
    "signal.lead": _lead,
    "disclosure.request": _ask,
    "subject.capacity": _capacity,
    "exception.approve": _approve,
    "exception.reject": _reject,
    "exception.revoke": _revoke,
    "typing:exception.record": _draft,
    "partner.change": _role,
    "nightly": _night,
    "delivery": _deliver,
}
# What ends that the reader may read: no read of theirs follows it in the audit.
CLOSING = {
    "consent.withdraw",
    "consent.refused",
    "consent.void",
    "signal.not_mine",
    "signal.undo",
    "signal.close",
    "signal.erase",
    "rights.ask",
    "partner.change",
}
