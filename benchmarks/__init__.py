"""Programs that print the figures that the house is held to; `python -m benchmarks` runs them all."""
