"""The conversation about asking and regie: questions for details, who leads, links and matches."""
