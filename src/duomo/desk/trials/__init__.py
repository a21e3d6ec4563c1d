"""Strategy 2: the same small paid task for several, judged blind."""
