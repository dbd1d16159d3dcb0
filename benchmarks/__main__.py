"""`python -m benchmarks`: every benchmark in turn."""

from __future__ import annotations

from benchmarks import acknowledging, deciding

for one in (deciding, acknowledging):
    one.main()
