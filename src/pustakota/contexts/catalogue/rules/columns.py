"""A projection as the columns of a record's row. What no list or filter needs alone lies together in ``details``."""

from typing import Any

from pustakota.contexts.catalogue.rules.projection import Projection

COLUMNS = ("source", "control_number", "title", "subtitle", "title_sort", "responsibility", "authors", "year",
           "language", "publisher", "isbns", "class_number", "class_source", "material", "audience",
           "work", "details")  # fmt: skip
JSON_COLUMNS = ("authors", "isbns", "details")

DETAILS = ("part", "other_titles", "main_heading", "author_dates", "date_text", "languages", "place", "edition",
           "extent", "series", "subjects", "genres", "issns", "ddc", "lcc", "summary", "notes", "contents", "price",
           "vernacular_titles", "vernacular_authors")  # fmt: skip


def columns_of(projection: Projection) -> dict[str, Any]:
    """The values of ``COLUMNS``, cut to the width of their columns; empty details are left out."""
    details = {name: value for name in DETAILS if (value := getattr(projection, name)) or value == 0}
    if not any(projection.author_dates):
        details.pop("author_dates", None)
    return {
        "source": projection.source[:60],
        "control_number": projection.control_number[:60],
        "title": projection.title,
        "subtitle": projection.subtitle,
        "title_sort": projection.title_sort[:200],
        "responsibility": projection.responsibility,
        "authors": list(projection.authors),
        "year": projection.year,
        "language": projection.language[:3],
        "publisher": projection.publisher[:300],
        "isbns": list(projection.isbns),
        "class_number": projection.class_number[:60],
        "class_source": projection.class_source,
        "material": projection.kind,
        "audience": projection.audience,
        "work": projection.work,
        "details": details,
    }
