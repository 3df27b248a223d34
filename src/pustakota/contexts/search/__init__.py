"""Finding: documents come in; ids, exact facet counts and suggestions go out.

This context knows nothing of records, loans or people. An upper context describes what can be found as a
`Document` (words by weight class, facets, availability per point) and hands it to `actions.index_documents`.

- `rules/` decides what a word is and what a typed line means: folding, Indonesian stems, old and phone spelling,
  edit distance. Plain Python, no index, no database.
- `engines/` hold the index. `engines/protocol.py` says what an engine can do; `engines/tantivy/` is the
  embedded one, `engines/opensearch/` asks a cluster.
- `queries.search()` tries the typed words, then a beginning, a correction, and fewer words, in that order.
- `rules/weights.py` says what stands higher. Librarians change it at the desk: the newest `WeightsVersion` is in
  force, and questions with the records they should find (`JudgedQuery`) show what a change does before it is one.
- `queries.ready()` is False while no index exists: the caller then answers from its own tables.
- The index is derived. It may be thrown away; `actions.rebuild` makes it anew while the old one answers on.
  Nothing is ever decided from it.
"""
