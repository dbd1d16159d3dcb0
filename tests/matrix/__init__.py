"""Who may do what, and what they get to see: every act of the permission table, by every kind of person."""
