"""The conversation "Mag ik dit delen?": six questions, one answer, nothing stored."""
