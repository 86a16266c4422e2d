"""Blocks as a Word file: `rendering.render_word` is the way in, and each kind of block has a module."""
