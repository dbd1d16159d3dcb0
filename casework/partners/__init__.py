"""The list of partners as people keep it in Slack: who sits where, whom to think of, who joins and leaves."""
