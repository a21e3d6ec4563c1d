"""Stored files: streamed in, hashed, served as attachments."""
