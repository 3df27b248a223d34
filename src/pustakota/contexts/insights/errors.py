"""How insights says no."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal
from pustakota.foundation.reasons import Reason


class ClosingRefused(Refusal):
    """A period that cannot be closed."""

    WORDS = {
        "kind_not_closed": _("Only months and years are closed."),
        "not_over": _("This period lasts until %(last)s. Close it when it is over."),
    }

    @classmethod
    def word(cls, reason: Reason) -> str:
        facts = {k: date_format(v, "j F Y") if isinstance(v, date) else v for k, v in reason.facts.items()}
        return str(cls.WORDS[reason.code]) % facts
