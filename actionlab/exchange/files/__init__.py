"""Files of other people, opened safely and read as tables."""
