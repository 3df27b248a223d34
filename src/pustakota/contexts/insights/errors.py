"""How insights says no."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal
from pustakota.foundation.reasons import Reason

FORMATS = {"month": "F Y"}


class ClosingRefused(Refusal):
    """A period that cannot be closed."""

    WORDS = {
        "kind_not_closed": _("Only months and years are closed."),
        "not_over": _("This period lasts until %(last)s. Close it when it is over."),
        "month_open": _("%(month)s is not closed yet. Close the months of the year first."),
        "reason_missing": _("Say why the year is closed for good now."),
    }

    @classmethod
    def word(cls, reason: Reason) -> str:
        facts = {k: date_format(v, FORMATS.get(k, "j F Y")) for k, v in reason.facts.items() if isinstance(v, date)}
        return str(cls.WORDS[reason.code]) % facts
