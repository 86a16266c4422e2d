"""Completing: what the Tab key adds to what somebody types."""
