"""Who read what: a list for author and lead, a log and letters for the privacy officer."""
