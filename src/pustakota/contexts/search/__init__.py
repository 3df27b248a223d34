"""Finding: documents come in; ids, exact facet counts and suggestions go out.

This context knows nothing of records, loans or people. An upper context describes what can be found as a
`Document` (words by weight class, facets, availability per point) and hands it to `actions.index_documents`.

- `rules/` decides what a word is and what a typed line means: folding, Indonesian stems, old and phone spelling,
  edit distance. Plain Python, no index, no database.
- `engines/` hold the index. `engines/protocol.py` says what an engine can do; `engines/tantivy/` is the embedded one.
- `queries.search()` tries the typed words, then a beginning, a correction, and fewer words, in that order.
- `queries.ready()` is False while no index exists: the caller then answers from its own tables.
- The index is derived. It may be thrown away; `actions.rebuild` makes it anew while the old one answers on.
  Nothing is ever decided from it.
"""
