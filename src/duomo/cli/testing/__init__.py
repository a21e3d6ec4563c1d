"""`duomo test`: every check and every test, with real databases and a real browser."""
