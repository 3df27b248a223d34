"""Which records are editions of one work: real cases, each beside one that is not the same."""

import pytest

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, control_field, data_field
from pustakota.contexts.catalogue.rules.works import number_of, work_key, work_of
from tests.contexts.catalogue import real_files


def a_book(title: str, *, author: str = "", more: tuple[Field, ...] = (), leader: str = "am") -> MarcRecord:
    """A title as ``245$a : $b / $c``, with an author where one is named."""
    proper, _, rest = title.partition(" : ")
    named = [data_field("100", "1 ", [("a", author)])] if author else []
    titled = data_field("245", "10", [("a", proper), *([("b", rest)] if rest else [])])
    return MarcRecord(f"00000n{leader} a2200000 a 4500", [control_field("001", "x"), *named, titled, *more])


def uniform(title: str, *more: tuple[str, str]) -> Field:
    return data_field("240", "10", [("a", title), *more])


def a_body(name: str) -> tuple[Field, ...]:
    return (data_field("110", "2 ", [("a", name)]),)


TOER = "Toer, Pramoedya Ananta, "
SAME = {
    "another form of the name": (a_book("Bumi manusia /", author=TOER),
                                 a_book("Bumi Manusia", author="Pramoedya Ananta Toer")),
    "old spelling": (a_book("Lajar terkembang", author="Alisjahbana, Soetan Takdir"),
                     a_book("Layar terkembang", author="Alisyahbana, Sutan Takdir")),
    "a subtitle that says only what it is": (a_book("Bumi manusia : sebuah roman", author=TOER),
                                             a_book("Bumi manusia", author=TOER)),
    "an article": (MarcRecord("00000nam a2200000 a 4500", [data_field("100", "1 ", [("a", "Spark, Muriel.")]),
                                                          data_field("245", "14", [("a", "The driver's seat /")])]),
                   a_book("Driver's seat", author="Spark, Muriel")),
    "a translation by its uniform title": (
        a_book("This earth of mankind", author=TOER, more=(uniform("Bumi manusia.", ("l", "English")),)),
        a_book("Bumi manusia", author=TOER)),
    "a translation by its note": (
        a_book("Ladang emas", author="Mankell, H.",
               more=(data_field("500", "  ", [("a", "Terjemahan dari: Guldgruvan / Mankell.")]),)),
        a_book("Guldgruvan", author="Mankell, H.")),
    "a translation by its original's entry": (
        a_book("Ladang emas", author="Mankell, H.", more=(data_field("765", "0 ", [("t", "Guldgruvan")]),)),
        a_book("Guldgruvan", author="Mankell, H.")),
    "a book that is read aloud": (a_book("Bumi manusia", author=TOER, leader="im"),
                                  a_book("Bumi manusia", author=TOER)),
    "a revised edition": (
        a_book("Pengantar ilmu hukum", author="Apeldoorn, L. J. van",
               more=(data_field("250", "  ", [("a", "Cet. 30, ed. rev.")]),)),
        a_book("Pengantar ilmu hukum", author="Apeldoorn, L. J. van")),
    "& for and": (a_book("War & peace", author="Tolstoy, Leo"), a_book("War and peace", author="Tolstoy, Leo")),
}  # fmt: skip
APART = {
    "two authors": (a_book("Bumi manusia", author=TOER), a_book("Bumi manusia", author="Suroso")),
    "two volumes": (
        a_book("Sejarah nasional Indonesia : jilid 1", author="Poesponegoro, Marwati Djoened"),
        a_book("Sejarah nasional Indonesia : jilid 2", author="Poesponegoro, Marwati Djoened")),
    "two parts": (
        MarcRecord("00000nam a22", [data_field("100", "1 ", [("a", "Hamka")]),
                                    data_field("245", "10", [("a", "Tafsir al-Azhar."), ("n", "Juz 1")])]),
        MarcRecord("00000nam a22", [data_field("100", "1 ", [("a", "Hamka")]),
                                    data_field("245", "10", [("a", "Tafsir al-Azhar."), ("n", "Juz 2")])])),
    "two grades of a textbook": (a_book("Matematika : untuk SD kelas 1", author="Sukino"),
                                 a_book("Matematika : untuk SD kelas 2", author="Sukino")),
    "two books of a series for children": (a_book("Clifford the big red dog : tummy trouble", author="Page, J."),
                                           a_book("Clifford the big red dog : the leaf pile", author="Page, J.")),
    "a film and its book": (a_book("Laskar pelangi", author="Hirata, Andrea", leader="gm"),
                            a_book("Laskar pelangi", author="Hirata, Andrea")),
    "a book about a work": (a_book("Bumi manusia", author=TOER),
                            a_book("Bumi manusia : sebuah telaah", author="Hun, K. K.")),
}  # fmt: skip
ALONE = {
    "poems, whosoever": a_book("Poems", author="Rendra, W. S."),
    "a collection of poems": a_book("Kumpulan puisi", author="Rendra, W. S."),
    "selections": a_book("Bumi manusia", author=TOER, more=(uniform("Novels.", ("k", "Selections")),)),
    "laws of a country": a_book("Undang-undang", more=a_body("Indonesia.")),
    "a yearly report of a body": a_book("Laporan tahunan perpustakaan kota", more=a_body("Perpustakaan")),
    "statistics of a year": a_book("Penduduk provinsi Jawa Timur 1990", more=a_body("BPS")),
    "hearings": a_book("Public hearing on thruway tolls", more=a_body("New York")),
    "a book without author and editor": a_book("Seluk beluk budidaya ikan lele"),
    "a short title with an editor": a_book("Ekonomi Indonesia", more=(data_field("700", "1 ", [("a", "Sadli, M.")]),)),
    "a serial": a_book("Bumi manusia", author=TOER, leader="as"),
    "a part of a book": a_book("Bumi manusia", author=TOER, leader="aa"),
    "a map": a_book("Peta kota Batu", author="Sumarno", leader="em"),
    "music without a uniform title": a_book("Lagu daerah", author="Simanjuntak, C.", leader="cm"),
    "a teachers' edition": a_book("Arithmetic", author="Wentworth",
                                  more=(data_field("250", "  ", [("a", "Teachers' edition. Key")]),)),
    "nothing at all": MarcRecord("", []),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_editions_of_one_work_share_a_number(case: str) -> None:
    one, other = SAME[case]
    assert work_key(one)
    assert work_of(one) == work_of(other)


@pytest.mark.parametrize("case", APART)
def test_what_is_not_the_same_stays_apart(case: str) -> None:
    one, other = APART[case]
    assert work_key(one) != work_key(other)


@pytest.mark.parametrize("case", ALONE)
def test_what_says_too_little_stands_alone(case: str) -> None:
    assert work_of(ALONE[case]) is None


def test_an_editor_in_the_main_entry_is_no_author() -> None:
    edited = MarcRecord("00000nam a22", [data_field("100", "1 ", [("a", "Sadli, M."), ("e", "ed.")]),
                                         data_field("245", "10", [("a", "Ekonomi Indonesia")])])  # fmt: skip
    assert work_of(edited) is None


def test_numbers_are_above_zero_and_fit_into_any_database() -> None:
    numbers = {number_of(f"text|{n}|x") for n in range(10_000)}
    assert len(numbers) == 10_000
    assert min(numbers) > 0
    assert max(numbers) < 2**63


def test_every_real_record_has_a_work_or_stands_alone_and_most_have_one() -> None:
    path = real_files.real_file("bib/loc_indonesia_public.mrc")
    records = [entry.record for entry in real_files.first_entries(path, 3_000) if entry.record]
    with_work = sum(work_of(record) is not None for record in records)
    assert with_work > len(records) / 2
