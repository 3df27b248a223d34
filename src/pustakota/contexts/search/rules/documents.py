"""What can be found: the shape in which every context hands over its things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Key = tuple[str, int]
"""Kind and id: ("record", 42)."""

WEIGHT_CLASSES = ("title", "title_rest", "names", "subjects", "text")
"""Classes of words. `identifiers` is a sixth field, matched whole."""
MOST_POPULAR = 6


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found.

    `fields` maps a weight class (title, title_rest, names, subjects, text) or `identifiers` to its values; words of
    `series` and `publisher` count as `text` and can be asked for alone, `class_number` is matched from its beginning.
    `facets` maps a facet's name (letters and underscores) to its values; `author` and `subject` are also offered
    while somebody types. `availability` maps a service point's id to the number of free copies there.
    `language` is an ISO 639-2 code; with `year` it decides on stems and old spelling. Things of one `work` may be shown
    as one; `popularity` says from 0 to `MOST_POPULAR` how much a thing is asked for.
    """

    kind: str
    id: int
    fields: Mapping[str, Sequence[str]]
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    language: str = ""
    year: int | None = None
    boost: float = 1.0
    availability: Mapping[str, int] = field(default_factory=dict)
    work: int | None = None
    popularity: int = 0

    @property
    def key(self) -> Key:
        return (self.kind, self.id)
