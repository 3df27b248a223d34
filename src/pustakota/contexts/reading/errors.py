"""How this context says no, and what its words are."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class SearchNotSaved(Refusal):
    """A search that cannot be kept."""

    WORDS = {
        "question_empty": _("Search for something first: words, or a filter."),
        "question_too_long": _("This question is too long to be saved. Take some words or filters away."),
        "name_wrong": _("Give the search a name of at most %(longest)s letters."),
        "too_many_searches": _("You have saved %(most)s searches. Delete one that you no longer need."),
    }


class ListRefused(Refusal):
    """A list that cannot be made, changed or shared as asked."""

    WORDS = {
        "title_wrong": _("Give the list a name of at most %(longest)s letters."),
        "text_too_long": _("Write at most %(longest)s letters about the list."),
        "note_too_long": _("Write at most %(longest)s letters about a title."),
        "too_many_lists": _("There are %(most)s lists already. Delete one that is no longer needed."),
        "too_many_titles": _("The list is full: it holds %(most)s titles. Begin another one."),
        "nothing_to_share": _("Add a title first; then the list can be shared."),
    }
