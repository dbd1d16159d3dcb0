"""Tests of the process: command line, composition root, adapter."""
