"""Tests of what Slack refuses, rule by rule of platform 4.1 to 4.3."""
