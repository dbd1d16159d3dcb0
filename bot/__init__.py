"""The process: command line, composition root, Slack adapter, clock, outbox worker."""
