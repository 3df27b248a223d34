"""Another library's record on its way into our catalogue: what is theirs alone comes off, who they are stays on."""

from collections.abc import Iterator

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, data_field, first, values
from pustakota.contexts.catalogue.rules.wording import plain

_OF_COPIES = frozenset({
    "049", "841", "842", "843", "844", "845", "850", "852", "853", "854", "855", "863", "864", "865", "866", "867",
    "868", "876", "877", "878",
})  # fmt: skip
_LOCAL_NUMBERS = frozenset({"090", "091", "093", "094", "095", "096", "097", "098", "099"})
_THEIR_MARKS = frozenset({"001", "003", "005"})
_LOCAL_NOTES = frozenset({"541", "561", "562", "563", "583", "590", "591", "592", "593", "594", "595", "596", "597",
                          "598", "599"})  # fmt: skip


def is_local(field: Field) -> bool:
    """Copies, shelves, prices paid and notes of the library that made the record: every 9XX, and what MARC 21 gives
    to holdings and to one institution's own use.
    """
    tag = field[0]
    return tag.startswith("9") or tag in _OF_COPIES or tag in _LOCAL_NUMBERS or tag in _LOCAL_NOTES


def without_local(record: MarcRecord) -> MarcRecord:
    """The record without what is local to its library. Its own number becomes a number of another system (035)."""
    kept = [field for field in record.fields if not is_local(field) and field[0] not in _THEIR_MARKS]
    number = their_number(record)
    if number and number not in {plain(first(field, "a")) for field in kept if field[0] == "035"}:
        at = next((place for place, field in enumerate(kept) if field[0] > "035"), len(kept))
        kept.insert(at, data_field("035", "  ", [("a", number)]))
    return MarcRecord(_as_new(record.leader), kept)


def their_number(record: MarcRecord) -> str:
    """``(ID-JaPN)INLIS000123``: who made the number, and the number; nothing where the record does not say who."""
    number, by = plain(record.control("001")), plain(record.control("003"))
    return f"({by}){number}" if number and by else ""


def numbers_of(record: MarcRecord) -> Iterator[str]:
    """Every number by which systems know the record: its own and those of 035, with their makers."""
    if own := their_number(record):
        yield own
    for field in record.with_tag("035"):
        yield from (plain(each) for each in values(field, "a") if each.strip().startswith("("))


def _as_new(leader: str) -> str:
    return f"00000n{leader[6:12]}00000{leader[17:]}" if len(leader) == 24 else leader
