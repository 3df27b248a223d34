"""Where pages with a form turn a refusal into words: beside the form, with everything that was typed."""

from types import TracebackType
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal, TooMany


class refusals_on:  # noqa: N801 -- read as a verb: ``with refusals_on(form):``
    """A refusal inside the block becomes errors of the form, whose page is then shown again with status 422."""

    def __init__(self, form: BaseForm) -> None:
        self.form = form

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Refusal):
            return False
        for reason in error.worded():
            self.form.add_error(None, ValidationError(reason.message, code=reason.code))
        return True


LOCAL = "%Y-%m-%dT%H:%M"


def moment(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateTimeField:
    """A day and time as browsers offer them, on the active clock: the view sets that of the service point."""
    widget = forms.DateTimeInput(format=LOCAL, attrs={"type": "datetime-local"})
    given = {"label": label, "help_text": help_text, "required": required}
    return forms.DateTimeField(widget=widget, input_formats=[LOCAL, f"{LOCAL}:%S"], **given)


def status_of(form: BaseForm) -> int:
    """422 for a form that was sent and not taken, 429 where it came too often, 200 for one still to be filled in."""
    if not form.is_bound:
        return 200
    return 429 if form.has_error(NON_FIELD_ERRORS, TooMany.CODE) else 422


def day(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    """A day as browsers offer them."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def clock_time(label: Any, *, required: bool = True) -> forms.TimeField:
    """A time of the day as browsers offer them."""
    return forms.TimeField(
        label=label, required=required, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )


def text(label: Any, *, most: int, rows: int = 3, help_text: Any = "", required: bool = True) -> forms.CharField:
    """Some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=required, widget=widget)


class Untouched(forms.Form):
    """A form that anybody may send: a field that people do not see, and that programs which fill in everything do."""

    website = forms.CharField(label=_("Leave this empty"), required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."), code="touched")
        return ""
