"""What a reader of a report sees: content as blocks, wording, Dutch numbers and dates, Word."""
