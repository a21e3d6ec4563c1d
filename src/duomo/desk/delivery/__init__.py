"""The gate: reviews, rounds and how a job ends."""
