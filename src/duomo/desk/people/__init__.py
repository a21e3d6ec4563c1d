"""Contractors: who could do the work."""
