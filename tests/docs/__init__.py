"""Tests that hold the documents to the house, and the commands that print what is made from it."""
