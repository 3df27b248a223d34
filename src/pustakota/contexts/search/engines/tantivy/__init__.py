"""The embedded engine: tantivy, in a folder of the library's own machine."""

from pustakota.contexts.search.engines.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
