"""Who is beheerder, privacy officer or reviewer: giving and taking that in Slack."""
