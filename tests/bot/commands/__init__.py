"""Tests of the words of the command line."""
