"""Strategy 1: jobs and their briefs."""
