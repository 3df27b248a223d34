"""MARC as MARCXML, Dublin Core and MODS: by small examples, and valid on every real record beside the project."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.rules.crosswalks.dublin_core import dublin_core, oai_dc, srw_dc
from pustakota.contexts.catalogue.rules.crosswalks.marcxml import marcxml
from pustakota.contexts.catalogue.rules.crosswalks.mods import mods
from tests.contexts.catalogue.real_files import SHARED, first_entries, real_file

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SCHEMAS = Path(__file__).resolve().parents[2] / "protocols" / "oai_pmh"
REAL = ("bib/loc_indonesia_public.mrc", "bib/koha_misc4dev_435.marcxml", "bib/evergreen_concerto_bibs.marcxml",
        "bib/evergreen_jazz_1k.mrc", "bib/solrmarc_uva_2000.mrc", "bib/evergreen_nepali_96.mrc")  # fmt: skip
LEADER = "00000nam a2200000 a 4500"
BOOK = MarcRecord(
    LEADER,
    [
        ("001", "ocm1"),
        ("003", "ID-JkPNRI"),
        ("008", "961213s1996    io            000 1 ind d"),
        data_field("020", "  ", [("a", "0-306-40615-2 (jil. 1)"), ("c", "Rp45.000")]),
        data_field("082", "04", [("a", "899.2213")]),
        data_field("100", "1 ", [("a", "Toer, Pramoedya Ananta,"), ("d", "1925-2006.")]),
        data_field("245", "14", [("a", "The Buru :"), ("b", "empat jilid /"), ("c", "Pramoedya Ananta Toer.")]),
        data_field("260", "  ", [("a", "[Jakarta] :"), ("b", "Hasta Mitra,"), ("c", "1996.")]),
        data_field("300", "  ", [("a", "354 hlm. ;"), ("c", "21 cm.")]),
        data_field("490", "0 ", [("a", "Tetralogi Buru ;"), ("v", "1")]),
        data_field("541", "0 ", [("a", "Hibah Ibu Siti")]),
        data_field("590", "  ", [("a", "Milik Pak Budi")]),
        data_field("600", "10", [("a", "Tirto Adhi Soerjo,"), ("d", "1880-1918"), ("v", "Fiction.")]),
        data_field("651", " 0", [("a", "Indonesia"), ("x", "History.")]),
        data_field("700", "1 ", [("a", "Lane, Max,"), ("e", "penerjemah.")]),
        data_field("952", "  ", [("z", "dipinjam A0001")]),
    ],
)


@cache
def mods_schema() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(SCHEMAS / "mods.xsd"))


@cache
def marc_schema() -> etree.XMLSchema:
    path = SHARED / "protocols" / "xsd" / "MARC21slim.xsd"
    if not path.is_file():
        pytest.skip(f"real data absent: {path}")
    return etree.XMLSchema(file=str(path))


def test_a_book_in_dublin_core() -> None:
    assert dublin_core(BOOK, ["https://pustaka.example/katalog/1/"]) == [
        ("title", "The Buru : empat jilid"),
        ("creator", "Toer, Pramoedya Ananta"),
        ("contributor", "Lane, Max"),
        ("subject", "Tirto Adhi Soerjo, 1880-1918 -- Fiction"),
        ("subject", "Indonesia -- History"),
        ("coverage", "Indonesia"),
        ("format", "354 hlm. ; 21 cm"),
        ("relation", "Tetralogi Buru ; 1"),
        ("publisher", "[Jakarta] : Hasta Mitra"),
        ("date", "1996"),
        ("type", "Text"),
        ("language", "ind"),
        ("identifier", "URN:ISBN:9780306406157"),
        ("identifier", "https://pustaka.example/katalog/1/"),
    ]


def test_a_book_in_mods() -> None:
    root = etree.fromstring(mods(BOOK, ["https://pustaka.example/katalog/1/"]))
    space = {"m": "http://www.loc.gov/mods/v3"}

    def said(path: str) -> list[str]:
        return [str(one.text) for one in root.findall(path, space)]

    assert said("m:titleInfo/m:nonSort") == ["The "]
    assert said("m:titleInfo/m:title") == ["Buru"]
    assert said("m:name[@usage='primary']/m:namePart") == ["Toer, Pramoedya Ananta", "1925-2006"]
    assert said("m:name/m:role/m:roleTerm") == ["creator", "penerjemah"]
    assert said("m:originInfo/m:place/m:placeTerm") == ["io", "Jakarta"]
    assert said("m:classification[@authority='ddc']") == ["899.2213"]
    assert said("m:subject/m:name/m:namePart") == ["Tirto Adhi Soerjo", "1880-1918"]
    assert said("m:subject/m:geographic") == ["Indonesia"]
    assert said("m:relatedItem[@type='series']/m:titleInfo/*") == ["Tetralogi Buru", "1"]
    assert said("m:location/m:url") == ["https://pustaka.example/katalog/1/"]
    assert said("m:recordInfo/m:recordIdentifier[@source='ID-JkPNRI']") == ["ocm1"]


def test_what_may_name_donors_owners_and_borrowers_never_leaves() -> None:
    for written in (marcxml(BOOK), mods(BOOK), oai_dc(BOOK), srw_dc(BOOK)):
        for private in ("Siti", "Budi", "A0001"):
            assert private not in written


def test_a_broken_leader_and_unknown_fields_become_valid_marcxml() -> None:
    broken = MarcRecord(
        "?????nam",
        [
            data_field("245", "1X", [("a", "Bumi"), ("é", "hilang"), ("", "")]),
            ("001", "x\x1e1"),
            ("FMT", "BK"),
            data_field("2X_", "  ", [("a", "hilang")]),
            data_field("500", "  ", [("\x1f", "hilang")]),
        ],
    )
    root = etree.fromstring(marcxml(broken))
    assert marc_schema().validate(root), marc_schema().error_log
    assert [str(one.text) for one in root.iter("{*}subfield")] == ["Bumi"]
    assert root.findtext("{*}controlfield") == "x1"


@pytest.mark.parametrize("name", REAL)
def test_every_real_record_is_valid_in_each_format(name: str) -> None:
    records = [entry.record for entry in first_entries(real_file(name), 600) if entry.record]
    assert records
    for record in records:
        whole = etree.fromstring(marcxml(record))
        assert marc_schema().validate(whole), (record, marc_schema().error_log)
        described = etree.fromstring(mods(record))
        assert mods_schema().validate(described), (record, mods_schema().error_log)
        assert len(etree.fromstring(oai_dc(record))) == len(dublin_core(record))


TEXTS = st.text(max_size=12)
FIELDS = st.tuples(
    st.sampled_from(["001", "008", "020", "100", "245", "264", "650", "711", "880", "856", "999", ""]), TEXTS
)
RECORDS = st.builds(
    MarcRecord,
    st.text(max_size=30),
    st.lists(
        FIELDS | st.tuples(st.sampled_from(["020", "041", "100", "245", "260", "650", "a b"]), TEXTS, TEXTS, TEXTS)
    ),
)


@UNHURRIED
@given(RECORDS)
def test_no_record_however_strange_breaks_a_format(record: MarcRecord) -> None:
    for write in (marcxml, mods, oai_dc, srw_dc):
        etree.fromstring(write(record))
    assert marc_schema().validate(etree.fromstring(marcxml(record)))
