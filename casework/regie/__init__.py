"""Asking and regie: who asks for details, who leads, and which signals belong together."""
