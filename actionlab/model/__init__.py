"""The words of the field: records, vocabulary, instruments and rules. Opens no file, reads no clock."""
