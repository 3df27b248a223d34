"""From a typed line to a page, on the embedded engine."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pustakota.contexts.search.engines.answering import Heading, SearchRequest, answer, completions, suggestion
from pustakota.contexts.search.engines.tantivy import TantivyEngine
from pustakota.contexts.search.rules.documents import Document

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


def test_few_answers_are_followed_by_more_that_are_not_counted(engine: TantivyEngine) -> None:
    page = answer(engine, SearchRequest("sejarah jakarta"))
    assert (page.count, page.ids) == (1, [4])
    assert ("record", 5) in page.more
    assert ("record", 4) not in page.more
    assert answer(engine, SearchRequest("sejarah jakarta", page=2)).more == []


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


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet='abcjw"- 12.masjidkuno\u0627é', max_size=40))
def test_nothing_that_can_be_typed_breaks_a_page(engine: TantivyEngine, text: str) -> None:
    page = answer(engine, SearchRequest(text))
    assert page.count >= len(page.ids)
    completions(engine, text, kinds=("record",), limit=3)
