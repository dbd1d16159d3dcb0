"""What people typed about a signal for everyone it concerns: readable until the signal is erased.

Summary, area, outcome and result are sealed for erasing only (`storage.erasable`): whoever sees the stub
reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.erasable import key_of, must_have
from storage.errors import SealBroken
from storage.signal_tables import Signal, SignalKeys
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Stub:
    """The words of a signal; empty once it is erased or taken back.

    `result` says how it ended, as one of `word_back.RESULTS`.
    """

    summary: str = field(default="", repr=False)
    area: str | None = field(default=None, repr=False)
    outcome: str | None = field(default=None, repr=False)
    result: str | None = None


def read_stub(vault: Vault, signal: Signal, keys: SignalKeys) -> Stub:
    """The words of a signal as they stand; one that was changed in the database is as good as none."""
    key = key_of(vault, keys)
    if key is None:
        return Stub()
    found: dict[str, str | None] = {}
    for name in ("summary", "area", "outcome", "result"):
        try:
            found[name] = key.read(signal, name)
        except SealBroken:
            found[name] = None
    return Stub(found["summary"] or "", found["area"], found["outcome"], found["result"])


def write_stub(vault: Vault, signal: Signal, keys: SignalKeys, **texts: str | None) -> None:
    """Seal these words (`summary`, `area`, `outcome`, `result`) of a stored signal; None leaves one empty.

    Raises `ContentErased` when the signal's key is gone.
    """
    key = must_have(key_of(vault, keys))
    for name, text in texts.items():
        setattr(signal, name, None if text is None else key.seal(signal, name, text))


def drop_stub(signal: Signal) -> None:
    """Empty what was said; the ciphertext that copies still hold dies with the key."""
    signal.summary = signal.area = signal.outcome = signal.result = None
