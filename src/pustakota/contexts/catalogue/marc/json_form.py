"""The record as it lies in the database: JSON, complete and compact.

`{"leader": "…", "fields": [["001", "ocm1"], ["245", "10", "aLaskar pelangi /", "cAndrea Hirata."]]}`
"""

import json
from typing import Any

from pydantic_core import PydanticSerializationError
from pydantic_core import to_json as encoded

from pustakota.contexts.catalogue.marc.record import MarcRecord

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def to_json(record: MarcRecord) -> str:
    return compact({"leader": record.leader, "fields": record.fields})


def compact(value: Any) -> str:
    """Any plain value as JSON without spaces, letters as they are; by Python's own encoder where it takes more."""
    try:
        return encoded(value).decode()
    except PydanticSerializationError:  # halves of characters
        return _encoder.encode(value)


def from_json(text: str) -> MarcRecord:
    data = json.loads(text)
    return MarcRecord(data["leader"], [tuple(field) for field in data["fields"]])
