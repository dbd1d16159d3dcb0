"""What nobody would type in good faith: every way in, and everything that can come through it."""
