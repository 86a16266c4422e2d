"""Exchange: other people's files in and out. Bytes become drafts of records, and records become tables."""
