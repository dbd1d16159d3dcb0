"""What happens: use cases, each one unit of work; the gate that opens sealed text."""
