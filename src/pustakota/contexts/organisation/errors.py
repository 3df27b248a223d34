"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class HoursRefused(Refusal):
    """Opening hours that cannot be."""

    WORDS = {"overlap": _("Two opening times of %(day)s overlap, or one ends before it begins.")}


class PointRefused(Refusal):
    """A service point that cannot be added or changed."""

    WORDS = {
        "code_taken": _("The code %(code)s is already used by %(name)s."),
        "unknown_zone": _("The time zone %(zone)s is not known; use Asia/Jakarta, Asia/Makassar or Asia/Jayapura."),
    }
