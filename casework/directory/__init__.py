"""The directory: who works together, in which role, under which Slack account."""
