"""Fixed moments: planning an overleg, reminding of it, its agenda, and what came of it."""
