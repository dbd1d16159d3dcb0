"""Registering a signal, tagging partners, hearing from them, closing or undoing it."""
