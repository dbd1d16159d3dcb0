"""Looking back: who read what, for author and lead, the privacy officer and whoever it was about."""
