"""A second reading of the rulebook, written from its text alone, to hold the engine against."""
