"""The guard: what people type in the channel of a partnership, held to what may stand there."""
