"""One module for each kind of report: what was asked for and the records in, a document out."""
