"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class ParticipationRefused(Refusal):
    """A fact that cannot be recorded or corrected as asked."""

    WORDS = {
        "activity_missing": _("It is not said what was taken part in."),
        "number_wrong": _("The number lies between 1 and %(most)s."),
        "person_is_one": _("A person takes part as one. Count a group without naming a person."),
        "in_future": _("This has not taken place yet."),
        "already_recorded": _("This person has already been noted for it."),
        "already_corrected": _("This has already been corrected."),
        "reason_missing": _("Write down why it is corrected."),
    }
