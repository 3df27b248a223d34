"""From a typed line to a page, on the embedded engine."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pustakota.contexts.search.engines import known
from pustakota.contexts.search.engines.answering import Heading, SearchRequest, answer, completions, suggestion
from pustakota.contexts.search.engines.tantivy import TantivyEngine
from pustakota.contexts.search.rules import correction
from pustakota.contexts.search.rules.documents import Document
from pustakota.contexts.search.rules.weights import Weights

TITLES = {
    1: "Masjid kuno Indonesia",
    2: "Masjid-masjid bersejarah di Jawa",
    3: "Kepailitan dan hukumnya",
    4: "Sejarah kota Jakarta",
    5: "Sejarah Jawa",
    6: "Novel remaja islami",
    7: "Pelecehan seksual di tempat kerja",
    8: "Filsafat bahasa",
    9: "Aku",
    10: "Perpustakaan desa",
    11: "Majid dan kawan-kawan",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> TantivyEngine:
    made = TantivyEngine(Path(tmp_path_factory.mktemp("search")) / "index")
    made.rebuild(
        Document(
            "record", number,
            {"title": [title], "identifiers": [f"PK{number:06}"], "names": ["Toer, Pramoedya Ananta"]},
            {"language": ["ind"], "author": ["Toer, Pramoedya Ananta"], "subject": ["Jawa"] if "Jawa" in title else []},
            language="ind", year=2000,
        )
        for number, title in TITLES.items()
    )  # fmt: skip
    return made


@pytest.mark.parametrize(
    ("typed", "suggested", "first"),
    [
        ("msajid kuno", "masjid kuno", 1),
        ("kpailitan", "kepailitan", 3),
        ("pelcehan seksul", "pelecehan seksual", 7),
        ("pilsapat bahasa", "filsafat bahasa", 8),
        ("eprpustakaan", "perpustakaan", 10),
        ("xerpustakaan", "perpustakaan", 10),
        ('"sejarah jakrta"', None, None),
    ],
)
def test_a_slip_is_corrected_and_says_so(
    engine: TantivyEngine, typed: str, suggested: str | None, first: int | None
) -> None:
    page = answer(engine, SearchRequest(typed))
    assert page.suggestion == suggested
    assert page.corrected == (suggested is not None)
    if first:
        assert page.ids[0] == first
    assert suggestion(engine, typed) == suggested


@pytest.mark.parametrize(
    ("typed", "suggested", "found"),
    [
        ("perpustakaandesa", "perpustakaan desa", [10]),
        ("sejarahkota jakarta", "sejarah kota jakarta", [4]),
        ("judul:novelremaja", "judul:novel remaja", [6]),
        ("kotasejarah", None, []),  # they stand nowhere in this order
        ("perpustakaande", "perpustakaan", [10]),  # both are two slips; a part of two letters is none
    ],
)
def test_a_forgotten_space_is_put_back_where_the_words_stand_side_by_side(
    engine: TantivyEngine, typed: str, suggested: str | None, found: list[int]
) -> None:
    page = answer(engine, SearchRequest(typed))
    assert (page.suggestion, page.ids) == (suggested, found)


@pytest.mark.parametrize(("typed", "found"), [("959.8", [1, 2]), ("959", [1, 2, 3]), (" 641.5 ", []), ("2000", [4])])
def test_a_class_number_alone_finds_its_class_unless_a_title_has_it(
    tmp_path: Path, typed: str, found: list[int]
) -> None:
    engine = TantivyEngine(tmp_path / "index")
    numbers = {1: ("Sejarah", "959.8"), 2: ("Jawa", "959.82"), 3: ("Asia", "959"), 4: ("Tahun 2000", "200")}
    engine.rebuild(
        Document("record", number, {"title": [title], "class_number": [its]}, {}, language="ind")
        for number, (title, its) in numbers.items()
    )
    page = answer(engine, SearchRequest(typed))
    assert sorted(page.ids) == found
    assert page.manner == ("as typed" if found else "nothing")


def test_a_word_longer_than_any_is_not_corrected(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(correction, "one_slip_away", None)
    page = answer(engine, SearchRequest("a" * 5000))
    assert (page.ids, page.manner) == ([], "nothing")


def test_a_word_that_is_far_from_all_that_are_known_brings_nothing(tmp_path: Path) -> None:
    engine = _holding(tmp_path, {1: "Nani pergi", 2: "Going digital", 3: "Masjid raya"})
    page = answer(engine, SearchRequest("nasi goreng"))
    assert (page.ids, page.manner, page.missing) == ([], "nothing", ["nasi", "goreng"])
    page = answer(engine, SearchRequest("msajid kuno"))
    assert (page.ids, page.manner, page.suggestion) == ([3], "fewer words", "masjid kuno")
    assert page.missing == ["kuno"]


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("buku masjid zzzzqx xxqqz", "masjid"),
        ("kepailitan novel zzzzqx xxqqz wqwqw", None),
        ("zzzzqx xxqqz 4", None),
        ("zzzzqx xxqqz", None),
    ],
)
def test_where_most_words_stand_nowhere_the_others_are_offered_if_they_find_something(
    engine: TantivyEngine, typed: str, suggested: str | None
) -> None:
    page = answer(engine, SearchRequest(typed))
    assert (page.manner, page.ids, page.suggestion) == ("nothing", [], suggested)


def test_words_that_find_something_are_never_corrected_away(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("majid"))
    assert (page.ids, page.manner, page.suggestion) == ([11], "as typed", None)


def test_the_last_word_may_be_a_beginning(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("sejarah jaka"))
    assert (page.ids, page.manner) == ([4], "begun")


def test_chat_around_the_words_is_let_go_only_when_needed(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("ada novel remaja islami ga"))
    assert (page.ids[0], page.manner, page.relaxed) == (6, "without chat", True)
    assert answer(engine, SearchRequest("aku")).ids == [9]


def test_when_no_thing_has_all_words_those_with_most_come_under_another_heading(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("sejarah jawa zzzzqx"))
    assert page.manner == "fewer words"
    assert page.relaxed
    assert page.ids[0] == 5
    assert page.missing == ["zzzzqx"]


def test_a_slip_beside_a_word_that_nothing_has_is_read_as_what_was_meant(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("sejara zzzzqx"))
    assert (page.manner, page.ids[0], page.missing) == ("fewer words", 5, ["zzzzqx"])


def test_few_answers_are_followed_by_more_that_are_not_counted(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("sejarah jakarta"))
    assert (page.count, page.ids) == (1, [4])
    assert ("record", 5) in page.more
    assert ("record", 4) not in page.more
    assert answer(engine, SearchRequest("sejarah jakarta", page=2)).more == []


def test_answers_that_lack_one_word_are_followed_by_those_that_lack_more(tmp_path: Path) -> None:
    engine = _holding(tmp_path, {1: "Sejarah kota Jakarta utara", 2: "Sejarah kota utara", 3: "Sejarah laut"})
    page = answer(engine, SearchRequest("sejarah kota jakarta utara zzzzqx"))
    assert (page.manner, page.count, page.ids) == ("fewer words", 1, [1])
    assert page.more == [("record", 2)]


@pytest.mark.parametrize("joining", ["menurut", "terhadap", "bagi seorang", "berdasarkan", "krn"])
def test_words_that_only_join_others_are_let_go_where_nothing_holds_them_all(
    engine: TantivyEngine, joining: str
) -> None:
    page = answer(engine, SearchRequest(f"pelecehan {joining} kerja"))
    assert (page.ids, page.manner, page.missing) == ([7], "without chat", [])


def test_words_that_join_others_are_asked_first(tmp_path: Path) -> None:
    engine = _holding(tmp_path, {1: "Hukum waris menurut adat", 2: "Hukum waris adat"})
    assert answer(engine, SearchRequest("waris menurut adat")).ids == [1]


def test_a_loanword_that_nothing_holds_is_no_slip_where_its_english_is_held(tmp_path: Path) -> None:
    engine = _holding(tmp_path, {1: "Nationalism in Java", 2: "Nasionalis", 3: "Nationalism", 4: "Sejarah Jawa"})
    page = answer(engine, SearchRequest("nasionalisme"))
    assert (page.ids, page.manner, page.suggestion, page.missing) == ([3, 1], "as typed", None, ())
    page = answer(engine, SearchRequest("nasionalisme jav"))
    assert (page.ids, page.manner, page.missing) == ([1], "begun", ["jav"])
    page = answer(engine, SearchRequest("buku nasionalisme java"))
    assert (page.ids, page.manner, page.missing) == ([1], "without chat", [])
    assert answer(engine, SearchRequest("nasionalisme sejarah jawa")).ids == [4]


def test_a_slip_in_a_loanword_is_corrected_though_its_english_is_held(tmp_path: Path) -> None:
    engine = _holding(tmp_path, {1: "Nationalism", 2: "Nasionalisme", 3: "Communication", 4: "Sejarah nasionalisme"})
    page = answer(engine, SearchRequest("nasionalsime"))
    assert (page.ids, page.manner, page.suggestion) == ([2, 4, 1], "corrected", "nasionalisme")
    page = answer(engine, SearchRequest("nasionlisme komunikasi sejarah"))
    assert (page.ids, page.manner, page.missing) == ([4], "fewer words", [])
    assert page.suggestion == "nasionalisme komunikasi sejarah"


def test_english_spellings_cost_one_question_to_the_engine_and_none_where_no_word_has_any(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[str]] = []
    monkeypatch.setattr(engine, "frequencies", lambda tokens: asked.append(set(tokens)) or {})
    answer(engine, SearchRequest("sejarah jawa"))
    assert asked == []
    answer(engine, SearchRequest("reformasi konstitusi sejarah -demokrasi", facets=()))
    assert {"reformation", "constitution"} < asked[0]
    assert "democracy" not in asked[0]


def test_english_that_stands_nearly_everywhere_answers_no_loanword(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "_FEW", 2)
    titles = {1: "Indeks harga", 2: "Public index", 3: "Index of prices", 4: "Index"}
    engine = _holding(tmp_path, titles | dict.fromkeys(range(5, 300), "Sejarah"))
    assert set(answer(engine, SearchRequest("indeks")).ids) == {1, 2, 3, 4}
    engine.put(Document("record", number, {"title": ["An index"]}) for number in range(300, 320))
    assert answer(engine, SearchRequest("indeks")).ids == [1]


def test_what_is_offered_while_somebody_types_is_not_asked_in_english(tmp_path: Path) -> None:
    engine = _holding(tmp_path, {1: "Nationalism in Java", 2: "Nasionalisme Jawa"})
    assert completions(engine, "nasionalisme ja", kinds=["record"], limit=5).keys == [("record", 2)]


@pytest.mark.parametrize("typed", ["peta south sulawesi", "peta sulsel", "peta sulawesi selatan", "peta celebes"])
def test_places_are_found_by_their_english_and_their_short_names(tmp_path: Path, typed: str) -> None:
    engine = _holding(tmp_path, {1: "Peta Sulawesi Selatan", 2: "Peta Jawa Selatan"})
    page = answer(engine, SearchRequest(typed))
    assert (page.ids, page.manner) == ([1], "as typed")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("folklor", [12]),  # = cerita rakyat
        ("dongeng batu", [12]),
        ("hak asasi manusia", [13]),  # = ham
        ("hak milik", []),  # nobody's line: ham is not found by a part of its name
        ("pelecehan human rights", []),
        ("subjek:folklor", []),
    ],
)
def test_words_that_mean_one_thing_find_each_other(tmp_path: Path, typed: str, found: list[int]) -> None:
    engine = _holding(tmp_path, {12: "Cerita rakyat Batu", 13: "HAM dan negara", 14: "Hak pakai tanah milik"})
    page = answer(engine, SearchRequest(typed))
    assert (page.ids if page.manner == "as typed" else []) == (found or ([14] if typed == "hak milik" else []))


def test_what_is_written_as_typed_stands_above_what_only_means_it(tmp_path: Path) -> None:
    engine = _holding(tmp_path, {1: "Nyanyian desa", 2: "Lagu desa", 3: "Tembang desa"})
    assert answer(engine, SearchRequest("lagu desa")).ids[0] == 2
    assert sorted(answer(engine, SearchRequest("lagu desa")).ids) == [1, 2, 3]


def test_a_line_of_staff_works_at_once_and_alone_it_finds_what_nothing_else_would(tmp_path: Path) -> None:
    engine = _holding(tmp_path, {1: "Warung rakyat di Batu", 2: "Rakyat"})
    ours = Weights(same=("wr = warung rakyat",))
    assert answer(engine, SearchRequest("wr", weights=ours)).ids == [1]
    assert answer(engine, SearchRequest("wr")).ids == []


def _holding(folder: Path, titles: dict[int, str]) -> TantivyEngine:
    made = TantivyEngine(folder / "index")
    made.rebuild(Document("record", number, {"title": [title]}, {}, language="ind") for number, title in titles.items())
    return made


def test_nothing_found_is_said_with_the_words_that_failed(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("zzzzqx"))
    assert (page.count, page.ids, page.manner, page.missing) == (0, [], "nothing", ["zzzzqx"])


def test_a_filter_that_leaves_nothing_is_no_spelling_mistake(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("sejarah", filters={"language": ["eng"]}))
    assert (page.count, page.suggestion, page.manner) == (0, None, "as typed")
    assert page.facets["language"] == [("ind", 3)]


def test_a_number_alone_leads_straight_to_its_thing(engine: TantivyEngine) -> None:
    assert answer(engine, SearchRequest("pk-000003")).direct == ("record", 3)
    assert answer(engine, SearchRequest("pk000099")).direct is None
    assert answer(engine, SearchRequest("sejarah")).direct is None


def test_a_slip_in_a_field_is_corrected_there(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("Pengarang:pramodya kuno"))
    assert (page.suggestion, page.ids, page.corrected) == ("pengarang:pramoedya kuno", [1], True)
    page = answer(engine, SearchRequest("judul:msajid -judul:kuno tahun:1990-"))
    assert page.suggestion == "judul:masjid -judul:kuno tahun:1990-"
    assert page.ids[0] == 2


def test_a_word_that_stands_only_elsewhere_is_the_one_that_failed(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("pengarang:jakarta"))
    assert (page.count, page.manner, page.missing) == (0, "nothing", ["pengarang:jakarta"])
    page = answer(engine, SearchRequest('sejarah kota pengarang:"ananta jakarta"'))
    assert (page.ids[0], page.manner, page.missing) == (4, "fewer words", ['pengarang:"ananta jakarta"'])


def test_the_last_word_may_be_a_beginning_in_its_field_too(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("sejarah judul:jaka"))
    assert (page.ids, page.manner) == ([4], "begun")
    assert answer(engine, SearchRequest("sejarah pengarang:jaka")).manner != "begun"


def test_a_year_that_leaves_nothing_is_no_spelling_mistake(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("sejarah tahun:1850"))
    assert (page.count, page.suggestion, page.manner, page.missing) == (0, None, "as typed", ())
    assert answer(engine, SearchRequest("sejarah tahun:2000")).count == 3
    assert answer(engine, SearchRequest("tahun:2000")).count == len(TITLES)
    assert answer(engine, SearchRequest("msajid tahun:2000-")).suggestion == "masjid tahun:2000-"


def test_relaxed_answers_keep_within_the_limits_of_the_line(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("sejarah jawa zzzzqx tahun:2000"))
    assert (page.manner, page.ids[0]) == ("fewer words", 5)
    assert answer(engine, SearchRequest("sejarah jawa zzzzqx tahun:1990")).ids == []


def test_while_typing_in_a_field_its_authors_come(engine: TantivyEngine) -> None:
    offered = completions(engine, "pengarang:pramo", kinds=("record",), limit=5)
    assert offered.headings == [Heading("author", "Toer, Pramoedya Ananta", len(TITLES))]


def test_an_empty_line_shows_everything_with_its_facets(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("", page_size=4))
    assert page.count == len(TITLES)
    assert len(page.ids) == 4
    assert page.facets["language"] == [("ind", len(TITLES))]


def test_while_typing_things_authors_and_subjects_come_with_counts(engine: TantivyEngine) -> None:
    offered = completions(engine, "pramo", kinds=("record",), limit=5)
    assert offered.headings == [Heading("author", "Toer, Pramoedya Ananta", len(TITLES))]
    assert len(offered.keys) == 5
    offered = completions(engine, "sejarah ja", kinds=("record",), limit=5)
    assert {number for _, number in offered.keys} == {2, 4, 5}
    assert completions(engine, "  ", kinds=("record",), limit=5).keys == ()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(["judul:", "pengarang:", "tahun:", "kelas:", '"', "-", "1998", "masjid", "toer", " "])
    )
)
def test_no_muddle_of_fields_breaks_a_page(engine: TantivyEngine, parts: list[str]) -> None:
    page = answer(engine, SearchRequest("".join(parts)))
    assert page.count >= len(page.ids)
    completions(engine, "".join(parts), kinds=("record",), limit=3)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet='abcjw"- 12.masjidkuno\u0627é', max_size=40))
def test_nothing_that_can_be_typed_breaks_a_page(engine: TantivyEngine, text: str) -> None:
    page = answer(engine, SearchRequest(text))
    assert page.count >= len(page.ids)
    completions(engine, text, kinds=("record",), limit=3)


@pytest.fixture
def vitamins(tmp_path: Path) -> TantivyEngine:
    made = TantivyEngine(tmp_path / "index")
    made.rebuild([
        Document("record", 1, {"title": ["Vitamin C untuk keluarga"]}),
        Document("record", 2, {"title": ["Vitamin dalam sayuran"]}),
        Document("record", 3, {"title": ["Vitamin K"], "identifiers": ["B0000001", "B0000002"]}),
    ])  # fmt: skip
    return made


def completed(engine: TantivyEngine, text: str) -> list[int]:
    return [number for _kind, number in completions(engine, text, kinds=("record",), limit=5).keys]


def test_a_single_letter_after_other_words_may_be_a_whole_word_and_else_says_nothing_yet(
    vitamins: TantivyEngine,
) -> None:
    found = completed(vitamins, "vitamin c")
    assert found[0] == 1
    assert sorted(found) == [1, 2, 3]
    assert completed(vitamins, "vitamin sa") == [2]
    assert completed(vitamins, 'vitamin "dalam sayuran"') == [2]


def test_barcodes_that_begin_alike_are_not_walked_through(
    vitamins: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = []
    beginnings = TantivyEngine.beginnings

    def noted(self: TantivyEngine, start: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        walked.append(start)
        return beginnings(self, start, limit=limit)

    monkeypatch.setattr(TantivyEngine, "beginnings", noted)
    for typed in ("vitamin b", "vitamin b0", "vitamin b0000"):
        assert 3 in completed(vitamins, typed)
    assert walked == []
    assert completed(vitamins, "b00000") == [3]
    assert walked == ["b00000"]
