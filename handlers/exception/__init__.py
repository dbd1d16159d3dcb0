"""The conversation in which a ground without consent is recorded and judged by a second person."""
