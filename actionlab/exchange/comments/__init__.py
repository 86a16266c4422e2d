"""Comments: what readers wrote in the margin of a report, and changed in its text, read back."""
