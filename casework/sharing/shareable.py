"""What must be there before anything can be shared at all."""

from __future__ import annotations

from casework.casefile import CaseFile
from casework.errors import Refused
from casework.refs import ref


def must_be_shareable(file: CaseFile) -> None:
    """Raise `Refused` when the signal is closed, holds no details, or nobody is tagged."""
    this = ref("S", file.number)
    file.must_be_open()
    if not file.items:
        raise Refused("NOTHING_TO_SHARE", ref=this)
    if not file.tagged_partners():
        raise Refused("NOBODY_TAGGED", ref=this)
