"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class ItemRefused(Refusal):
    """A copy that cannot be added or changed as asked."""

    WORDS = {
        "barcode_missing": _("The barcode is missing."),
        "barcode_taken": _("Another copy already wears the barcode %(barcode)s."),
        "accession_number_taken": _("Another copy already has the accession number %(accession_number)s."),
        "price_negative": _("A price cannot be negative."),
    }


class RecordRefused(Refusal):
    """A record that cannot be added or changed as asked."""

    WORDS = {
        "title_missing": _("The record has no title (field 245)."),
        "not_bibliographic": _("This is no bibliographic record but one of the kind: %(kind)s."),
    }


class ImportRefused(Refusal):
    """A file that cannot be imported, or not now."""

    WORDS = {
        "file_missing": _("There is no file %(path)s."),
        "file_unreadable": _("The file %(path)s cannot be read: %(reason)s"),
        "not_marc": _("The file %(path)s is not MARC: it is %(seen)s."),
    }
