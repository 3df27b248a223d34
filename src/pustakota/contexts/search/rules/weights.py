"""What counts more: one table, read by every engine and printed in docs/reference/search.md."""

from collections.abc import Mapping
from types import MappingProxyType

EXACT: Mapping[str, float] = MappingProxyType(
    {"title": 10.0, "title_rest": 5.0, "names": 7.0, "subjects": 4.0, "text": 1.0}
)
"""A word found as typed, by the class it stands in."""

LOOSE = 0.25
"""Share of the weight for a stem, another spelling or an equivalent: an exact word counts this much more."""

OTHER_CLASSES = 0.3
"""Share that a word's second-best classes add to its best one."""

WHOLE_TITLE = 60.0
"""The typed words are the whole title."""

TITLE_PHRASE = 12.0
"""The typed words stand side by side in the title."""

NEAR_PHRASE = 6.0
"""They stand side by side in the rest of the title or among the subjects."""

IDENTIFIER = 500.0
"""The typed line is the thing's number."""
