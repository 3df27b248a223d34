"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class HoursRefused(Refusal):
    """Opening hours that cannot be."""

    WORDS = {
        "overlap": _("Two opening times of %(day)s overlap, or one ends before it begins."),
        "ends_before_it_begins": _("These hours end before they begin."),
        "has_begun": _("These hours hold already or do not exist. Set new ones from a day on."),
    }


class DocumentRefused(Refusal):
    """A policy document that cannot be kept."""

    WORDS = {
        "number_missing": _("Give the number by which it is cited."),
        "number_taken": _("%(number)s stands in the list already."),
        "ends_before": _("It cannot end before it begins."),
    }


class BrandRefused(Refusal):
    """A brand that cannot be worn."""

    WORDS = {
        "name_missing": _("Give the library's name and its short name."),
        "unknown_colour": _("A colour is written with six digits behind a #, such as #1f4e79."),
        "unknown_face": _("Choose one of the typefaces."),
        "unknown_salutation": _("Choose one of the salutations."),
        "bad_host": _("“%(host)s” is no domain. Write it without https:// and path, such as perpus.kota.go.id."),
        "host_taken": _("The domain %(host)s belongs to %(name)s."),
        "no_picture": _("This file is no picture that can be used. Give a PNG, JPEG or WebP of at most 8 MB."),
    }


class PointRefused(Refusal):
    """A service point that cannot be added or changed."""

    WORDS = {
        "code_taken": _("The code %(code)s is already used by %(name)s."),
        "unknown_zone": _("The time zone %(zone)s is not known; use Asia/Jakarta, Asia/Makassar or Asia/Jayapura."),
    }
