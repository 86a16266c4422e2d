"""The verbs of the command line: one verb, one file. Some kinds that `log` takes have a file of their own."""
