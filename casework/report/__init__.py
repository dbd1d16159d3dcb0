"""What a partnership did in a period, in counts in which nobody can be found."""
