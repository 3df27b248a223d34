"""OAI-PMH 2.0: whoever wants our records, Indonesia OneSearch first, fetches all of them, then what has changed.

``codec`` reads requests and writes answers; ``conversation`` decides what is answered, from the catalogue's queries.
Source: http://www.openarchives.org/OAI/openarchivesprotocol.html and its implementation guidelines.
"""
