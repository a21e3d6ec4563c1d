"""What came of it: outcomes, own hours, and the pages that read them."""
