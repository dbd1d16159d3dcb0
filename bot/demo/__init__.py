"""The demo: practice Slack, bot and fictional cases, started with one command."""
