"""Where pages with a form turn a refusal into words: beside the form, with everything that was typed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from pustakota.foundation.errors import Refusal


@contextmanager
def refusals_on(form: BaseForm) -> Iterator[None]:
    """A refusal inside the block becomes errors of the form, whose page is then shown again with status 422."""
    try:
        yield
    except Refusal as refusal:
        for reason in refusal.worded():
            form.add_error(None, ValidationError(reason.message, code=reason.code))


def status_of(form: BaseForm) -> int:
    """422 for a form that was sent and not taken, 200 for one that is still to be filled in."""
    return 422 if form.is_bound else 200
