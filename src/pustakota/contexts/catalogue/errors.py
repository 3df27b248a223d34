"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import InputRefused, Refusal


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
        "record_has_copies": _("The title still has copies (%(copies)s). Withdraw them or move them to another title."),
        "record_removed": _("This title was removed from the catalogue for good."),
        "merged_into_nothing": _("The title that shall stand in its place is not in the catalogue."),
    }


class DescriptionRefused(Refusal):
    """What was typed about a title and cannot be taken."""

    WORDS = {
        "title_empty": _("Give the title."),
        "isbn_wrong": _("“%(isbn)s” is no ISBN: look at the digits again. Leave it out if the book prints it wrongly."),
        "changed_meanwhile": _("Somebody else changed this title in the meantime. Open it again and look."),
    }


class WorkRefused(Refusal):
    """Editions that cannot be parted or joined."""

    WORDS = {
        "no_reason": _("Say why, in at most %(most)s letters. Others read it later."),
        "record_removed": _("This title was removed from the catalogue for good."),
        "stands_alone": _("This title is the only edition of its work."),
        "joined_after_parting": _("This title was parted before and joined since: take the joining back instead."),
        "one_work_already": _("Both titles are editions of one work already."),
        "taken_back_already": _("This was taken back already."),
    }


class ReferenceRefused(Refusal):
    """A reference that cannot be kept."""

    WORDS = {
        "unknown_kind": _("Choose author or subject."),
        "form_missing": _("Write both forms: where somebody looks, and where the titles stand."),
        "same_form": _("Both forms are the same."),
        "too_long": _("A form has at most %(most)s letters."),
        "there_already": _("“%(label)s” leads to “%(see)s” already."),
    }


class ImportRefused(Refusal):
    """A file that cannot be imported, or not now."""

    WORDS = {
        "file_missing": _("There is no file %(path)s."),
        "file_unreadable": _("The file %(path)s cannot be read: %(reason)s"),
        "not_marc": _("The file %(path)s is not MARC: it is %(seen)s."),
    }


class UnknownTitle(InputRefused):
    """A barcode or number that leads to no title."""

    WORDS = {"unknown_title": _("Nothing has the barcode or number %(given)s.")}
