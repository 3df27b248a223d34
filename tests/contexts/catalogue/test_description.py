"""What is typed about a title becomes MARC, and an edit leaves the rest of a record as it came."""

from typing import Any

import pytest

from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.rules.description import Description, described, edited, lines, new_record
from pustakota.contexts.catalogue.rules.projection import project

FOREIGN = MarcRecord(
    "01142cam a2200301 a 4500",
    [
        ("001", "ocm1"),
        ("008", "080612s2005    io            000 1 ind  "),
        data_field("020", "  ", [("a", "9793062797 (sampul lunak)"), ("c", "Rp50000")]),
        data_field("020", "  ", [("a", "9789793062792")]),
        data_field("082", "04", [("a", "899.2213"), ("2", "23")]),
        data_field("100", "1 ", [("a", "Hirata, Andrea,"), ("d", "1967-"), ("0", "(viaf)1")]),
        data_field("245", "10", [("a", "Laskar plangi /"), ("c", "Andrea Hirata.")]),
        data_field("264", " 1", [("a", "Yogyakarta :"), ("b", "Bentang,"), ("c", "2005.")]),
        data_field("650", " 0", [("a", "Friendship"), ("z", "Indonesia"), ("x", "Fiction.")]),
        data_field("653", "  ", [("a", "Belitung")]),
        data_field("880", "10", [("6", "245-01"), ("a", "…")]),
        data_field("999", "  ", [("x", "local")]),
    ],
)
WHOLE = Description(
    title="Bumi manusia",
    subtitle="sebuah roman",
    author="Toer, Pramoedya Ananta",
    responsibility="Pramoedya Ananta Toer",
    isbns=("9789799731234",),
    edition="Cet. 17",
    place="Jakarta",
    publisher="Lentera Dipantara",
    year="2011",
    extent="xii, 535 hlm",
    language="ind",
    class_number="899.2213",
    subjects=("Sejarah", "Kolonialisme"),
    summary="Minke dan Annelies.",
    is_for_children=True,
)


def test_a_new_record_says_what_was_typed_and_reads_back_the_same() -> None:
    marc = new_record(WHOLE, kind="book", entered_on="261122")
    assert described(marc) == WHOLE
    said = project(marc)
    assert (said.title, said.authors, said.year, said.language) == (
        WHOLE.title,
        ("Toer, Pramoedya Ananta",),
        2011,
        "ind",
    )
    assert (said.kind, said.audience, said.publisher) == ("book", "juvenile", "Lentera Dipantara")
    assert said.subjects == ("Sejarah", "Kolonialisme")
    assert [field[0] for field in marc.fields] == sorted(field[0] for field in marc.fields)
    assert len(marc.control("008")) == 40


@pytest.mark.parametrize("kind", ["book", "serial", "map", "video", "sound", "kit"])
def test_each_kind_is_known_again(kind: str) -> None:
    assert project(new_record(Description(title="x"), kind=kind, entered_on="261122")).kind == kind


def test_an_edit_that_changes_nothing_gives_the_very_same_record() -> None:
    before = described(FOREIGN)
    assert edited(FOREIGN, before, before) == FOREIGN
    assert before.subjects == ("Friendship -- Indonesia -- Fiction", "Belitung")


def test_an_edit_changes_its_own_subfield_and_keeps_the_punctuation_and_all_else() -> None:
    before = described(FOREIGN)
    marc = edited(FOREIGN, before, Description(**_but(before, title="Laskar pelangi", subtitle="sebuah novel")))
    changed = [(old, new) for old, new in zip(FOREIGN.fields, marc.fields, strict=True) if old != new]
    assert changed == [
        (FOREIGN.fields[6], ("245", "10", "aLaskar pelangi /", "bsebuah novel", "cAndrea Hirata."))
    ]  # fmt: skip
    assert marc.leader == FOREIGN.leader


def test_subjects_and_isbns_that_stay_keep_their_whole_fields() -> None:
    before = described(FOREIGN)
    after = _but(before, subjects=(before.subjects[0], "Persahabatan"), isbns=())
    marc = edited(FOREIGN, before, Description(**after))
    assert FOREIGN.fields[8] in marc.fields
    assert [field for field in marc.fields if field[0] == "653"] == [("653", "  ", "aPersahabatan")]
    assert not list(marc.with_tag("020"))
    assert list(marc.with_tag("880", "999")) == list(FOREIGN.with_tag("880", "999"))


def test_year_language_and_audience_stand_in_the_coded_field_too() -> None:
    before = described(FOREIGN)
    after = Description(**_but(before, year="2008", language="jav", is_for_children=True))
    said = project(edited(FOREIGN, before, after))
    assert (said.year, said.language, said.audience) == (2008, "jav", "juvenile")


def test_an_emptied_value_takes_its_subfield_or_its_field_away() -> None:
    before = described(FOREIGN)
    marc = edited(FOREIGN, before, Description(**_but(before, publisher="", class_number="")))
    assert ("264", " 1", "aYogyakarta :", "c2005.") in marc.fields
    assert next(marc.with_tag("082")) == ("082", "04", "223")


def test_lines_are_taken_once_and_without_blanks() -> None:
    assert lines(" a \n\n b\na") == ("a", "b")


def _but(description: Description, **changes: Any) -> dict[str, Any]:
    return {name: getattr(description, name) for name in Description.__dataclass_fields__} | changes
