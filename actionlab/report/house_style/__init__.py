"""The house style of a municipality, made ready to write a report in: `preparing.prepare_house_style`."""
