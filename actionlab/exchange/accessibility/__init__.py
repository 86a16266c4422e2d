"""Accessibility: whether everybody can read a Word file, judged demand by demand."""
