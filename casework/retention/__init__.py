"""How long things about a young person are kept, and taking them away when that is over (P19)."""
