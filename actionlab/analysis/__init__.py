"""Numbers and judgements from records: change, strength, coverage, what is due. Pure.

Numbers about people leave this package only through `actionlab.privacy.disclosure`.
"""
