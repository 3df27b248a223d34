import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.search.rules import identifiers
from pustakota.contexts.search.rules.conditions import Classed, Condition, Dated, Valued
from pustakota.contexts.search.rules.parsing import MOST_CLAUSES, Phrase, Word, parse


def words(text: str) -> list[str]:
    return [clause.text for clause in parse(text).clauses]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sejarah jawa", ["sejarah", "jawa"]),
        ("  Sejarah,  JAWA! ", ["sejarah", "jawa"]),
        ("", []),
        ("?!*", []),
        ("((( AND )))", ["and"]),
        ('"sejarah jawa', ["sejarah jawa"]),
        ("“sejarah jawa”", ["sejarah jawa"]),
        ('"jawa"', ["jawa"]),
        ('""', []),
        ("low-vision", ["low", "vision"]),
        ("kapal kapal", ["kapal2"]),
        ("jawa jawa barat", ["jawa2", "barat"]),
        ("judul jawa", ["judul", "jawa"]),
        ("Laskar pelangi: sebuah novel", ["laskar", "pelangi", "sebuah", "novel"]),
        ("warna:jawa", ["warna", "jawa"]),
        ("Bahasa: sebuah pengantar", ["bahasa", "sebuah", "pengantar"]),
        ("tahun:lama", ["tahun", "lama"]),
        ("kelas:sore", ["kelas", "sore"]),
        ("judul:", ["judul"]),
        ("subjudul:jawa", ["subjudul", "jawa"]),
        ("C++ 2020", ["c", "2020"]),
    ],
)
def test_what_people_type_becomes_clauses(typed: str, found: list[str]) -> None:
    assert words(typed) == found


def test_a_minus_before_a_word_or_phrase_excludes_it_and_a_hyphen_inside_does_not() -> None:
    question = parse('sejarah -jakarta -"kota tua" anak-anak - lepas')
    assert [clause.text for clause in question.without] == ["jakarta", "kota tua"]
    assert [clause.text for clause in question.clauses] == ["sejarah", "anak-anak", "lepas"]


def test_quotes_ask_for_words_side_by_side() -> None:
    (phrase,) = parse('"Bumi Manusia"').clauses
    assert phrase == Phrase("bumi manusia", ("bumi", "manusia"))


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("author:toer hujan", [("toer", "names"), ("hujan", "any")]),
        ("hujan Pengarang:Toer", [("hujan", "any"), ("toer", "names")]),
        ("judul:bumi title:manusia", [("bumi", "title"), ("manusia", "title")]),
        ("subject:jawa subjek:bali", [("jawa", "subjects"), ("bali", "subjects")]),
        ("penerbit:gramedia seri:dongeng", [("gramedia", "publisher"), ("dongeng", "series")]),
        ('pengarang:"Pramoedya Ananta Toer"', [("pramoedya ananta toer", "names")]),
        ("pengarang : toer", [("toer", "names")]),
        ('judul:"jawa', [("jawa", "title")]),
        ("judul:anak-anak judul:low-vision", [("anak-anak", "title"), ("low", "title"), ("vision", "title")]),
        ("judul:pengarang:tere", [("pengarang", "title"), ("tere", "title")]),
    ],
)
def test_a_named_field_says_where_a_word_stands(typed: str, groups: list[tuple[str, str]]) -> None:
    assert [(clause.text, clause.field.group) for clause in parse(typed).clauses] == groups


@pytest.mark.parametrize(
    ("typed", "condition"),
    [
        ("year:1998", Dated(1998, 1998)),
        ("tahun:1990-1999", Dated(1990, 1999)),
        ("tahun:1999–1990", Dated(1990, 1999)),
        ("tahun:-1950", Dated(None, 1950)),
        ("tahun:2000-", Dated(2000, None)),
        ("tahun:1998,", Dated(1998, 1998)),
        ('Tahun:"1990 - 1999"', Dated(1990, 1999)),
        ("bahasa:Jawa", Valued("language", "jav")),
        ("language:english", Valued("language", "eng")),
        ('bahasa:"bahasa indonesia"', Valued("language", "ind")),
        ("kelas:813", Classed("813")),
        ("class:2X1", Classed("2x1")),
        ("kelas:813.", Classed("813")),
    ],
)
def test_a_field_without_words_is_a_limit(typed: str, condition: Condition) -> None:
    question = parse(f"hujan {typed}")
    assert [clause.text for clause in question.clauses] == ["hujan"]
    assert [limit.condition for limit in question.limits] == [condition]
    assert [limit.condition for limit in parse(f"-{typed}").beyond] == [condition]


def test_a_minus_before_a_field_excludes_what_it_says() -> None:
    question = parse('hujan -pengarang:tere -judul:"anak desa" -tahun:1998')
    assert [(clause.text, clause.field.group) for clause in question.without] == [
        ("tere", "names"), ("anak desa", "title"),
    ]  # fmt: skip
    assert len(question.beyond) == 1


def test_a_question_is_read_again_from_its_own_line() -> None:
    line = 'hujan pengarang:toer judul:"bulan juni" -penerbit:balai tahun:1990-1999 -bahasa:"jawa kuno"'
    question = parse(line)
    assert parse(question.line) == question
    assert parse(question.line).title == question.title == "hujan bulan juni"


def test_a_line_with_a_field_is_no_number() -> None:
    assert parse("kelas:813 novel").identifier == ""
    assert parse("tahun:1998").identifier == ""


def test_a_word_carries_its_stem_spelling_and_meaning_but_itself_first() -> None:
    (word,) = parse("Soekarno").clauses
    assert isinstance(word, Word)
    assert word.exact == ("soekarno",)
    assert "sukarno" in word.loose
    assert "tulis" in parse("menulis").clauses[0].loose
    assert "yang" in parse("yg").clauses[0].loose
    assert "hadis" in parse("hadits").clauses[0].loose


def test_words_of_chat_are_soft_and_still_asked_for() -> None:
    question = parse("ada novel remaja ga")
    assert [(clause.text, clause.soft) for clause in question.clauses] == [
        ("ada", True), ("novel", False), ("remaja", False), ("ga", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("979-8398-40-8", "9798398408"),
        ("ISBN 979-8398-40-8", "9798398408"),
        ("979461355x", "979461355x"),
        ("959.8 RIC s", "9598rics"),
        ("PK00012345", "pk00012345"),
        ("sejarah jawa", ""),
        ("123", ""),
        ("9" * 60, ""),
    ],
)
def test_a_line_that_can_be_a_number_is_kept_as_one(typed: str, number: str) -> None:
    assert parse(typed).identifier == number


def test_both_lengths_of_an_isbn_are_one_number() -> None:
    assert identifiers.forms("979-9581-72-9") == ("9799581729", "9789799581723")
    assert identifiers.forms("978-979-9581-72-3") == ("9789799581723", "9799581729")
    assert identifiers.other_isbn(identifiers.other_isbn("080442957x")) == "080442957x"
    assert identifiers.forms("") == ()


@given(st.text(max_size=2000))
def test_nothing_that_can_be_typed_raises(text: str) -> None:
    question = parse(text)
    assert len(question.clauses) <= MOST_CLAUSES
    assert all(clause.exact for clause in question.clauses)


@given(
    st.lists(st.sampled_from(["judul", "tahun", "bahasa", ":", ": ", '"', "-", "19", "ind", "toer", " "]), max_size=20)
)
def test_no_muddle_of_fields_raises(parts: list[str]) -> None:
    question = parse("".join(parts))
    assert all(clause.exact for clause in (*question.clauses, *question.without))


@given(st.text(alphabet='"-ab \u201c1.', max_size=60))
def test_no_muddle_of_quotes_and_minus_raises(text: str) -> None:
    assert parse(text) == parse(text)


def test_a_megabyte_of_words_is_cut_short() -> None:
    assert len(parse("kata lain " * 100_000).clauses) <= MOST_CLAUSES
