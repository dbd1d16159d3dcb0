"""Queries, one module per thing that is looked up."""
