"""Duomo: the desk of a person who outsources work."""
