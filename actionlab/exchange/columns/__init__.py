"""Columns of tables: what they are, and what their rows bring."""
