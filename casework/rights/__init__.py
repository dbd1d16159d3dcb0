"""What young people and parents can ask about what is kept of them here, and what comes of it."""
