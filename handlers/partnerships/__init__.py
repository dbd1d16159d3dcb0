"""Partnerships as such: what lacks, making, changing and ending them, and the people of their channel."""
