"""The engine of this installation."""

from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path

from django.conf import settings

from pustakota.contexts.search.engines.protocol import Engine
from pustakota.contexts.search.engines.tantivy import TantivyEngine

_WITHOUT_SETTING = Path("data/index")


def current_engine() -> Engine:
    """The cluster in `SEARCH_CLUSTER`, where one is set; else the index in `SEARCH_INDEX_PATH`."""
    if nodes := getattr(settings, "SEARCH_CLUSTER", ()):
        return _engine_at(tuple(nodes), settings.SEARCH_CLUSTER_INDEX, settings.SEARCH_CLUSTER_SHARDS)
    return _engine_in(Path(getattr(settings, "SEARCH_INDEX_PATH", None) or _WITHOUT_SETTING))


@lru_cache(maxsize=8)
def _engine_in(path: Path) -> TantivyEngine:
    return TantivyEngine(path)


@cache
def _engine_at(nodes: tuple[str, ...], name: str, shards: int) -> Engine:
    # Only a library with a cluster pays for its client: some 20 MB and a tenth of a second.
    cluster = import_module("pustakota.contexts.search.engines.opensearch")
    engine: Engine = cluster.OpenSearchEngine(nodes, name, shards=shards)
    return engine
