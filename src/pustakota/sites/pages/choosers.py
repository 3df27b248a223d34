"""Picking things of ours into pages: titles by words of a search, service points from their list.

The models are named by their labels, so that no context's door is forced; what is shown comes from queries. A later
kind of thing is one more view set here and one more block in ``blocks/things.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries.unindexed import unindexed
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.foundation import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFERED = 50
NEWEST = 20


class WordsForm(BaseFilterForm):
    """Words to look for among titles."""

    q = forms.CharField(label=_("Title, author, subject"), required=False, widget=forms.TextInput)

    def filter(self, objects: Any) -> Any:
        words = self.cleaned_data.get("q", "").strip()
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return titles_of(words)


def titles_of(words: str) -> Sequence[Any]:
    """The best titles for some words; from the table by prefix while there is no index."""
    try:
        asked = search.SearchRequest(text=words, page_size=OFFERED, facets=(), year=clock.now().year)
        ids = search.search(asked).ids
    except IndexMissingError:
        return list(unindexed(words).records[:OFFERED])
    rows = catalogue.records(ids)
    return [rows[key] for key in ids if key in rows]


class _Titles:
    """The newest titles until words are given."""

    filter_form_class = WordsForm

    def get_object_list(self) -> Any:
        return catalogue.newest_records(NEWEST)

    def apply_object_list_ordering(self, objects: Any) -> Any:
        return objects


class ChooseTitle(_Titles, ChooseView):
    pass


class ChooseTitleResults(_Titles, ChooseResultsView):
    pass


class TitleChooser(ChooserViewSet):
    """Titles of the catalogue."""

    model = "catalogue.Record"
    icon = "openquote"
    choose_one_text = _("Choose a title")
    choose_another_text = _("Choose another title")
    choose_view_class = ChooseTitle
    choose_results_view_class = ChooseTitleResults


class _Points:
    """Places in service, in their usual order."""

    def get_object_list(self) -> Any:
        return organisation.points_in_service()

    def apply_object_list_ordering(self, objects: Any) -> Any:
        return objects


class ChoosePoint(_Points, ChooseView):
    pass


class ChoosePointResults(_Points, ChooseResultsView):
    pass


class PointChooser(ChooserViewSet):
    """Service points."""

    model = "organisation.ServicePoint"
    icon = "site"
    choose_one_text = _("Choose a service point")
    choose_another_text = _("Choose another service point")
    choose_view_class = ChoosePoint
    choose_results_view_class = ChoosePointResults


titles = TitleChooser("title_chooser")
points = PointChooser("point_chooser")
CHOOSERS = (titles, points)
