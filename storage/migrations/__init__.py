"""The steps that take a database from one revision of the schema to the next (Alembic)."""
