"""Programs that print the figures of design section 10; `python -m benchmarks` runs them all."""
