"""Pages of this room: the ways in, the person's own settings, colleagues, functions, the workspace."""
