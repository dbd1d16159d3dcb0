"""The fixture `slack`: a practice Slack for one test."""
