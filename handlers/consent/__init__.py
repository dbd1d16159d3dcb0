"""The conversation about consent: the neutral prompt, the record, the refusal."""
