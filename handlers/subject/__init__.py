"""What is asked about the young person once per case: capacity, and who carries out the same help."""
