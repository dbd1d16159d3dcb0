"""The records of one case in a list, each with what may still be corrected about it."""

from __future__ import annotations

from datetime import date, datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.consent.correcting import RecordLine, RecordList
from casework.refs import ref
from handlers.acts import note
from handlers.consent.fields import NOT_KNOWN, others, voices
from handlers.consent.ids import CORRECT, RECORDS, VOID
from handlers.kit import button, buttons, modal, section, sections, small
from handlers.labels import Labels, inside_sentence
from handlers.letters.ids import CONSENT as LETTER
from handlers.paging import paged


def record_list(labels: Labels, found: RecordList, page: int = 0) -> View:
    """Newest first; who said what on which day, and who recorded it."""
    _ = labels.say
    this = ref("S", found.number)
    head = [section(_("*{ref}* – wat er over toestemming is vastgelegd.", ref=this))]
    if not found.lines:
        head.append(section(_("Er is niets vastgelegd dat nog telt.")))
    kept = small(
        _(
            "Wat verbeterd is of vervallen, telt niet meer en blijft bewaard voor verantwoording. "
            "Een nee verbetert alleen wie het vastlegde, op de dag zelf."
        )
    )
    parts = [_line(labels, this, line) for line in found.lines]
    blocks = paged(_, page, parts, head=head, tail=[kept])
    return modal(RECORDS, _("Wat is vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def _line(labels: Labels, this: str, line: RecordLine) -> list[Block]:
    _ = labels.say
    said = [*_yes(labels, line), *_no(labels, line)]
    by = _("Vastgelegd door {who} op {day}.", who=f"<@{line.recorded_by}>", day=_.day(line.recorded_at))
    if line.replaced:
        by = _("*Vervangen door een latere vastlegging.* {by}", by=by)
    blocks: list[Block] = [*sections(said), small(by)]
    value = f"{this} {line.id}"
    offered = []
    if line.given and not (line.refused or line.withdrawn):
        offered.append(button(LETTER, _("Brief met uitleg"), value))
    if line.correctable:
        offered.append(button(CORRECT, _("Verbeter"), value))
    if line.voidable:
        offered.append(
            button(
                VOID,
                _("Laat vervallen"),
                value,
                style="danger",
                confirm=(
                    _("Laten vervallen?"),
                    _("Deze vastlegging telt dan niet meer. Wat erop rust, is meteen dicht."),
                    _("Laat vervallen"),
                    _("Laat staan"),
                ),
            )
        )
    if offered:
        blocks.append(buttons(*offered))
    return blocks


def _yes(labels: Labels, line: RecordLine) -> list[str]:
    _ = labels.say
    lines = [
        _(
            ":white_check_mark: *{who}* zei ja op {day}",
            who=labels.person(person),
            day=_.day(date.fromisoformat(day)),
        )
        for person, day in line.given.items()
    ]
    if not line.purpose:
        return lines
    names = labels.partners(line.recipients)
    kinds = labels.kinds(line.categories)
    purpose = inside_sentence(labels.purpose(line.purpose))
    lines.append(_("Voor {purpose}, met {names}: {kinds}", purpose=purpose, names=names, kinds=kinds))
    lines += _views(labels, line)
    if line.until:
        lines.append(_("Tot en met {day}", day=_.day(line.until)))
    return lines


def _views(labels: Labels, line: RecordLine) -> list[str]:
    """What the young person and the other holder thought of it, in the form's words; who decided along."""
    _ = labels.say
    said = []
    if line.youth_voice in voices(_):
        said.append(_("De jongere: {said}", said=inside_sentence(voices(_)[line.youth_voice])))
    if line.other_holder in others(_) and line.other_holder != NOT_KNOWN:
        said.append(_("De andere ouder: {said}", said=inside_sentence(others(_)[line.other_holder])))
    if line.second is not None:
        said.append(_("Samen besloten met {who}", who=labels.partner(line.second)))
    return said


def _no(labels: Labels, line: RecordLine) -> list[str]:
    _ = labels.say
    lines = []
    for person in line.refused:
        day = _.day(line.refused_on) if line.refused_on else _("onbekende dag")
        lines.append(_(":no_entry: *{who}* zei nee op {day}", who=labels.person(person), day=day))
    for person, at in line.withdrawn.items():
        day = _.day(datetime.fromisoformat(at))
        lines.append(_(":no_entry: *{who}* trok in op {day}", who=labels.person(person), day=day))
    return lines
