"""Codes: what people wrote, without the codes of participants; no reader of a report is to see these."""

import msgspec

from actionlab.model.fields import RecordData
from actionlab.model.leaving_out import GAP, in_text
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records
from actionlab.privacy.texts import texts_of, with_texts


def without_codes(records: Records) -> Records:
    """Give the records with `GAP` in free texts where the code of a participant stood; links stay."""
    codes = frozenset(person.id for person in records.of(Participant))
    if not codes:
        return records
    pattern = in_text(codes)

    def told(record: Record[RecordData]) -> Record[RecordData]:
        if record.kind == "participant":
            return record
        values = msgspec.to_builtins(record.data)
        texts = {text.path: text.text for text in texts_of(record.kind, values)}
        found = {path: pattern.sub(GAP, text) for path, text in texts.items() if pattern.search(text)}
        if not found:
            return record
        data = msgspec.convert(with_texts(values, found), type(record.data))
        return msgspec.structs.replace(record, data=data)

    return Records(map(told, records), records.unknown)
