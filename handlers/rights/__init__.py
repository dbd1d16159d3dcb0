"""The rights of young people and parents: what was asked, the answer, the copy and the letters."""
