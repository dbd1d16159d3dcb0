"""The question whether a text names somebody, put on top of a form that comes back as it was typed."""

from __future__ import annotations

import json

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from casework.errors import PossibleNames
from handlers.acts import note
from handlers.kit import escape, section
from handlers.language import Language
from handlers.limits import shorten

BORN = "subject_birthdate"
QUOTED = 8
LONGEST = 40
ROOM = 2900  # of the 3000 characters of a section


def ask(_: Language, view: View, names: PossibleNames) -> View:
    """The same form with the suspicious words quoted per field, and the first such field in focus.

    It remembers the marks of these texts: sent again as they are they are taken, any other text is asked
    about anew. Only whoever typed the words ever gets this view.
    """
    fields = {one.block_id: one for one in view.blocks or [] if isinstance(one, InputBlock)}
    asked = [fields[name] for name in names.words if name in fields and name != BORN]
    question = _(
        ":eyes: *Staat hier een naam in?* Haal die weg, en een geboortedatum ook, of verstuur opnieuw als "
        "het dat niet is."
    )
    young = set(names.words) == {BORN} and BORN in fields
    lines = [] if young else [question]
    for one in asked:
        line = _line(one, names.words[str(one.block_id)])
        if sum(map(len, lines)) + len(lines) + len(line) < ROOM:
            lines.append(line)
    if BORN in names.words and BORN in fields:
        lines.insert(0, _young(_, names.words[BORN][0]))
        asked.append(fields[BORN])
    for one in asked[:1]:
        if isinstance(one.element, PlainTextInputElement):
            one.element.focus_on_load = True
    blocks: list[Block] = [section("\n".join(lines)), *(view.blocks or [])]
    view.blocks = blocks
    view.private_metadata = note(**(json.loads(view.private_metadata or "{}") | {"asked": list(names.marks)}))
    return view


def _young(_: Language, age: str) -> str:
    return _(
        ":eyes: *Is dit kind {age} jaar?* Klopt de geboortedatum niet, verbeter hem dan; klopt hij wel, "
        "verstuur dan opnieuw.",
        age=age,
    )


def _line(field: InputBlock, words: tuple[str, ...]) -> str:
    quoted = ", ".join(f"*{escape(shorten(one, LONGEST))}*" for one in words[:QUOTED])
    more = ", …" if len(words) > QUOTED else ""
    return f"• _{escape(field.label.text if field.label else '')}_: {quoted}{more}"
