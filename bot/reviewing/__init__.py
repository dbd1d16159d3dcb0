"""The review document: all that the rules say, for a lawyer to read, remark on and sign."""
