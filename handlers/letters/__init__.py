"""Letters that explain a consent, or an exception, to a young person or a parent."""
