"""The report of a partnership: what it shows, its pictures, and the files to take along."""
