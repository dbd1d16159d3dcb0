"""How each act of the permission table is done: what is typed or pressed, on which form, filled in how."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.elements import chosen_value, elements_of, empty, initial_value, offered
from tests.matrix.bench import Answered, Bench, Json
from tests.meeting import FIRST
from tests.running import TEAM

LATER = "O-1/2026-12-15"
WORDS = "Dit is hier zo, en dat is met de aandachtsfunctionaris besproken."


@dataclass(frozen=True, slots=True)
class Form:
    """A form as somebody entitled has it before them: who, how it comes to them, what they put in it.

    `steps` are acts: a command with its text, a button with its reference, or `submit` with a choice in
    the form before; what is not named in `values` is filled in with the first thing that fits.
    """

    who: str
    steps: tuple[tuple[str, str], ...]
    values: Json = field(default_factory=dict)
    posing_as: str = ""  # forged from another form, where nobody in the scene may have this one


FORMS: dict[str, Form] = {
    "share_check": Form("melder", (("/delen", "start"),)),
    "signal.new": Form("melder", (("/signal", "nieuw"),)),
    "signal.partners": Form("melder", (("signal.partners", "S-1"),)),
    "readers.remove": Form("melder", (("readers.remove", "S-5"),)),
    "signal.close": Form("melder", (("signal.close", "S-1"),)),
    "signal.lead": Form("melder", (("signal.lead", "S-1"),), {"lead": "U0WIJKTEAM"}),
    "detail.add": Form("melder", (("detail.add", "S-1"),)),
    "subject.add": Form(
        "melder", (("subject.add", "S-1"),), {"subject_birthdate": "19-08-2012", "subject_name": "Wolfert"}
    ),
    "detail.correct": Form("melder", (("detail.own", "S-1"), ("in:detail.correct", ""))),
    "signal.correct": Form("melder", (("signal.correct", "S-1"),)),
    "consent.record": Form("melder", (("consent.record", "S-1"),), {"given_by": ["ouder_1"]}),
    "consent.refused": Form("melder", (("consent.refused", "S-1"),)),
    "consent.withdraw": Form("melder", (("consent.withdraw", "S-1"),)),
    "consent.unreached": Form("melder", (("consent.withdraw", "S-1"),), posing_as="consent.unreached"),
    "consent.records": Form("melder", (("consent.records", "S-1"),)),
    "exception.ground": Form("melder", (("exception.record", "S-1"),), {"ground": "E01"}),
    "exception.record": Form("melder", (("exception.record", "S-1"), ("submit", "E01"))),
    "exception.reject": Form("beoordelaar", (("exception.reject", "X-1"),)),
    "signal.share": Form("melder", (("signal.share", "S-1"),), {"recipients": ["3"]}),
    "share.acute": Form("melder", (("share.acute", "S-1"),), {"informed": "yes"}),
    "exception.complete": Form("beoordelaar", (("exception.reject", "X-1"),), posing_as="exception.complete"),
    "signal.erase": Form("fg", (("/signal", "wissen S-1"),)),
    "rights.ask": Form("fg", (("rights.ask", "S-1 restrict"),), {"asker": "ouder", "because": "accuracy"}),
    "rights.end": Form("fg", (("rights.end", "V-2"),), {"answer": "refused", "because": "unknown"}),
    "report": Form("coordinator", (("/signal", "rapport"),)),
    "lookback.filter": Form("fg", (("lookback.filter", "filter"),)),
    "overleg.new": Form("lid", (("/overleg", "nieuw"),)),
    "overleg.move": Form("lid", (("overleg.move", LATER),), {"moved_to_date": "2026-12-17"}),
    "overleg.chair": Form("lid", (("overleg.chair", LATER),)),
    "overleg.change": Form("lid", (("overleg.change", "O-1"),)),
    "overleg.deputy": Form("lid", (("overleg.absent", LATER),)),
    "overleg.item": Form("lid", (("overleg.item", LATER),)),
    "overleg.outcome": Form("lid", (("overleg.outcome", FIRST),), {"decisions": "S-1: mentor belt"}),
    "partner.new": Form(
        "beheerder", (("partner.new", "new"),), {"user": "U0BEOORD", "partnerships": ["1"], "name": "Rosa V"}
    ),
    "partner.choose": Form("beheerder", (("partner.choose", "choose"),), {"partner": "4"}),
    "partner.change": Form("beheerder", (("partner.choose", "choose"), ("submit", "4"))),
    "partnership.new": Form(
        "beheerder", (("partnership.new", "new"),), {"channel": "C0ALGEMEEN", "coordinator": "U0WIJKTEAM"}
    ),
    "partnership.change": Form("beheerder", (("partnership.change", "SW-1"),), {"name": "Zonnebeek Noord"}),
    "partnership.end": Form("beheerder", (("partnership.end", "SW-1"),), {"confirmed": ["yes"]}),
    "partnership.members": Form(
        "beheerder",
        (("partnership.members", "SW-2"),),
        {"role:U0MDO": "schoolleiding", "organisation:U0MDO": "Lyceum De Wende"},
    ),
    "partner.for": Form("lid", (("/partners", "voor"),)),
    "grant.give": Form("beheerder", (("grant.give", "give"),), {"user": "U0WIJKTEAM", "grant": "reviewer"}),
    "grant.take": Form("beheerder", (("grant.take", "take"),), {"user": "U0BEOORD", "grant": "reviewer"}),
    "ground.open": Form(
        "fg", (("ground.open", "E15"),), {"ground": "E15", "reason": WORDS, "second": "U0BEOORD"}
    ),
    "ground.close": Form("fg", (("ground.open", "E15"),), {"ground": "E15"}, posing_as="ground.close"),
    "goal.new": Form("lid", (("/doelen", "nieuw"),)),
    "goal.contribute": Form("lid", (("goal.contribute", "DOEL-1"),)),
    "goal.change": Form("lid", (("goal.change", "DOEL-1"),)),
    "goal.evaluate": Form("lid", (("goal.evaluate", "DOEL-1"),)),
    "subject.capacity": Form("melder", (("subject.capacity", "S-1"),)),
    "signal.direct": Form("melder", (("subject.capacity", "S-1"),), posing_as="signal.direct"),
}
# Buttons and fields inside a form: which form, and the choice that is made there.
INSIDE: dict[str, str] = {
    "consent.record.more": "consent.record",
    "consent.correct": "consent.records",
    "consent.void": "consent.records",
    "detail.correct": "detail.own",
}
# What a form that is still open tells of.
TOLD_OF: dict[str, tuple[str, Json]] = {
    "exception.record": ("informed", {"type": "radio_buttons", "selected_option": {"value": "no"}}),
    "signal.new": ("modifiers", {"type": "checkboxes", "selected_options": [{"value": "M1"}]}),
}
EVENTS: dict[str, Callable[[str], Json]] = {
    "member_joined_channel": lambda user: {
        "user": user,
        "channel": TEAM,
        "channel_type": "G",
        "team": "T0ZONNEBEEK",
    },
    "channel_id_changed": lambda user: {"old_channel_id": TEAM, "new_channel_id": "C0NIEUW"},
    "channel_shared": lambda user: {"channel": TEAM, "connected_team_id": "T0ELDERS"},
    "channel_unshared": lambda user: {"channel": TEAM, "previously_connected_team_id": "T0ELDERS"},
    "message": lambda user: {"user": user, "channel": TEAM, "text": "Wat staat er in S-1?", "ts": "1.1"},
    "user_change": lambda user: {"user": {"id": user, "team_id": "T0ZONNEBEEK", "deleted": False}},
}


@dataclass(slots=True, repr=False)
class Plays:
    """Does each act as each person, on the forms of those who may have them."""

    bench: Bench
    forms: dict[str, Json] = field(default_factory=dict)

    def do(self, act: str, target: str, who: str) -> Answered:
        """This act, with what stands in the table's second column, by this person."""
        bench = self.bench
        target = target.replace("RECORD", bench.self_named)
        bench.slack.space.stacks[bench.slack.space.human(who).id] = []
        if act.startswith("/"):
            command, _, word = act.partition(" ")
            return bench.slash(who, command, f"{word} {target}".strip())
        kind, _, name = act.partition(":")
        if act == "home":
            human = bench.slack.space.human(who)
            return bench.happen("app_home_opened", user=human.id, tab="home", channel="D0")
        return self._with_form(kind, name, who) if name else self._pressed(act, target, who)

    def _with_form(self, kind: str, name: str, who: str) -> Answered:
        bench = self.bench
        match kind:
            case "view":
                return bench.submit(who, self.form(name))
            case "closed":
                return bench.close(who, self.form(name))
            case "typing" if name == "signal.partners":
                none = {"type": "multi_static_select", "selected_options": []}
                return bench.press_in(who, self.form(name), "partners", "", **none)
            case "typing":
                field, chosen = TOLD_OF[name]
                form = self.form(name)
                if field == "modifiers":
                    form = filled_in(form, {field: ["M1"]})
                return bench.press_in(who, form, field, "", **chosen)
            case "shortcut":
                words = "Ik zag hem weer bij het station" if name.endswith("message") else ""
                return bench.shortcut(who, name, words=words)
            case "event":
                return bench.happen(name, **EVENTS[name](bench.slack.space.human(who).id))
        raise KeyError(kind)

    def _pressed(self, act: str, target: str, who: str) -> Answered:
        bench = self.bench
        if act == "partnership":
            chosen = {"type": "static_select", "selected_option": {"value": "1"}}
            return bench.press_in(who, self.form("overleg.new"), act, "", **chosen)
        if act == "share_check.record":
            return bench.press_in(who, self.form("share_check"), act, "new")
        if act in INSIDE:
            form = self.form(INSIDE[act])
            return bench.press_in(who, form, act, value_of(form, act) or target)
        return bench.press(who, act, target)

    def form(self, name: str) -> Json:
        """This form as it stands before somebody entitled, filled in; made once."""
        if name not in self.forms:
            self.bench.restore()
            self.forms[name] = self._made(FORMS.get(name) or Form("melder", ((name, "S-1"),)))
            self.bench.restore()
        return self.forms[name]

    def _made(self, form: Form) -> Json:
        bench = self.bench
        view: Json = {}
        bench.person(form.who)
        for step, value in form.steps:
            if step.startswith("/"):
                done = bench.slash(form.who, step, value)
            elif step == "submit":
                done = bench.submit(form.who, filled_in(view, {_last_input(view): value}))
                if not done.views:
                    raise AssertionError(done)
            elif step.startswith("in:"):
                act = step.removeprefix("in:")
                done = bench.press_in(form.who, view, act, value_of(view, act))
            else:
                done = bench.press(form.who, step, value)
            assert done.views, (step, done)
            view = done.views[-1]
            assert view["callback_id"] != "refusal", (step, value, view["private_metadata"])
        whole = bench.held(view) | ({"callback_id": form.posing_as} if form.posing_as else {})
        return filled_in(whole | {"blocks": whole["blocks"]}, form.values)


def _last_input(view: Json) -> str:
    return str([one for one in view["blocks"] if one["type"] == "input"][-1]["block_id"])


def filled_in(view: Json, values: Json) -> Json:
    """A form with these values, and with the first thing that fits wherever one has to be given."""
    state: Json = {}
    for block in view["blocks"]:
        for element in elements_of(block) if block["type"] == "input" else ():
            held = _held(block, element, values)
            state.setdefault(block["block_id"], {})[element["action_id"]] = held
    return view | {"state": {"values": state}}


def _held(block: Json, element: Json, values: Json) -> Json:
    users = frozenset({"U0LEERPL", "U0WIJKTEAM", "U0BEOORD"})
    name = block["block_id"]
    if name in values:
        value = values[name]
        if isinstance(value, str) and "selected_options" in initial_value(element):
            value = [value]
        return chosen_value(element, value, users)
    held = initial_value(element)
    if not empty(held) or block.get("optional"):
        return held
    return chosen_value(element, _first(element), users)


def _first(element: Json) -> Any:
    match element["type"]:
        case "plain_text_input":
            return WORDS[: element.get("max_length", 3000)]
        case "datepicker":
            return "2026-12-22"
        case "timepicker":
            return "10:00"
        case "users_select":
            return "U0WIJKTEAM"
        case "multi_users_select":
            return ["U0WIJKTEAM"]
        case kind:
            first = offered(element)[0]["value"]
            return first if kind in ("static_select", "radio_buttons") else [first]


def value_of(view: Json, act: str) -> str:
    """The reference on the first button with this name."""
    for block in view["blocks"]:
        for element in elements_of(block):
            if element.get("action_id") == act:
                return str(element.get("value") or "")
            for option in element.get("options") or ():
                if act in str(option.get("value")):
                    return str(option["value"])
    return ""


def codes_in(answered: Answered) -> Iterator[str]:
    """The codes that the machine's copies of refusals carry."""
    for view in answered.views:
        note = json.loads(view.get("private_metadata") or "{}")
        if view.get("callback_id") != "refusal":
            continue
        if isinstance(note, dict) and note.get("code"):
            yield str(note["code"])
