"""The pages about jobs and their briefs."""
