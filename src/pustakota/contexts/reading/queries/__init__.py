"""Questions about what members keep for their reading. None of them changes anything."""

from pustakota.contexts.reading.queries.lists import (
    first_records,
    latest_list_of,
    list_by_code,
    list_shared_as,
    lists_of,
    lists_of_points,
    lists_recommended,
    lists_to_save_in,
    may_be_child,
    name_shown,
    number_of_lists,
    titles_of,
)
from pustakota.contexts.reading.queries.personal import kept_about
from pustakota.contexts.reading.queries.searches import (
    News,
    as_asked,
    may_answer,
    new_titles,
    newest_of,
    page_to_ask,
    request_of,
    search_by_code,
    searches_of,
    standing,
)
from pustakota.contexts.reading.rules import LONGEST_NOTE, LONGEST_TEXT, LONGEST_TITLE

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "News",
    "as_asked",
    "first_records",
    "kept_about",
    "latest_list_of",
    "list_by_code",
    "list_shared_as",
    "lists_of",
    "lists_of_points",
    "lists_recommended",
    "lists_to_save_in",
    "may_answer",
    "may_be_child",
    "name_shown",
    "new_titles",
    "newest_of",
    "number_of_lists",
    "page_to_ask",
    "request_of",
    "search_by_code",
    "searches_of",
    "standing",
    "titles_of",
]
