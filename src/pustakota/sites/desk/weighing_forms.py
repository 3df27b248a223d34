"""What the desk types in about weights and judged questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.search.actions import Grade
from pustakota.contexts.search.errors import WEIGHT_NAMES
from pustakota.contexts.search.queries import RANGES, Weights

NOT_EXPECTED = 0
HINTS = {
    "title": _("A word in the title, found as it was typed."),
    "title_rest": _("A word in the subtitle, a part, another title."),
    "names": _("A word in the names of authors and others who took part."),
    "subjects": _("A word in subjects and genres."),
    "text": _("A word in the series, the publisher, the summary, contents, notes."),
    "loose": _("Share of the above for a stem, another spelling, a word of the same meaning: 1 counts as much."),
    "other_classes": _("Share of the above for a word that stands in several places."),
    "whole_title": _("The typed words are the whole title."),
    "title_phrase": _("The typed words stand side by side in the title."),
    "near_phrase": _("The typed words stand side by side in the subtitle or among the subjects."),
    "identifier": _("What was typed is the number of a title or copy."),
    "recent": _("Points for the last five years, half of them for the last ten."),
    "available": _("Points for titles with a copy on a shelf now."),
    "local": _("Points for titles that name one of the places below in their title or subjects."),
    "popular": _("Points for the titles borrowed most; fewer for others, none for what nobody borrows."),
    "popular_months": _("Loans of so many months count. A change shows after the next night's counting."),
}
GROUPS = (
    (_("Where a word stands"), ("title", "title_rest", "names", "subjects", "text", "loose", "other_classes")),
    (_("Words together"), ("whole_title", "title_phrase", "near_phrase", "identifier")),
    (_("What a title is"), ("recent", "available", "popular", "popular_months", "local", "places")),
    (_("What words mean"), ("same",)),
)


class WeightsForm(forms.Form):
    """A draft of weights; it travels in the address, so that it can be kept and shown to others."""

    places = forms.CharField(
        label=_("Places of our own region"), required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("One place a line: the city, its districts, the province."),
    )  # fmt: skip

    same = forms.CharField(
        label=_("Words that mean one thing"), required=False, widget=forms.Textarea({"rows": 6}),
        help_text=_("One line for each thing, with = between its names: wr = warung rakyat. Found alike at once."),
    )  # fmt: skip

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name, (least, most) in RANGES.items():
            self.fields[name] = forms.FloatField(
                label=str(WEIGHT_NAMES[name]),
                help_text=HINTS[name],
                min_value=least,
                max_value=most,
                widget=forms.NumberInput({"step": "any", "inputmode": "decimal"}),
            )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they belong together."""
        return [(str(title), [self[name] for name in names]) for title, names in GROUPS]

    @property
    def weights(self) -> Weights:
        """The draft, once it is valid."""
        given = dict(self.cleaned_data)
        return Weights(**{**given, "places": _lines(given["places"]), "same": _lines(given["same"])})


def _lines(text: str) -> tuple[str, ...]:
    """The lines that say something, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def of_weights(weights: Weights) -> dict[str, Any]:
    """What the form starts with."""
    return {name: f"{getattr(weights, name):g}" for name in RANGES} | {
        "places": "\n".join(weights.places),
        "same": "\n".join(weights.same),
    }


class ReasonForm(forms.Form):
    """Why weights are put in force."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Others read it later beside your name, and may go back.")
    )


class QuestionForm(forms.Form):
    """A line that somebody types."""

    text = forms.CharField(
        label=_("What somebody types"),
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )


GRADES = [(NOT_EXPECTED, _("not expected")), *sorted(Grade.choices)]
