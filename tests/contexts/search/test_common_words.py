"""Words that stand nearly everywhere: they must be held, and say little of the order."""

from pathlib import Path

import pytest

from pustakota.contexts.search.engines.protocol import Wanted
from pustakota.contexts.search.engines.tantivy import TantivyEngine, reading
from pustakota.contexts.search.rules.documents import Document
from pustakota.contexts.search.rules.parsing import parse

TITLES = {
    1: {"title": ["The sky over Seven Dials"]},
    2: {"title": ["The seven"]},
    3: {"title": ["A road"], "text": ["the seven of them"]},
    4: {"title": ["The garden"]},
    5: {"title": ["The"]},
}


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path / "index")
    engine.rebuild([Document("record", number, fields) for number, fields in TITLES.items()])
    return engine


def found(engine: TantivyEngine, text: str) -> list[int]:
    return [number for _kind, number in engine.find(Wanted(parse(text), ("record",))).keys]


def test_a_word_of_most_titles_still_decides_what_answers_and_where_it_stands_side_by_side(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = found(engine, "the seven")
    monkeypatch.setattr(reading, "_COMMON_IN_TITLES", 2)
    assert found(engine, "the seven") == before == [2, 1, 3]


def test_alone_it_is_asked_for_its_own_sake(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_COMMON_IN_TITLES", 2)
    assert found(engine, "the") == [5, 2, 4, 1, 3]
