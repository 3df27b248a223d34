"""A record survives each of its forms unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.catalogue.marc.iso2709 import parse, to_iso2709
from pustakota.contexts.catalogue.marc.json_form import from_json, to_json
from pustakota.contexts.catalogue.marc.marcxml import parse as parse_xml
from pustakota.contexts.catalogue.marc.marcxml import to_marcxml
from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, data_field
from tests.contexts.catalogue.real_files import first_entries, real_file

_text = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff"), max_size=40)
_code = st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789")
_tag = st.from_regex(r"\A[0-9A-Z][0-9A-Z][1-9A-Z]\Z").filter(lambda tag: not tag.startswith("00"))
_indicators = st.text(st.sampled_from(" 0123456789"), min_size=2, max_size=2)


@st.composite
def _data_fields(draw: st.DrawFn) -> Field:
    return data_field(draw(_tag), draw(_indicators), draw(st.lists(st.tuples(_code, _text), min_size=1, max_size=5)))


@st.composite
def _records(draw: st.DrawFn) -> MarcRecord:
    controls = draw(st.lists(st.tuples(st.from_regex(r"\A00[1-9]\Z"), _text), max_size=3))
    data = draw(st.lists(_data_fields(), min_size=1, max_size=8))
    return MarcRecord("00000nam a2200000 a 4500", [*controls, *data])


@given(_records())
def test_any_record_survives_json(record: MarcRecord) -> None:
    assert from_json(to_json(record)) == record


@given(_records())
def test_any_record_survives_iso_2709(record: MarcRecord) -> None:
    again, problems = parse(to_iso2709(record))
    assert again.fields == record.fields
    assert not problems


@given(_records())
def test_any_record_survives_marcxml(record: MarcRecord) -> None:
    again, problems = parse_xml(to_marcxml(record).encode())
    assert again == record
    assert not problems


@pytest.mark.parametrize(
    "name",
    [
        "bib/loc_indonesia_public.mrc",
        "bib/loc_malay.mrc",
        "bib/loc_random20k.mrc.gz",
        "marc_nasty/traject/test_data.utf8.mrc",
        "marc_nasty/ruby-marc/random_tag_order2.dat",
    ],
)
def test_clean_records_come_back_byte_for_byte(name: str) -> None:
    for entry in first_entries(real_file(name), 3000):
        assert entry.record is not None
        assert to_iso2709(entry.record) == entry.raw
        assert to_iso2709(from_json(to_json(entry.record))) == entry.raw


def test_oversize_records_are_written_and_read_again() -> None:
    record = MarcRecord("00000nam a2200000 a 4500", [data_field("500", "  ", [("a", "x" * 9000)]) for _ in range(20)])
    again, problems = parse(to_iso2709(record))
    assert again.fields == record.fields
    assert not problems
