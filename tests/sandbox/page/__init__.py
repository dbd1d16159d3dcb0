"""Tests of the page of the practice Slack."""
