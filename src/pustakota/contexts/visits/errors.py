"""How visits says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class VisitRefused(Refusal):
    """A visit, or a use in place, that cannot be noted or corrected so."""

    WORDS = {
        "nobody": _("Say how many people came: at least one."),
        "too_many": _("More than %(limit)s people at once: please check the number."),
        "level_twice": _("Each level of age stands once in a group."),
        "in_future": _("This time is still to come."),
        "too_long_ago": _("This is more than %(days)s days ago and can no longer be noted."),
        "already_corrected": _("This line has been corrected before. Correct the newer one."),
        "reason_missing": _("Say why this is corrected."),
        "member_has_no_heads": _("The visit of a member can only be struck out."),
        "on_loan": _("This item is on loan. Take it back at the desk first."),
        "day_unreadable": _("The day cannot be read. Write it like 2026-03-31 or 31/03/2026."),
        "number_unreadable": _("The number cannot be read."),
        "day_twice": _("This day stands in the file twice."),
        "day_not_over": _("This day is not over yet."),
        "gate_says_nothing": _("The counter says 0: was it on? If nobody came, note that in the guest book."),
        "fewer_than_in_book": _("The guest book already holds %(number)s people for this day: did the counter run?"),
        "something_noted": _("Something has been noted for this day already."),
    }
