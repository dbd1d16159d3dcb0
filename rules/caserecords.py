"""Reads the consent and exception records of a case file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rules.book import Rulebook
from rules.casevalues import Node, read_node, read_text
from rules.errors import CaseError
from rules.model import (
    Addressee,
    Consent,
    ExceptionRecord,
    Informed,
    Moment,
    OtherHolder,
    Review,
    YouthVoice,
)
from rules.moments import has_come, local_day, start_of

_ANYONE = frozenset({"iedereen", "all", "*"})


def read_consent(node: Node, book: Rulebook, names: Mapping[str, str]) -> Consent:
    """One consent record; `names` gives persons the id they have among representatives."""
    purposes, all_purposes = _named(node, "purpose", book.purposes)
    categories, all_categories = _named(node, "categories", book.categories)
    recipients, all_recipients = _addressees(node)
    return Consent(
        given=_renamed(node.moments("given"), names),
        refused=frozenset(names.get(one, one) for one in node.texts("refused")),
        refused_on=node.moment("refused_on"),
        withdrawn=_renamed(node.moments("withdrawn"), names),
        asked_by=node.text("asked_by"),
        purpose=purposes[0] if len(purposes) == 1 and not all_purposes else None,
        recipients=() if all_recipients else recipients,
        categories=frozenset() if all_categories else frozenset(categories),
        specific=len(purposes) <= 1 and not (all_purposes or all_categories or all_recipients),
        active=node.flag("active", default=True),
        free=node.flag("free", default=True),
        informed=node.flag("informed", default=True),
        explicit=node.flag("explicit", default=False),
        ap_indicaties=node.flag("ap_indicaties", default=False),
        consequences_explained=node.flag("consequences_explained", default=False),
        other_holder=node.choice("other_holder", OtherHolder.NOT_RECORDED),
        youth_voice=node.choice("youth_voice", YouthVoice.NOT_HEARD),
        until=node.moment("until"),
        form=node.text("form"),
        recorded_by=node.text("recorded_by"),
    )


def _renamed(moments: Mapping[str, Moment], names: Mapping[str, str]) -> dict[str, Moment]:
    """Persons under their id; when two become one the newest counts."""
    made: dict[str, Moment] = {}
    for who, when in sorted(moments.items(), key=lambda item: start_of(item[1])):
        made[names.get(who, who)] = when
    return made


def _is_all(text: str) -> bool:
    """Whether a word stands for everybody or everything, which is never specific (section 4)."""
    return text.lower().startswith("alle") or text.lower() in _ANYONE


def _named(node: Node, key: str, vocabulary: Mapping[str, object]) -> tuple[list[str], bool]:
    """The ids named, and whether the record says "alle"."""
    named = node.texts(key)
    for one in named:
        if one not in vocabulary and not _is_all(one):
            raise node.wrong(key, f"{one[:20]!r} is not in the rulebook's vocabulary")
    return named, any(one not in vocabulary for one in named)


def _addressees(node: Node) -> tuple[tuple[Addressee, ...], bool]:
    """Whom the record names, and whether it says "alle partners"."""
    made = []
    for path, value in node.items("recipients"):
        if isinstance(value, str):
            made.append(Addressee(read_text(value, path)))
        else:
            one = read_node(value, path)
            made.append(Addressee(one.required("role"), one.reference("partner")))
    return tuple(made), any(_is_all(one.role) for one in made)


def read_exception(node: Node, book: Rulebook, now: datetime) -> ExceptionRecord:
    """One exception record, with revocation as it stands at `now`."""
    ground = node.known("ground", book.grounds)
    if ground is None:
        raise CaseError(f"{node.at('ground')}: is missing")
    purposes, all_purposes = _named(node, "purpose", book.purposes)
    categories, all_categories = _named(node, "categories", book.categories)
    recipients, all_recipients = _addressees(node)
    return ExceptionRecord(
        ground=ground,
        invoked_by=node.text("invoked_by"),
        invoker=node.text("invoker_id"),
        purpose=purposes[0] if len(purposes) == 1 and not all_purposes else None,
        recipients=() if all_recipients else recipients,
        categories=frozenset() if all_categories else frozenset(categories),
        conditions=_conditions(node, book),
        granted=node.moment("granted"),
        until=node.moment("until"),
        review=_review(node),
        informed=_informed(node),
        revoked=_revoked(node, now),
    )


def _conditions(node: Node, book: Rulebook) -> frozenset[str]:
    """The conditions met: a bare id is a tick with its reasoning given (section 5c)."""
    value = node.get("conditions")
    if isinstance(value, Mapping):
        return _reasoned(Node(node.at("conditions"), value), book)
    met: set[str] = set()
    for path, one in node.items("conditions"):
        if isinstance(one, str):
            met.add(one)
        else:
            met |= _reasoned(read_node(one, path), book)
    return frozenset(met)


def _reasoned(node: Node, book: Rulebook) -> frozenset[str]:
    """Ticks with what was written: `{id: text}`, `{id: true}` or `{id: …, reason: …}`."""
    if node.get("id") is not None:
        return book.conditions_met({node.required("id"): node.text("reason")})
    keys = [read_text(key, node.path) for key in node.cells]
    bare = {key for key in keys if node.get(key) is True}
    written = {key: node.text(key) for key in keys if not isinstance(node.get(key), bool)}
    return book.conditions_met({key: text for key, text in written.items() if text}) | bare


def _review(node: Node) -> Review | None:
    review = node.node("review")
    by = (review.text("by") or "").strip() if review else ""
    return Review(by, review.moment("at")) if review and by else None


def _informed(node: Node) -> Informed:
    if isinstance(node.get("informed"), bool):
        return Informed(done=node.flag("informed", default=False))
    informed = node.node("informed")
    if informed is None:
        return Informed()
    return Informed(informed.flag("done", default=False), informed.text("reason"))


def _revoked(node: Node, now: datetime) -> bool:
    """True, or the moment from which it is revoked."""
    value = node.get("revoked")
    if value is None or isinstance(value, bool):
        return node.flag("revoked", default=False)
    inner = node.node("revoked") if isinstance(value, Mapping) else None
    moment = inner.moment("at") if inner else node.moment("revoked")
    return moment is None or has_come(moment, now, local_day(now))
