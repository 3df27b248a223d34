"""Reading MARC files: every record is accounted for, whatever is wrong with it."""

import gzip
import io
import lzma
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pustakota.contexts.catalogue.marc.iso2709 import to_iso2709
from pustakota.contexts.catalogue.marc.marcxml import to_marcxml
from pustakota.contexts.catalogue.marc.problems import NotMarcError
from pustakota.contexts.catalogue.marc.reader import read
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field, first
from pustakota.contexts.catalogue.rules.projection import project
from tests.contexts.catalogue.real_files import NOT_MARC, all_real_files, entries_of, first_entries, real_file

GOOD = MarcRecord("00000nam a2200000 a 4500", [("001", "x1"), data_field("245", "10", [("a", "Bumi manusia /")])])
PADDING = b" \r\n\t\x00\x1a"


def _plain(path: Path) -> bytes:
    openers = {".gz": gzip.open, ".xz": lzma.open}
    with openers.get(path.suffix, open)(path, "rb") as stream:
        return stream.read()


@pytest.mark.parametrize("path", all_real_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_real_file_is_read_to_its_end_and_every_record_is_accounted_for(path: Path) -> None:
    if path.name in NOT_MARC:
        with pytest.raises(NotMarcError):
            list(read(path))
        return
    data = _plain(path)
    count = 0
    for entry in read(path):
        count += 1
        assert entry.ordinal == count
        assert data[entry.position : entry.position + len(entry.raw)] == entry.raw
        assert entry.record is not None or entry.problems
        if entry.record is not None:
            project(entry.record)
    if data.lstrip()[:1] == b"<":
        assert count == len(re.findall(rb"<[\w:]*record[\s>]", data))
    else:
        unfinished = bool(data.rpartition(b"\x1d")[2].strip(PADDING))
        assert count == data.count(b"\x1d") + unfinished


def test_the_large_file_is_read_without_unpacking_it_first() -> None:
    entries = first_entries(real_file("bib/loc_books_part01_244k.mrc.xz"), 2000)
    assert len(entries) == 2000
    assert all(entry.record is not None and not entry.problems for entry in entries)
    assert all(project(entry.record).title for entry in entries if entry.record)


def test_clean_files_raise_no_remarks() -> None:
    entries = first_entries(real_file("bib/loc_indonesia_public.mrc"), 5000)
    assert len(entries) == 2087
    assert not [entry for entry in entries if entry.problems]


def test_a_broken_record_costs_only_itself() -> None:
    good = to_iso2709(GOOD)
    broken = good[:24] + b"245\xc3\xa98900001" + good[36:]
    entries = entries_of(good + broken + b"\x1d" + good)
    assert [entry.record is not None for entry in entries] == [True, False, False, True]
    assert [problem.code for entry in entries for problem in entry.problems] == ["directory_unreadable", "empty"]
    assert [entry.position for entry in entries] == [0, len(good), 2 * len(good), 2 * len(good) + 1]


def test_a_wrong_length_is_remarked_and_the_record_is_kept() -> None:
    (entry,) = entries_of(b"00077" + to_iso2709(GOOD)[5:])
    assert entry.record is not None
    assert entry.record.fields == GOOD.fields
    assert entry.problems[0].sentence == f"The record says that it has 00077 bytes; it has {len(entry.raw)}."


def test_a_wrong_base_address_is_found_anew() -> None:
    raw = to_iso2709(GOOD)
    (entry,) = entries_of(raw[:12] + b"99999" + raw[17:])
    assert entry.record is not None
    assert entry.record.fields == GOOD.fields
    assert [problem.code for problem in entry.problems] == ["base_address_wrong"]


def test_a_file_cut_off_keeps_its_whole_records_and_reports_the_last() -> None:
    raw = to_iso2709(GOOD)
    entries = entries_of(raw + raw[:-9])
    assert entries[0].record is not None
    assert entries[1].record is None
    assert entries[1].problems[0].code == "truncated"


def test_a_missing_record_end_alone_does_not_lose_the_record() -> None:
    (entry,) = entries_of(to_iso2709(GOOD)[:-1])
    assert entry.record is not None
    assert entry.record.fields == GOOD.fields
    assert [problem.code for problem in entry.problems] == ["record_end_missing"]


def test_fields_follow_the_directory_even_where_the_data_lies_in_another_order() -> None:
    body = b"10\x1faBumi (1)\x1e" + b"x1\x1e"
    directory = b"001000300013" + b"245001300000"
    base = 24 + len(directory) + 1
    length = base + len(body) + 1
    raw = b"%05dnam a22%05d a 4500" % (length, base) + directory + b"\x1e" + body + b"\x1d"
    (entry,) = entries_of(raw)
    assert entry.record is not None
    assert entry.record.fields == (("001", "x1"), ("245", "10", "aBumi (1)"))
    assert not entry.problems


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_compressed_files_are_known_by_their_content(pack: object) -> None:
    assert callable(pack)
    (entry,) = entries_of(pack(to_iso2709(GOOD)))
    assert entry.record is not None


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_compressed_file_cut_off_keeps_what_was_read_and_says_where_it_broke(pack: object) -> None:
    assert callable(pack)
    many = b"".join(
        to_iso2709(MarcRecord(GOOD.leader, [("001", f"x{n * 7919}"), *GOOD.fields[1:]])) for n in range(90_000)
    )
    entries = entries_of(pack(many)[:-200])
    assert sum(entry.record is not None for entry in entries) > 20_000
    assert entries[-1].problems[0].code == "compression_broken"


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x1d\x1e" * 50, "picture"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"BZh91AY&SY", "compressed"),
        (b'{"leader": "00000nam"}', "JSON"),
        (b"=LDR  00755cam  22002414a 4500\n=001  x", "lines"),
        (b"LDR00180nam  22     2  4500^\n", "lines"),
        (b"-- MySQL dump 10.13\nCREATE TABLE biblio (", "SQL"),
        (b"INSERT INTO biblio VALUES (1,2)", "SQL"),
        (b"<!DOCTYPE html><html><body>", "web page"),
        (b"<rss><channel/></rss>", "XML without MARC"),
        (b"judul,pengarang\nBumi manusia,Pramoedya", "plain text"),
        (bytes(range(1, 255)) * 10, "binary"),
        (gzip.compress(b"", mtime=0), "empty"),
        (gzip.compress(b"x" * 1000, mtime=0)[:15], "damaged"),
    ],
)
def test_other_files_are_refused_with_what_they_are(data: bytes, seen: str) -> None:
    with pytest.raises(NotMarcError, match=seen):
        entries_of(data)


def test_marcxml_breaks_only_the_record_that_is_broken() -> None:
    good = to_marcxml(GOOD, standalone=False)
    bad = good.replace("</datafield>", "", 1)
    unclosed = good.replace("</record>", "")
    data = (
        f"<?xml version='1.0'?><collection xmlns='http://www.loc.gov/MARC21/slim'>{good}{bad}{unclosed}{good}".encode()
    )
    entries = entries_of(data)
    assert [entry.record is not None for entry in entries] == [True, False, False, True]
    assert [entry.problems[0].code for entry in entries if entry.problems] == ["xml_broken", "truncated"]
    assert entries[3].record == GOOD


def test_marcxml_is_found_inside_an_oai_answer() -> None:
    inner = to_marcxml(GOOD).replace("<", "<marc:").replace("<marc:/", "</marc:").replace("xmlns=", "xmlns:marc=")
    data = f"<OAI-PMH><ListRecords><record><header/><metadata>{inner}</metadata></record></ListRecords></OAI-PMH>"
    (entry,) = entries_of(data.encode())
    assert entry.record == GOOD


def test_entities_in_xml_are_never_expanded() -> None:
    grown = '<!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    record = to_marcxml(GOOD, standalone=False).replace("Bumi", "&b;")
    (entry,) = entries_of(f"<?xml version='1.0'?>{grown}<collection>{record}</collection>".encode())
    assert entry.record is None
    assert "undefined entity" in entry.problems[0].sentence


def test_xml_in_utf_16_is_read() -> None:
    text = f"<?xml version='1.0' encoding='utf-16'?><collection>{to_marcxml(GOOD)}</collection>"
    (entry,) = entries_of(text.encode("utf-16"))
    assert entry.record == GOOD


def test_characters_that_xml_forbids_are_left_out_and_remarked() -> None:
    (entry,) = entries_of(to_marcxml(GOOD).replace("Bumi", "Bu\x0bmi").encode())
    assert entry.record == GOOD
    assert entry.problems[0].code == "xml_characters"


def test_utf8_without_its_mark_in_the_leader_is_recognised() -> None:
    labelled, unlabelled = (
        entries_of(real_file(f"marc_nasty/pymarc/utf8_{word}_leader_flag.dat").read_bytes())[0]
        for word in ("with", "without")
    )
    assert unlabelled.record == labelled.record
    assert [problem.code for problem in unlabelled.problems] == ["characters_mislabelled"]


def test_marc8_labelled_as_utf8_is_recognised() -> None:
    (entry,) = entries_of(real_file("marc_nasty/ruby-marc/marc8_accented_chars.marc").read_bytes())
    assert entry.record is not None
    assert "characters_mislabelled" in [problem.code for problem in entry.problems]


@pytest.mark.parametrize("name", ["pymarc/1251.dat", "ruby-marc/cp866_multirecord.marc"])
def test_local_character_sets_are_reported_and_never_guessed(name: str) -> None:
    entries = entries_of(real_file(f"marc_nasty/{name}").read_bytes())
    assert {entry.problems[0].code for entry in entries} == {"characters_unknown"}


def test_a_few_broken_bytes_are_marked_in_the_text_and_remarked() -> None:
    (entry,) = entries_of(real_file("marc_nasty/ruby-marc/utf8_with_bad_bytes.marc").read_bytes())
    assert entry.record is not None
    assert [problem.code for problem in entry.problems] == ["characters_replaced"]


def test_marc8_and_utf8_of_one_record_say_the_same() -> None:
    old, new = (
        entries_of(real_file(f"marc_nasty/pymarc/{name}").read_bytes())[0].record
        for name in ("marc8.dat", "marc8-to-unicode.dat")
    )
    assert old is not None
    assert new is not None
    assert old.fields == new.fields


def test_character_references_of_marc8_records_become_characters() -> None:
    (entry,) = entries_of(real_file("marc_nasty/traject/escaped_character_reference.marc8.marc").read_bytes())
    assert entry.record is not None
    assert "&#x" not in "".join("".join(field) for field in entry.record.fields)


def test_east_asian_and_hebrew_sets_are_read() -> None:
    for name in ("cjk1", "cjk2", "cjk3", "cjk4", "hebrew1", "hebrew4", "cyrillic"):
        (entry,) = entries_of(real_file(f"marc_nasty/marc-perl/{name}.marc").read_bytes())
        assert entry.record is not None, name
        linked = next(iter(entry.record.with_tag("880")))
        assert any(first(linked, code) > "\u0370" for code in "ab"), name
        assert not entry.problems


@given(st.binary(max_size=2000))
def test_no_bytes_at_all_make_the_reader_fail(data: bytes) -> None:
    try:
        for entry in read(io.BytesIO(data)):
            if entry.record is not None:
                project(entry.record)
    except NotMarcError:
        pass


@given(st.integers(0, 150), st.binary(min_size=1, max_size=6))
def test_damage_at_any_place_of_a_record_spares_its_neighbours(at: int, damage: bytes) -> None:
    good = to_iso2709(GOOD)
    damaged = bytearray(good)
    damaged[at % len(good) : at % len(good) + len(damage)] = damage.replace(b"\x1d", b"?")
    if not damaged.endswith(b"\x1d"):
        damaged += b"\x1d"
    entries = entries_of(good + bytes(damaged) + good)
    assert len(entries) == 3
    assert entries[0].record == entries[2].record
    assert entries[0].record is not None
    assert entries[0].record.fields == GOOD.fields


@given(st.text(max_size=300))
@example("\x1e\x1d")  # ends of fields and records, as ISO 2709 has them
def test_no_text_inside_a_marcxml_record_makes_the_reader_fail(text: str) -> None:
    data = f"<collection><record><leader/>{text}</record>{to_marcxml(GOOD)}</collection>".encode(errors="replace")
    assert entries_of(data)[-1].record == GOOD or "<" in text
