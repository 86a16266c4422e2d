"""Records as tables for other programs."""
