import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.search.rules import analysis, spelling
from pustakota.contexts.search.rules.analysis import ENGLISH, INDONESIAN, OLD_INDONESIAN, OTHER
from pustakota.contexts.search.rules.folding import chunks, fold
from pustakota.contexts.search.rules.stemming import stem


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Qur'an", "quran"),
        ("Qur’ān", "quran"),
        ("ʻUmar", "umar"),
        ("Éluard", "eluard"),
        ("Straße", "strasse"),
        ("Ørsted", "orsted"),
        ("أَحْمَد", "احمد"),
        ("آداب إسلامي", "اداب اسلامي"),
        ("علی", "علي"),
    ],
)
def test_letters_people_type_in_many_ways_become_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_javanese_and_batak_words_keep_their_vowel_signs() -> None:
    javanese, batak = "ꦧꦱꦗꦮ", "ᯅᯖᯂ᯲"
    assert chunks(fold(f"{javanese}, {batak}.")) == [javanese, batak]


def test_ideographs_are_words_of_their_own() -> None:
    assert chunks(fold("印尼 history")) == ["印", "尼", "history"]


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.sampled_from([INDONESIAN, OLD_INDONESIAN, ENGLISH, OTHER]))
def test_tokens_hold_no_space_whatever_the_text(text: str, manner: str) -> None:
    exact, loose = analysis.tokens(text, manner)
    assert all(token and not token.isspace() and len(token.split()) == 1 for token in (*exact, *loose))


@pytest.mark.parametrize(
    "family",
    [
        ("tulis", "menulis", "tulisan", "penulis", "tulisannya", "ditulislah"),
        ("lukis", "melukis", "lukisan", "pelukis"),
        ("baca", "membaca", "bacaan", "pembaca", "dibacakannya"),
        ("ternak", "beternak", "peternakan", "peternak"),
        ("ajar", "belajar", "pelajaran", "mempelajari", "pengajaran"),
        ("ungsi", "mengungsi", "pengungsi", "pengungsian"),
        ("pustaka", "perpustakaan", "pustakawan", "pemustaka"),
        ("usaha", "pengusaha", "perusahaan", "berusaha"),
        ("masak", "memasak", "masakan"),
        ("karang", "pengarang", "mengarang", "karangan"),
        ("ubah", "mengubah", "perubahan"),
        ("tahu", "mengetahui", "ketahui"),
        ("tani", "petani", "pertanian", "bertani"),
        ("anggur", "penganggur", "pengangguran"),
        ("budaya", "kebudayaan", "budayawan"),
    ],
)
def test_a_family_of_words_has_one_stem(family: tuple[str, ...]) -> None:
    assert {stem(word) for word in family} == {family[0]}


@pytest.mark.parametrize("word", ["kembali", "menteri", "pelangi", "beruang", "berlian", "malang", "semarang", "bali"])
def test_words_that_only_look_derived_are_left_alone(word: str) -> None:
    assert stem(word) == word


@given(st.text(alphabet="abdegiklmnoprstuy", min_size=1, max_size=30))
def test_a_stem_is_never_empty_and_never_longer_than_the_word_and_a_letter(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word) + 1


@pytest.mark.parametrize("written", ["kapal-kapal", "kapal2", "kapal kapal", "Kapal-Kapal"])
def test_a_doubled_word_is_one_thing_however_it_is_written(written: str) -> None:
    exact, loose = analysis.tokens(written, INDONESIAN)
    assert exact == ("kapal",)
    assert "kapal2" in loose


@pytest.mark.parametrize(
    ("written", "joined"), [("al-Qur'an", "alquran"), ("Al Quran", "alquran"), ("e-book", "ebook")]
)
def test_joined_forms_are_found_too(written: str, joined: str) -> None:
    exact, loose = analysis.tokens(written, INDONESIAN)
    assert joined in loose
    assert joined not in exact


def test_no_word_is_left_out_as_too_common() -> None:
    exact, _ = analysis.tokens("Ada apa dengan yang di antara aku", INDONESIAN)
    assert exact == ("ada", "apa", "dengan", "yang", "di", "antara", "aku")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("soekarno", "sukarno"),
        ("tjokroaminoto", "cokroaminoto"),
        ("goeroe", "guru"),
        ("tjampoer", "campur"),
        ("soerabaja", "surabaya"),
        ("djojobojo", "joyoboyo"),
    ],
)
def test_old_spelling_with_a_sure_sign_gives_the_new_one_beside_it(old: str, new: str) -> None:
    assert new in spelling.spellings(old, old=False)


@pytest.mark.parametrize(
    ("old", "new"), [("njanji", "nyanyi"), ("sjair", "syair"), ("achir", "akhir"), ("jang", "yang")]
)
def test_letters_that_changed_in_1972_are_read_so_only_in_books_of_the_time(old: str, new: str) -> None:
    assert new in spelling.spellings(old, old=True)
    assert new not in spelling.spellings(old, old=False)


@pytest.mark.parametrize("word", ["jakarta", "jalan", "laju", "chairil", "poem", "goethe"])
def test_modern_words_keep_their_own_token_beside_any_variant(word: str) -> None:
    exact, _ = analysis.tokens(word, analysis.manner_of("ind", 2020))
    assert exact == (word,)
    if word not in {"poem", "goethe"}:
        assert spelling.spellings(word, old=False) == ()


@pytest.mark.parametrize(("language", "year", "manner"), [
    ("ind", 1950, OLD_INDONESIAN), ("ind", 1972, OLD_INDONESIAN), ("ind", 1973, INDONESIAN), ("ind", None, INDONESIAN),
    ("may", 1930, OLD_INDONESIAN), ("eng", 1930, ENGLISH), ("dut", 1930, OTHER), ("jav", 2000, INDONESIAN),
])  # fmt: skip
def test_language_and_year_say_how_words_are_reduced(language: str, year: int | None, manner: str) -> None:
    assert analysis.manner_of(language, year) == manner


@pytest.mark.parametrize(
    ("one", "other"),
    [("nurcholish", "nurkholis"), ("filsafat", "pilsapat"), ("chairil", "khairil"), ("soeharto", "suharto"),
     ("fatimah", "fatima"), ("achmad", "akhmad"), ("aziz", "azis")],
)  # fmt: skip
def test_names_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    assert spelling.sound(one) == spelling.sound(other)


def test_an_english_heading_also_speaks_indonesian() -> None:
    assert analysis.in_indonesian(["child", "labor", "indonesia"]) == ["anak", "kerja"]
