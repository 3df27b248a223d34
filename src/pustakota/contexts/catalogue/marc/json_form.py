"""The record as it lies in the database: JSON, complete and compact.

`{"leader": "…", "fields": [["001", "ocm1"], ["245", "10", "aLaskar pelangi /", "cAndrea Hirata."]]}`
"""

import json

from pustakota.contexts.catalogue.marc.record import MarcRecord

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def to_json(record: MarcRecord) -> str:
    return _encoder.encode({"leader": record.leader, "fields": record.fields})


def from_json(text: str) -> MarcRecord:
    data = json.loads(text)
    return MarcRecord(data["leader"], [tuple(field) for field in data["fields"]])
