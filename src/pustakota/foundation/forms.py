"""Where pages with a form turn a refusal into words: beside the form, with everything that was typed."""

from types import TracebackType

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from pustakota.foundation.errors import Refusal


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


def status_of(form: BaseForm) -> int:
    """422 for a form that was sent and not taken, 200 for one that is still to be filled in."""
    return 422 if form.is_bound else 200
