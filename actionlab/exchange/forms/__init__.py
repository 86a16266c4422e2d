"""Filled forms: what was written in them, and what that brings."""
