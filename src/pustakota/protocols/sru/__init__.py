"""SRU 1.1, 1.2 and 2.0: other libraries' programs search the catalogue by field (CQL) and copy records.

``codec`` reads requests and CQL and writes answers; ``asking`` says what each index means here; ``conversation``
decides what is answered. Sources: loc.gov/standards/sru (1.1, 1.2, CQL, diagnostics); OASIS searchRetrieve 1.0 (2.0).
"""
