"""The engine for many machines: an OpenSearch cluster, reached over HTTP."""

from pustakota.contexts.search.engines.opensearch.engine import OpenSearchEngine

__all__ = ["OpenSearchEngine"]
