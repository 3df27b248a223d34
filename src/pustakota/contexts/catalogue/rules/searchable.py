"""What can be searched of a record: its words by weight, and its facets."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

KIND = "record"

Values = dict[str, list[str]]


_CLASS = re.compile(r"(?:^|\s)([0-9][0-9Xx]{1,2}(?:\.[0-9]+)?)(?=\s|$)")


def words_of(columns: Mapping[str, Any], numbers: Iterable[str] = (), call_numbers: Iterable[str] = ()) -> Values:
    """Words and numbers by weight class, from a record's columns; the numbers are those of its copies."""
    details = columns["details"]
    texts = (details.get("summary", ""), details.get("contents", ""))
    return _without_empty(
        title=[columns["title"], *details.get("vernacular_titles", ())],
        title_rest=[columns["subtitle"], details.get("part", ""), *details.get("other_titles", ())],
        names=[*columns["authors"], *details.get("vernacular_authors", ()), columns["responsibility"]],
        subjects=[*details.get("subjects", ()), *details.get("genres", ())],
        series=details.get("series", ()),
        publisher=[columns["publisher"]],
        text=[*texts, *details.get("notes", ())],
        class_number=list(dict.fromkeys([columns["class_number"], *classes_in(call_numbers)])),
        identifiers=[*columns["isbns"], *details.get("issns", ()), columns["control_number"], *numbers, *call_numbers],
    )


def classes_in(call_numbers: Iterable[str]) -> list[str]:
    """The class in each call number: 959.8 of "959.8 RIC s", 030 of "R 030 ENS", 2X1 of "2X1 ABD t"."""
    return [found[1] for call_number in call_numbers if (found := _CLASS.search(call_number))]


def facets_of(columns: Mapping[str, Any], points: Iterable[str] = (), libraries: Iterable[str] = ()) -> Values:
    """By what answers can be narrowed; ``points`` have copies, and so have ``libraries``."""
    year, class_number = columns["year"], columns["class_number"]
    return _without_empty(
        language=[columns["language"]],
        decade=[str(year // 10 * 10)] if year else (),
        author=columns["authors"],
        subject=columns["details"].get("subjects", ()),
        service_point=list(dict.fromkeys(points)),
        held_by=list(dict.fromkeys(libraries)),
        material=[columns["material"]],
        audience=[columns["audience"]],
        class_hundred=[f"{class_number[:1]}00"] if class_number else (),
    )


def _without_empty(**values: Collection[str]) -> Values:
    return {name: list(filter(None, some)) for name, some in values.items() if any(some)}
