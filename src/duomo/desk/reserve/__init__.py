"""Strategy 3: hours, and the two purses."""
