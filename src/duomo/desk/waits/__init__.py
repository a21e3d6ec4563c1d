"""What waits for whom: the desk's queue, and the notices about it."""
