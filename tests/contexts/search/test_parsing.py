import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.search.rules import identifiers
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
        ("title:jawa", ["title", "jawa"]),
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


@given(st.text(alphabet='"-ab \u201c1.', max_size=60))
def test_no_muddle_of_quotes_and_minus_raises(text: str) -> None:
    assert parse(text) == parse(text)


def test_a_megabyte_of_words_is_cut_short() -> None:
    assert len(parse("kata lain " * 100_000).clauses) <= MOST_CLAUSES
