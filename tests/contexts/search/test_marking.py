import pytest

from pustakota.contexts.search import queries
from pustakota.contexts.search.queries import marked, typed_words


def shown(text: str, line: str) -> str:
    return "".join(f"[{piece}]" if is_typed else piece for piece, is_typed in marked(text, typed_words(line)))


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("Bumi manusia", "bum", "[Bum]i manusia"),
        ("Bumi manusia", "manusia bu", "[Bu]mi [manusia]"),
        ("Toer, Pramoedya Ananta", "pengarang:pramo", "Toer, [Pramo]edya Ananta"),
        ("Sejarah Jawa, 1825-1830", "jawa -bali tahun:1990", "Sejarah [Jawa], 1825-1830"),
        ("Café Élite", "cafe el", "[Café] [Él]ite"),
        ("Al-Qur'an dan hadis", "quran", "Al-Qur'an dan hadis"),
        ("Qur'an dan hadis", "quran", "[Qur'an] dan hadis"),
        ("Bumi & <b>api</b>", "b", "[B]umi & <[b]>api</[b]>"),
        ("Bumi", "", "Bumi"),
        ("", "bumi", ""),
    ],
)
def test_the_letters_that_were_typed_are_marked_at_the_beginning_of_words(text: str, line: str, expected: str) -> None:
    assert shown(text, line) == expected
    assert "".join(piece for piece, _is_typed in marked(text, typed_words(line))) == text


def test_what_a_line_asks_beside_its_words_stays_when_a_heading_is_chosen() -> None:
    assert queries.beside_words("pramo tahun:1980- -puisi") == "tahun:1980- -puisi"
    assert queries.beside_words("pramo") == ""
