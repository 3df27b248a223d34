"""How this context says no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pustakota.foundation.errors import Refusal


class IncidentRefused(Refusal):
    """An incident that cannot be kept, told or closed as asked."""

    WORDS = {
        "what_missing": _("Write what happened, in one line."),
        "data_missing": _("Write which personal data it concerns."),
        "found_missing": _("Give the day and time at which it was noticed: the three days count from there."),
        "found_in_future": _("It cannot have been noticed later than now."),
        "began_after_found": _("It cannot have begun after it was noticed."),
        "ended_before_began": _("It cannot have ended before it began."),
        "how_missing": _("Write when and how it happened: the law wants it in the letter."),
        "handling_missing": _("Write what the library does about it: the law wants it in the letter."),
        "nobody_affected": _("Nobody is on the list of those affected yet."),
        "nobody_found": _("Nobody was found that way."),
        "range_missing": _("Give the first and the last moment."),
        "people_untold": ngettext_lazy(
            "%(count)s person on the list has not been told yet.",
            "%(count)s people on the list have not been told yet.",
            "count",
        ),
        "agency_untold": _("Note first when the authority was told."),
        "already_closed": _("This incident is closed."),
        "is_being_told": _("The people on the list are being told; nobody is taken off now."),
    }
