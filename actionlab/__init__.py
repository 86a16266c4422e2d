"""actionlab: action research in Dutch municipalities, from a municipal approach to a feedback report."""

__version__ = "0.1.0"
