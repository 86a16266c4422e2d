"""The workbook for measurements, made and read back."""
