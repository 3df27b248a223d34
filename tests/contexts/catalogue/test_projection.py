"""What records say to people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord
from pustakota.contexts.catalogue.rules.price import rupiah_in
from pustakota.contexts.catalogue.rules.projection import Projection, project
from tests.contexts.catalogue.real_files import entries_of, first_entries, real_file

FIXED = "000101s2005    io            000 1 ind  "


def _of(*fields: Field, leader: str = "00000nam a2200000 a 4500") -> Projection:
    return project(MarcRecord(leader, fields))


def _real(name: str) -> Projection:
    record = entries_of(real_file(name).read_bytes())[0].record
    assert record is not None
    return project(record)


def test_a_novel_is_read_whole() -> None:
    novel = _of(
        ("001", "x1"), ("003", "ID-JaPN"), ("008", FIXED),
        ("020", "  ", "a979-3062-79-7 :", "cRp. 55.000,-"), ("082", "04", "a899.221 3", "222"),
        ("100", "1 ", "aHirata, Andrea,", "d1967-"), ("245", "10", "aLaskar pelangi /", "cAndrea Hirata."),
        ("250", "  ", "aCet. 1."), ("260", "  ", "a[Yogyakarta] :", "bBentang,", "c2005."),
        ("300", "  ", "axiv, 529 hlm. ;", "c20 cm."), ("490", "0 ", "aTetralogi Laskar pelangi ;", "v1"),
        ("520", "  ", "aSepuluh anak Belitung."), ("650", " 4", "aSekolah", "zBelitung", "vFiksi."),
        ("653", "  ", "asekolah", "apersahabatan."), ("700", "1 ", "aToha, Suhindrati,", "eeditor."),
    )  # fmt: skip
    assert (novel.title, novel.responsibility) == ("Laskar pelangi", "Andrea Hirata")
    assert novel.authors == ("Hirata, Andrea", "Toha, Suhindrati")
    assert novel.author_dates == ("1967-", "")
    assert (novel.year, novel.language, novel.publisher, novel.place) == (2005, "ind", "Bentang", "Yogyakarta")
    assert (novel.class_number, novel.class_source) == ("899.2213", "ddc")
    assert novel.isbns == ("9789793062792",)
    assert novel.price == 55_000
    assert novel.subjects == ("Sekolah -- Belitung -- Fiksi", "sekolah", "persahabatan")
    assert novel.series == ("Tetralogi Laskar pelangi ; 1",)
    assert novel.kind == "book"


@pytest.mark.parametrize(
    ("fixed", "imprint", "year"),
    [
        (FIXED, "c1999.", 2005),
        ("000101s19uu    io", "[19--]", None),
        ("000101s19uu    io", "[1987?]", 1987),
        ("000101n        io", "1405 [1985]", 1985),
        ("000101n        io", "1405 H", None),
        ("000101m19951999io", "1995-1999.", 1995),
        ("", "c1988.", 1988),
        ("000101s9999    io", "", None),
        ("000101sٱ٢٣٤    io", "2001", 2001),
        ("", "", None),
    ],
)
def test_a_year_is_taken_where_one_is_known(fixed: str, imprint: str, year: int | None) -> None:
    assert _of(("008", fixed), ("260", "  ", "c" + imprint)).year == year


def test_the_newer_imprint_field_wins_and_copyright_comes_last() -> None:
    record = _of(
        ("264", " 4", "c©2010"), ("260", "  ", "bLama,", "c1990"), ("264", " 1", "aMedan :", "bBaru,", "c2012.")
    )
    assert (record.publisher, record.year, record.place) == ("Baru", 2012, "Medan")


@pytest.mark.parametrize(
    ("title", "indicators", "key"),
    [("The Javanese /", "14", "javanese"), ("Si Dul anak", "10", "si dul anak"), ("Qur'an", "10", "quran"),
     ("Élan vital", "10", "elan vital"), ("A", "19", "a")],
)  # fmt: skip
def test_titles_sort_without_what_the_indicator_skips(title: str, indicators: str, key: str) -> None:
    assert _of(("245", indicators, "a" + title)).title_sort == key


def test_languages_packed_into_one_subfield_are_divided() -> None:
    record = _of(("008", FIXED[:35] + "eng  "), ("041", "1 ", "aengindjav", "hger"))
    assert record.languages == ("eng", "ind", "jav")


def test_packed_languages_of_a_real_record() -> None:
    assert len(_real("marc_nasty/traject/packed_041a_lang.marc").languages) > 1


def test_other_scripts_stand_beside_the_title() -> None:
    hebrew = _real("marc_nasty/traject/hebrew880s.marc")
    assert any("\u0590" < letter < "\u05ff" for letter in hebrew.vernacular_titles[0])
    assert hebrew.title.isascii() or hebrew.title


def test_a_title_without_its_main_part_is_still_shown() -> None:
    assert _real("marc_nasty/traject/245_no_ab.marc").title


@pytest.mark.parametrize(
    ("leader", "fixed", "kind"),
    [
        ("00000nam", FIXED, "book"), ("00000nas", FIXED, "serial"), ("00000nam", FIXED[:23] + "o", "electronic"),
        ("00000nam", FIXED[:23] + "f", "braille"), ("00000nem", "", "map"), ("00000njm", "", "sound"),
        ("00000ngm", "", "video"), ("00000ncm", "", "music"), ("00000ntm", "", "manuscript"), ("00000nom", "", "kit"),
        ("00000nz", "", "authority"), ("", "", ""), ("00000n m", "", ""),
    ],
)  # fmt: skip
def test_kinds_of_material(leader: str, fixed: str, kind: str) -> None:
    assert _of(("008", fixed), leader=leader).kind == kind


@pytest.mark.parametrize(
    ("code", "audience"), [("j", "juvenile"), ("d", "juvenile"), ("e", "adult"), ("g", ""), (" ", "")]
)
def test_the_audience_is_read_from_its_code(code: str, audience: str) -> None:
    assert _of(("008", FIXED[:22] + code + FIXED[23:])).audience == audience


def test_a_subject_may_show_that_children_are_meant() -> None:
    assert _of(("008", FIXED), ("650", " 0", "aCats", "vJuvenile fiction.")).audience == "juvenile"


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Rp13500.00", 13_500), ("Rp. 13.500,-", 13_500), ("Rp 13,500", 13_500), ("Rp15,000", 15_000),
        ("Rp190,000/set", 190_000), ("Rp1.250.000,00", 1_250_000), ("rp 7500 (jil. 1)", 7_500), ("IDR 20000", 20_000),
        ("$12.95", None), ("Gift", None), ("Rp", None), ("Rp0,5", 0), ("Corp 12", None),
    ],
)  # fmt: skip
def test_prices_in_rupiah_are_read(text: str, price: int | None) -> None:
    assert rupiah_in(text) == price


def test_the_indonesian_records_give_what_is_known_of_them() -> None:
    records = [
        project(entry.record)
        for entry in first_entries(real_file("bib/loc_indonesia_public.mrc"), 3000)
        if entry.record
    ]
    assert len(records) == 2087
    assert all(record.title and record.title_sort and record.control_number for record in records)
    assert sum(record.language == "ind" for record in records) == 1862
    assert sum(record.price is not None for record in records) == 1000
    assert sum(record.class_source == "ddc" for record in records) == 25
    assert sum(bool(record.subjects) for record in records) > 1500
    assert sum(record.year is not None for record in records) > 2050


_field = st.tuples(
    st.sampled_from(["001", "008", "020", "041", "050", "082", "100", "245", "260", "264", "650", "653", "880", "9"]),
    st.text(max_size=45),
) | st.tuples(
    st.sampled_from(["008", "020", "022", "037", "041", "082", "100", "245", "260", "300", "490", "600", "655", "880"]),
    st.text(max_size=3), st.text(max_size=30), st.text(max_size=30),
)  # fmt: skip


@given(st.text(max_size=24), st.lists(_field, max_size=12))
def test_no_record_makes_the_projection_fail(leader: str, fields: list[Field]) -> None:
    record = project(MarcRecord(leader, fields))
    assert len(record.authors) == len(record.author_dates)
    assert "\x00" not in "".join(str(value) for value in (record.title, record.subjects, record.authors)).replace(
        "\\x00", ""
    )
