"""The practice Slack: a stand-in as strict as Slack; knows nothing of the bot."""
