"""Pages: what `status` and `show` tell of a study, an insight or a person, beside its record."""
