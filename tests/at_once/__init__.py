"""Two people, two processes, one instant."""
