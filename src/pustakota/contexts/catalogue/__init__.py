"""Bibliographic records and items: what the library has.

A *record* keeps the whole MARC losslessly beside a projection made by one pure function (``rules.projection.project``).
An *item* is one copy: barcode, call number, point, condition. Whether it is on loan is circulation's knowledge.
"""
