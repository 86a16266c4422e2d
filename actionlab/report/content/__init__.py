"""What each document says, as blocks: pure functions of records and wording."""
