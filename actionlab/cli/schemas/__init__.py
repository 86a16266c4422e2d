"""Schemas: the form of everything that `--json` gives."""
