"""`python -m benchmarks`: every benchmark in turn, and one table of what was reached and missed."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable

from benchmarks import (
    acknowledging,
    acting,
    carding,
    crowd,
    deciding,
    disclosing,
    forgetting,
    guarding,
    identifiers,
    importing,
    loading,
    matching,
    opening,
    planning,
    surveying,
    withdrawing,
)
from benchmarks.figures import Figure, show

ALL: tuple[Callable[[], list[Figure]], ...] = (
    importing.main,
    deciding.main,
    loading.main,
    matching.main,
    identifiers.main,
    guarding.main,
    acting.main,
    acknowledging.main,
    opening.main,
    crowd.main,
    carding.main,
    disclosing.main,
    withdrawing.main,
    planning.main,
    surveying.main,
    forgetting.main,
)


def main() -> int:
    """Run them all; one that breaks does not stop the others, but the exit status tells."""
    figures: list[Figure] = []
    broken = 0
    for one in ALL:
        print(f"--- {one.__module__}", flush=True)
        try:
            found = one()
            show(found)
            figures += found
        except Exception:
            traceback.print_exc()
            broken += 1
    print()
    show(figures)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
