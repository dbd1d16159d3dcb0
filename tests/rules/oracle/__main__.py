"""`python -m tests.rules.oracle 200000 [seed]`: the large comparison; ends with 1 where the two differ."""

from __future__ import annotations

import json
import sys
from functools import partial

from rules.book import load_rulebook
from tests.rules.oracle.comparing import compared

SHOWN = 10
say = partial(print, file=sys.stdout)


def main(count: int, seed: int) -> int:
    """Compare, print what differs and how often each code came out."""
    found = compared(count, seed, load_rulebook())
    for one in found.apart[:SHOWN]:
        say(json.dumps({"engine": one.engine, "oracle": one.oracle, "case": one.case}))
    say(f"{count} cases, seed {seed}: {len(found.apart)} apart")
    say(", ".join(f"{code} {times}" for code, times in found.seen.most_common()))
    return 1 if found.apart else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
