"""What staff type in while they arrange a form."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.forms.desk.drafting import WITH_CHOICES, Draft, Question
from pustakota.contexts.forms.rules import MOST_FIELDS, FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KINDS = {
    FieldKind.TEXT: _("a line"),
    FieldKind.LONG_TEXT: _("some sentences"),
    FieldKind.NUMBER: _("a number"),
    FieldKind.DATE: _("a date"),
    FieldKind.CHOICE: _("one of several answers"),
    FieldKind.MANY: _("any of several answers"),
    FieldKind.CONSENT: _("an agreement to tick"),
}
LONG = forms.Textarea(attrs={"rows": 2})


class HeadForm(forms.Form):
    """What stands above the questions."""

    title = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    intro = forms.CharField(label=_("Introduction"), max_length=1000, required=False, widget=LONG)
    intro_en = forms.CharField(label=_("Introduction in English"), max_length=1000, required=False, widget=LONG)


class QuestionForm(forms.Form):
    """One question."""

    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    label = forms.CharField(label=_("Question"), max_length=300)
    label_en = forms.CharField(label=_("In English"), max_length=300, required=False)
    help = forms.CharField(label=_("Hint below it"), max_length=500, required=False)
    help_en = forms.CharField(label=_("Hint in English"), max_length=500, required=False)
    kind = forms.ChoiceField(label=_("Answered by"), choices=[(kind.value, words) for kind, words in KINDS.items()])
    choices = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("One a line; English after a bar: Pelajar | Pupil."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    shown = forms.ChoiceField(label=_("Asked only if"), required=False)
    required = forms.BooleanField(label=_("Must be answered"), required=False)

    def __init__(self, data: Any = None, *, earlier: Iterable[Question] = (), **more: Any) -> None:
        super().__init__(data, **more)
        possible = [
            (f"{question.name}={value}", f"{question.label}: {label}")
            for question in earlier
            if question.name
            for value, label in question.options
        ]
        self.fields["shown"].choices = [("", _("always")), *possible]  # type: ignore[attr-defined]
        if not possible:
            del self.fields["shown"]
        self.has_choices = self.initial.get("kind") in WITH_CHOICES


def head_of(draft: Draft) -> HeadForm:
    """The head of a draft as it is shown."""
    return HeadForm(initial=asdict(draft))


def questions_of(draft: Draft) -> list[QuestionForm]:
    """The questions of a draft as they are shown; each may wait for an answer to an earlier one."""
    return [
        QuestionForm(initial=asdict(each), prefix=f"q{place}", earlier=draft.questions[:place])
        for place, each in enumerate(draft.questions)
    ]


def draft_in(data: Mapping[str, str]) -> Draft:
    """What was typed, sound or not: nothing is lost between two presses."""
    number = min(int(data.get("number", "0")) if data.get("number", "0").isdecimal() else 0, MOST_FIELDS + 1)
    return Draft(
        **{name: data.get(name, "")[:1000] for name in HeadForm.base_fields},
        questions=tuple(_question(data, f"q{place}-") for place in range(number)),
    )


def _question(data: Mapping[str, str], prefix: str) -> Question:
    said = {name: data.get(f"{prefix}{name}", "") for name in QuestionForm.base_fields if name != "required"}
    kind = said.pop("kind") or FieldKind.TEXT
    return Question(**said, kind=kind, required=f"{prefix}required" in data)
