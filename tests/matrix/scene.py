"""The scene in which the matrix is played: signals, consent, a ground, an overleg, a goal, people.

Everybody begins as a member of the workspace and of the partnership, so that all of it can be made the way
people make it; only then do some become guests, leave, or lose their account.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from casework.overleg.materialising import materialise
from tests.bot.steps import LONG_ENOUGH, fields
from tests.matrix.bench import Bench, Json
from tests.meeting import FIRST
from tests.meeting import FORM as MEETING
from tests.running import FORM, TEAM, partner_option

NAME, BIRTHDATE = "Wolfert Kanariegeel", "19-08-2012"
DETAILS = "Kreeg tweehonderd kanariezaadjes om iets te bewaren in de schuur"
REASON = "Omdat de kanariekooi vanavond wordt opgehaald, zie eigen waarneming."
ITEM = "Hoe gaan wij om met het station"
DECISION = "Kanarieplan: mentor belt de ouders voor vrijdag"
CHOSEN, FOR_CHOSEN = "Wil niet meer zingen, eet weinig", "S-5"
OVER = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)

COVERED = ("Tarik", "Nadia", "Dewi", "Pim", "Sam", "Loes", "Zeger")
TAGGED = (*COVERED, "Stef", "Marit")
GONE = {"gast": "guest", "gast_een_kanaal": "single_guest"}


def make(bench: Bench) -> None:
    """Everything that stands when an act is done; ends with the database kept."""
    slack = bench.slack
    strangers = {one: slack.space.human(one) for one in ("gast", "gast_een_kanaal", "connect")}
    kinds = {one: (human.kind, human.team) for one, human in strangers.items()}
    for human in strangers.values():
        human.kind, human.team = "member", slack.space.team_id
    for number in ("1", "2"):
        _signal(bench, "melder", f"S-{number}")
        _consent(bench, f"S-{number}")
        _share(bench, f"S-{number}")
    _signal(bench, "collega", "S-3", tag=(), channel="C0MDO", partnership="2")
    bench.press("collega", "signal.link", "S-1 S-3")
    _draft(bench)
    _chosen(bench)
    _ground(bench)
    _consent(bench, "S-1", "gedekt", "Tarik")
    _lead(bench)
    _object(bench, "S-2")
    bench.press("ongedekt", "disclosure.request", "S-1")
    bench.press("lid", "offer.make", "S-2")
    _overleg(bench)
    _goal(bench)
    _say(bench)
    _rights(bench)
    _leave(bench)
    _bind(bench)
    for one, human in strangers.items():
        human.kind, human.team = kinds[one]
    slack.space.human("gedeactiveerd").deleted = True
    bench.keep()


def filled(bench: Bench, who: str, view: Json | None, **values: object) -> Any:
    """Submit what is on top of somebody's screen."""
    done = bench.slack.as_user(who).submit(**values)
    assert done.errors == {}, done.errors
    return done


def _signal(
    bench: Bench, who: str, this: str, tag: tuple[str, ...] = TAGGED, channel: str = TEAM, **more: str
) -> None:
    secrets = {"subject_name": NAME, "subject_birthdate": BIRTHDATE, "details": DETAILS}
    person = bench.person(who)
    person.slash("/signal", "nieuw", channel=channel)
    done = filled(bench, who, person.view, **{**FORM, **secrets, **more})
    assert done.view is not None and f'"{this}"' in done.view["private_metadata"], done.view
    chosen = [partner_option(done.view, name) for name in tag]
    filled(bench, who, done.view, partners=chosen)


def _draft(bench: Bench) -> None:
    """S-4, which its author does not post."""
    person = bench.person("melder")
    person.slash("/signal", "nieuw", channel=TEAM)
    done = filled(bench, "melder", person.view, **{**FORM, "details": DETAILS, "subject_name": ""})
    assert done.view is not None and '"S-4"' in done.view["private_metadata"], done.view
    person.press("signal.keep", "S-4")


def _chosen(bench: Bench) -> None:
    """S-5, which only its author and Tarik read."""
    person = bench.person("melder")
    person.slash("/signal", "nieuw", channel=TEAM)
    done = filled(bench, "melder", person.view, **{**FORM, "summary": CHOSEN})
    assert done.view is not None and f'"{FOR_CHOSEN}"' in done.view["private_metadata"], done.view
    filled(bench, "melder", done.view, partners=[partner_option(done.view, "Tarik")], readers="chosen")


def _consent(bench: Bench, this: str, who: str = "melder", *names: str) -> None:
    person = bench.person(who)
    bench.press(who, "consent.record", this)
    form = person.view
    assert form is not None
    values: dict[str, object] = {
        "holders": ["ouder_1"],
        "gezag_verified": "yes",
        "given_by": ["ouder_1"],
        "youth_voice": "instemmend",
        "recipients": [partner_option(form, name) for name in names or COVERED],
        "categories": ["identiteit", "signaal"],
        "statements": ["conversation", "consequences_explained"],
    }
    filled(bench, who, form, **{one: value for one, value in values.items() if one in fields(form)})


def _share(bench: Bench, this: str) -> None:
    person = bench.person("melder")
    bench.press("melder", "signal.share", this)
    form = person.view
    assert form is not None and form["callback_id"] == "signal.share", form
    done = filled(bench, "melder", form, recipients=[partner_option(form, name) for name in COVERED])
    assert done.view is None or done.view["callback_id"] != "refusal", done.view


def _ground(bench: Bench) -> None:
    person = bench.person("melder")
    bench.press("melder", "exception.record", "S-1")
    form = person.view
    assert form is not None
    if "E07" not in [one["value"] for one in form["blocks"][1]["element"]["options"]]:
        person.submit(ground="other")
    person.submit(ground="E07")
    form = person.view
    assert form is not None and form["callback_id"] == "exception.record", form
    reasons = {name: REASON for name in fields(form) if name.startswith("c:")}
    to = [partner_option(form, "Stef")]
    filled(
        bench,
        "melder",
        form,
        recipients=to,
        reviewer="U0BEOORD",
        purpose="kindveiligheid",
        informed="yes",
        **reasons,
    )


def _lead(bench: Bench) -> None:
    bench.person("melder")
    bench.press("melder", "signal.lead", "S-1")
    filled(bench, "melder", None, lead="U0MENTOR")


def _object(bench: Bench, this: str) -> None:
    """The young person objects after all: what was shared closes."""
    bench.person("melder")
    bench.press("melder", "consent.refused", this)
    filled(bench, "melder", None, refused_by="ouder_1")


def _overleg(bench: Bench) -> None:
    person = bench.person("lid")
    person.slash("/overleg", "nieuw", channel=TEAM)
    form = person.view
    assert form is not None
    filled(
        bench, "lid", form, **{**MEETING, "organiser": "U0LEERPL", "chair": "U0REGIE", "frequency": "weekly"}
    )
    materialise(bench.process.office)
    bench.slack.clock.advance((OVER - bench.slack.clock()).total_seconds())
    materialise(bench.process.office)
    person = bench.person("lid")
    bench.press("lid", "overleg.outcome", FIRST)
    made = {"action_text": "Belt de school", "action_owner": "U0AGENT", "action_due": "2026-12-10"}
    filled(bench, "lid", person.view, decisions=f"S-1: {DECISION}", **made)


def _goal(bench: Bench) -> None:
    person = bench.person("lid")
    person.slash("/doelen", "nieuw", channel=TEAM)
    words = {
        "why": "Wij zien dezelfde jongeren",
        "goal": "Elk signaal krijgt antwoord",
        "indicator": LONG_ENOUGH,
    }
    filled(bench, "lid", person.view, **words)


def _say(bench: Bench) -> None:
    """The reporter types a telephone number in the channel."""
    author = bench.slack.space.human("melder").id
    bench.happen("message", user=author, channel=TEAM, text="Bel 06-12345678", ts="1764000000.000100")


def _rights(bench: Bench) -> None:
    """A parent asks for a copy of S-1, to which the coordinator agrees, and of S-2, which waits."""
    for this in ("S-1", "S-2"):
        bench.person("fg")
        bench.press("fg", "rights.ask", f"{this} access")
        filled(bench, "fg", None, asker="ouder")
    bench.press("coordinator", "rights.agree", "V-1")


def _leave(bench: Bench) -> None:
    """Nadia leaves the neighbourhood's network and stays at the MDO."""
    person = bench.person("beheerder")
    person.slash("/partners", "wijzig", channel="C0ALGEMEEN")
    form = person.view
    assert form is not None
    filled(bench, "beheerder", form, partner=partner_option(form, "Nadia"))
    filled(bench, "beheerder", person.view, partnerships=["2"])


def _bind(bench: Bench) -> None:
    """Zeger, who had no account when he was named, gets one."""
    person = bench.person("beheerder")
    person.slash("/partners", "wijzig", channel="C0ALGEMEEN")
    form = person.view
    assert form is not None
    filled(bench, "beheerder", form, partner=partner_option(form, "Zeger"))
    filled(bench, "beheerder", person.view, user="U0ZEGER")
