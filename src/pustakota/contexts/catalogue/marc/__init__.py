"""MARC 21 in plain Python: reading, keeping and writing records of any library, broken ones included.

`reader` walks over a file of any supported form; `iso2709` and `marcxml` are its two forms; `marc8` the older
character set; `record` the record in memory; `json_form` the record as it lies in the database.
"""
