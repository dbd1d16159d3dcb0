"""Real bot processes against a real database and a practice Slack, killed and counted."""
