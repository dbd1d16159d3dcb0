"""Tables, sealing, repositories, unit of work, migrations; no decisions."""
