"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import InputRefused, Refusal


class EntryRefused(Refusal):
    """What a phone noted and what cannot be kept so; it is shown there and at the desk until somebody settles it."""

    WORDS = {
        "kind_unknown": _("This version of the library does not know what the phone noted. Load the page there anew."),
        "moment_unreadable": _("When it happened cannot be read."),
        "event_missing": _("The phone did not say for which event."),
        "unreadable": _("What the phone noted cannot be read."),
        "another_point": _("This event is not at the service point of the phone."),
        "unknown_registration": _("There is no such registration for this event."),
        "unknown_card": _("No card has the number %(card_number)s."),
        "reason_missing": _("Write what was done about it."),
        "settled_already": _("Somebody has settled it meanwhile."),
    }


class SendingRefused(InputRefused):
    """A sending that cannot be read at all; nothing of it was taken."""

    WORDS = {
        "unreadable": _("What was sent cannot be read."),
        "too_many": _("At most %(most)s entries are sent at once."),
    }
