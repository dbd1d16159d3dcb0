"""Tests of what Slack refuses, rule by rule of slack 4.1 to 4.3."""
