"""Questions about forms, and a form as a page shows it. None of them changes anything."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext

from pustakota.contexts.forms import rules
from pustakota.contexts.forms.errors import ANSWER_WORDS, FormRefused
from pustakota.contexts.forms.models import Form, Version
from pustakota.contexts.forms.rules import Field, FieldKind, words_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from pustakota.contexts.forms.rules import Definition, Said
    from pustakota.foundation.errors import WordedReason

__all__ = ["Field", "words_in"]

JOINING = "daftar-anggota"
"""The form with which somebody asks to become a member."""

NEEDED: Mapping[str, tuple[str, ...]] = {JOINING: ("name",)}
"""Questions without which nothing can go on from a form, by its code."""


def current_version(code: str) -> Version | None:
    """The version of a form that is asked now."""
    return versions(code).first()


def version(code: str, number: int) -> Version | None:
    """A form as it was asked once."""
    return versions(code).filter(number=number).first()


def versions(code: str) -> QuerySet[Version]:
    """All versions of a form, the newest first."""
    return Version.objects.filter(form__code=code).select_related("form").order_by("-number")


def forms_asked() -> QuerySet[Form]:
    """Every form, by its code."""
    return Form.objects.order_by("code")


def current_versions() -> list[Version]:
    """Every form as it is asked now."""
    newest: dict[str, Version] = {}
    for each in Version.objects.select_related("form").order_by("form__code", "number"):
        newest[each.form.code] = each
    return list(newest.values())


def definition_of(asked: Version) -> Definition:
    """What a version asks."""
    return rules.definition_of(asked.definition)


def words_against(definition: Mapping[str, Any], code: str) -> list[WordedReason]:
    """What stands against publishing a definition, in words."""
    return FormRefused(*rules.reasons_not_to_publish(definition, needed=NEEDED.get(code, ()))).worded()


def asked_draft(definition: Mapping[str, Any], *, language: str) -> AskedForm | None:
    """A definition that is not published yet, as it would be shown; nothing where it is not sound."""
    if rules.reasons_not_to_publish(definition):
        return None
    return AskedForm(Version(definition=dict(definition)), language=language)


@dataclass(frozen=True, slots=True)
class Judged:
    """Answers that machines gave: in words, as they would be kept, or what is the matter (question and words)."""

    read_out: list[tuple[str, str, str]]
    problems: list[tuple[str, str]]


def judged(asked: Version, said: Mapping[str, Said], *, language: str) -> Judged:
    """The answers to a version, by the same rules as on a page; answers to nothing that was asked are a problem too."""
    definition = definition_of(asked)
    found = rules.checked(definition, said)
    labels = {each.name: words_in(each.label, language) for each in definition.fields}
    problems = [(labels[name], str(ANSWER_WORDS[problem])) for name, problem in found.problems.items()]
    problems += [(name, gettext("This is not asked.")) for name in said if name not in labels]
    return Judged(rules.read_out(definition, found.values, language), problems)


class AskedForm(forms.Form):
    """A version as a page shows it; what was said is judged by the rules alone."""

    use_required_attribute = False  # a browser does not know which fields are asked

    def __init__(self, asked: Version, data: Any = None, *, language: str, prefix: str | None = None) -> None:
        super().__init__(data, prefix=prefix)
        self.definition = definition_of(asked)
        self.title = words_in(self.definition.title, language)
        self.intro = words_in(self.definition.intro, language)
        self.language = language
        for each in self.definition.fields:
            self.fields[each.name] = _shown(each, language)
            self.fields[each.name].help_text += self._condition(each)
            if each.shown_if is not None:
                waits = {"data-shown-if": self.add_prefix(each.shown_if[0]), "data-shown-for": each.shown_if[1]}
                self.fields[each.name].widget.attrs |= waits

    def _condition(self, asked: Field) -> str:
        """When a question is to be answered, for those whose browser shows all of them."""
        if asked.shown_if is None:
            return ""
        name, value = asked.shown_if
        earlier = next(each for each in self.definition.fields if each.name == name)
        answer = next((words_in(words, self.language) for one, words in earlier.choices if one == value), "✓")
        said = {"question": words_in(earlier.label, self.language), "answer": answer}
        return (" " if asked.help else "") + gettext("Only if “%(question)s” is “%(answer)s”.") % said

    def _clean_fields(self) -> None:
        """Nothing is judged field by field: what is asked depends on what was said before."""

    def clean(self) -> dict[str, Any]:
        """What was said in the fields that were asked, and words beside those where something is the matter."""
        found = rules.checked(self.definition, {name: self._said(name) for name in self.fields})
        for name, problem in found.problems.items():
            self.add_error(name, str(ANSWER_WORDS[problem]))
        self.values = found.values
        return dict(found.values)

    def _said(self, name: str) -> Said:
        """As it was sent: lists for what may be chosen many times, ``yes`` for what was ticked."""
        field = self.fields[name]
        value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        if isinstance(field, forms.BooleanField):
            return "yes" if value else ""
        return [str(one) for one in value] if isinstance(value, list) else str(value or "")

    def as_typed(self) -> AskedForm:
        """The same questions with what was typed so far, not judged yet."""
        again = copy.copy(self)
        again.initial = {name: self._said(name) for name in self.fields}
        again.is_bound, again.data = False, QueryDict()
        return again

    def read_out(self) -> list[tuple[str, str, str]]:
        """Field, question and answer in words, as they were shown."""
        return rules.read_out(self.definition, self.values, self.language)


def _shown(asked: Field, language: str) -> forms.Field:
    """A field of Django's for a question."""
    label, hint = words_in(asked.label, language), words_in(asked.help, language)
    shown = _field(asked, language)
    shown.label, shown.help_text = label, hint
    shown.required = asked.required
    return shown


def _field(asked: Field, language: str) -> forms.Field:
    choices = [(value, words_in(words, language)) for value, words in asked.choices]
    if asked.kind is FieldKind.MANY:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
    if asked.kind is FieldKind.CONSENT:
        return forms.BooleanField()
    widget = forms.RadioSelect(choices=choices) if asked.kind is FieldKind.CHOICE else WIDGETS[asked.kind]()
    return forms.CharField(widget=widget)


WIDGETS: Mapping[FieldKind, Callable[[], forms.Widget]] = {
    FieldKind.TEXT: partial(forms.TextInput, attrs={"maxlength": rules.LONGEST_TEXT}),
    FieldKind.LONG_TEXT: partial(forms.Textarea, attrs={"rows": 4}),
    FieldKind.NUMBER: partial(forms.TextInput, attrs={"inputmode": "numeric"}),
    FieldKind.DATE: partial(forms.DateInput, attrs={"type": "date"}),
}
