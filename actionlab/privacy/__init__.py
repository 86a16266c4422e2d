"""Telling people apart from data: what protects somebody. Pure."""
