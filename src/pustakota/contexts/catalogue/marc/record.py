"""A MARC record in memory, kept exactly as it was written.

A field is a tuple of strings: the tag, then what stands between the subfield delimiters. So a control field is
`("001", "ocm123")` and a data field `("245", "10", "aLaskar pelangi /", "cAndrea Hirata.")`: indicators second,
then each subfield with its code as first character. Nothing is lost on unusual fields (three indicators, an empty
subfield, letters as tags), and a record costs little more than its text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

Field = tuple[str, ...]
Fields = Mapping[str, list[Field]]
"""The fields of a record by their tag, in their order."""

EMPTY_LEADER = " " * 24


class MarcRecord:
    """A leader of (normally) 24 characters and the fields in their order."""

    __slots__ = ("fields", "leader")

    def __init__(self, leader: str, fields: Sequence[Field]) -> None:
        self.leader = leader
        self.fields = tuple(fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MarcRecord) and self.leader == other.leader and self.fields == other.fields

    def __hash__(self) -> int:
        return hash((self.leader, self.fields))

    def __repr__(self) -> str:
        return f"MarcRecord({self.leader!r}, {len(self.fields)} fields)"

    def with_tag(self, *tags: str) -> Iterator[Field]:
        """Fields with any of the tags, in the order of the record."""
        return (field for field in self.fields if field[0] in tags)

    def control(self, tag: str) -> str:
        """The value of the first such control field, or an empty string."""
        return next((field[1] for field in self.fields if field[0] == tag), "")


def by_tag(fields: Iterable[Field]) -> Fields:
    """The fields with each tag. A tag without anything behind it is no field."""
    grouped: dict[str, list[Field]] = {}
    for field in fields:
        if len(field) > 1:
            grouped.setdefault(field[0], []).append(field)
    return grouped


def control_field(tag: str, value: str) -> Field:
    return (tag, value)


def data_field(tag: str, indicators: str, subfields: Iterable[tuple[str, str]]) -> Field:
    """A field from (code, value) pairs: `data_field("245", "10", [("a", "Bumi manusia")])`."""
    return (tag, indicators, *(code + value for code, value in subfields))


def is_control(field: Field) -> bool:
    """MARC 21 has control fields 00X; anything else without subfields (Aleph's FMT) is written as one too."""
    return field[0].startswith("00") or len(field) < 3


def subfields(field: Field) -> Iterator[tuple[str, str]]:
    """(code, value) pairs in order."""
    return ((part[:1], part[1:]) for part in field[2:])


def values(field: Field, codes: str) -> list[str]:
    """The values of the subfields whose code is in `codes`, in the order of the field."""
    return [part[1:] for part in field[2:] if part and part[0] in codes]


def first(field: Field, code: str) -> str:
    """The first subfield with this code, or an empty string."""
    return next((part[1:] for part in field[2:] if part and part[0] == code), "")
