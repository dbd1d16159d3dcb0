"""Tests of asking and regie."""
