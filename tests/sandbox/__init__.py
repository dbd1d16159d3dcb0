"""Tests of the practice Slack: what it refuses, what it sends and what a person sees."""
