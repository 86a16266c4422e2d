"""Guiding: examples, what one can do next, and the words that people use for kinds."""
