"""Tests of the storage floor, on SQLite and on PostgreSQL."""
