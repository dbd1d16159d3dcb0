"""The practice Slack: a stand-in as strict as Slack; knows nothing of the bot."""

from sandbox.people import Person
from sandbox.server import PracticeSlack

__all__ = ["Person", "PracticeSlack"]
