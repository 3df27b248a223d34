"""Who took part in what: one ledger of person × activity, the only table that attendance figures read.

The contexts above (programmes, learning, community …) record here; a visit to the building is none of it and stands in
``visits``. Facts are never changed: a correction keeps the old row, with the reason, and stands beside it. After some
days a row leads to no person any more; its key, which holds within one statistics year, still tells persons apart.
"""
