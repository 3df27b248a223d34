"""What can go wrong with an index, in words an operator understands, and what the rules of weighing refuse."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal, Unreachable
from pustakota.foundation.reasons import Reason


class SearchError(Unreachable):
    """The index cannot do what was asked, now."""


class IndexBusyError(SearchError):
    """Another process is writing the index."""

    def __init__(self) -> None:
        super().__init__(
            "Another process is writing the search index (usually the worker). "
            "Leave the work to it, or stop it and try again."
        )


class IndexMissingError(SearchError):
    """There is no index to search, or it was made by another version."""

    def __init__(self) -> None:
        super().__init__("There is no search index yet. It is made by a rebuild.")


class IndexUnreachableError(IndexMissingError):
    """The cluster that holds the index does not answer."""

    def __init__(self, said: str) -> None:
        SearchError.__init__(
            self,
            f"The search cluster does not answer ({said}). Look whether its nodes run and PUSTAKOTA_OPENSEARCH_URL "
            "names them; until then answers come from the database, without ranking.",
        )


class IndexUnwritableError(SearchError):
    """The new index could not be written; the old one answers on."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"The search index could not be written ({said}). Look whether the disk is full and the folder writable, "
            "then give the same command again; nothing but the index is concerned."
        )


class WeightsRefused(Refusal):
    """Weights that cannot be put in force."""

    WORDS = {
        "out_of_range": _("“%(weight)s” must be a number from %(least)g to %(most)g."),
        "too_many_places": _("At most %(most)s places can be named."),
        "long_place": _("The name of a place has at most %(most)s letters."),
        "no_places": _("Points for the local need the name of at least one place."),
        "too_many_lines": _("At most %(most)s lines of words that mean one thing can be kept."),
        "long_line": _("A line of words that mean one thing has at most %(most)s letters."),
        "lone_way": _("“%(line)s” names one word only. Write two or more with = between them."),
        "no_reason": _("Say why, so that others understand it later."),
        "changed_meanwhile": _("Somebody else has changed the weights meanwhile. Compare again with theirs."),
        "nothing_changed": _("These are the weights that are in force."),
        "unknown_version": _("There is no such version."),
    }

    @classmethod
    def word(cls, reason: Reason) -> str:
        """The sentence, in which a weight has the name that people read."""
        name = WEIGHT_NAMES.get(str(reason.facts.get("weight")))
        return super().word(replace(reason, facts={**reason.facts, "weight": name}) if name else reason)


class JudgingRefused(Refusal):
    """A question that cannot be judged."""

    WORDS = {
        "no_words": _("Type what somebody would search for."),
        "too_long": _("A question has at most %(most)s letters."),
        "too_many": _("There are %(most)s questions already. Remove one that says little."),
        "unknown_grade": _("Choose how well it fits."),
    }


WEIGHT_NAMES: Mapping[str, str | Promise] = {
    "title": _("Title"),
    "title_rest": _("Subtitle and other titles"),
    "names": _("Authors and other names"),
    "subjects": _("Subjects"),
    "text": _("Series, publisher, notes"),
    "loose": _("Other forms of a word"),
    "other_classes": _("The same word in a second place"),
    "whole_title": _("The whole title"),
    "title_phrase": _("Side by side in the title"),
    "near_phrase": _("Side by side in the subtitle or a subject"),
    "identifier": _("ISBN, barcode or call number"),
    "recent": _("New books"),
    "available": _("On a shelf now"),
    "local": _("About our own region"),
    "popular": _("Borrowed often"),
    "popular_months": _("Months whose loans count"),
}
"""What people read for each weight."""
