"""What police and justice read where others find the sealed fields of a signal."""

from __future__ import annotations

from handlers.language import Language


def stub_only(_: Language) -> str:
    """For police and justice: why there is room for a stub alone, and what is possible."""
    return _(
        "*Vanuit uw rol meldt u hier alleen plek en samenvatting.* Politie- en justitiegegevens gaan nooit "
        "op toestemming (Wpg, Wjsg). Delen kan op grond E10, of binnen een geaccepteerde casus van het "
        "Zorg- en Veiligheidshuis op E09, zodra de privacyfunctionaris die grond heeft vrijgegeven. Vraag "
        "dat aan de privacyfunctionaris; details blijven tot dan in uw eigen systeem."
    )
