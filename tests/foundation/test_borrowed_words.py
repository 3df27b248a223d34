"""The sentences of Django that our catalogue takes over are still Django's, letter by letter."""

import pytest
from django import forms
from django.core import validators
from django.utils import translation

from pustakota.foundation.borrowed_words import SENTENCES

ASKED = (
    forms.CharField(),
    forms.IntegerField(),
    forms.DecimalField(),
    forms.DateField(),
    forms.TimeField(),
    forms.URLField(assume_scheme="https"),
    forms.EmailField(),
    forms.FileField(),
    forms.ImageField(),
    forms.MultipleChoiceField(),
    forms.SlugField(),
)


def sentences() -> set[str]:
    """What the fields of our forms say by themselves, in Django's English."""
    with translation.override(None, deactivate=False), translation.override("en"):
        said = {str(words) for field in ASKED for words in field.error_messages.values() if "%(max)" not in str(words)}
        checks = (validators.EmailValidator, validators.MaxValueValidator, validators.MinValueValidator)
        return said | {str(check.message) for check in checks}


@pytest.mark.parametrize("sentence", sorted(sentences()))
def test_each_sentence_of_a_field_stands_in_our_list(sentence: str) -> None:
    left_to_django = {"Please either submit a file or check the clear checkbox, not both.", "Enter a valid “slug”"}
    assert sentence in {str(each) for each in SENTENCES} or sentence in left_to_django
