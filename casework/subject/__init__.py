"""What is asked about the young person once per case."""
