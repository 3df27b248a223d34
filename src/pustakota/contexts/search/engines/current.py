"""The engine of this installation."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from pustakota.contexts.search.engines.protocol import Engine
from pustakota.contexts.search.engines.tantivy import TantivyEngine

_WITHOUT_SETTING = Path("data/index")


def current_engine() -> Engine:
    """The index in `SEARCH_INDEX_PATH`; one engine per folder and process."""
    return _engine_in(Path(getattr(settings, "SEARCH_INDEX_PATH", None) or _WITHOUT_SETTING))


@lru_cache(maxsize=8)
def _engine_in(path: Path) -> TantivyEngine:
    return TantivyEngine(path)
