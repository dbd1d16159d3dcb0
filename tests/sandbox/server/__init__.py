"""Tests of the practice Slack itself: what it sends, accepts and refuses."""
