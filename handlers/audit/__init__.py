"""What the privacy officer hears about the audit log."""
