"""One module per revision, in order; written by `python -m storage.migrations`, then read by a person."""
