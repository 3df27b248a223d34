"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class FormRefused(Refusal):
    """A definition that cannot be published."""

    WORDS = {
        "unreadable": _("This is not JSON: line %(line)s, column %(column)s."),
        "no_fields": _("A form has between 1 and 60 fields."),
        "title_missing": _("The form has no title in Indonesian."),
        "field_unreadable": _("Field %(field)s cannot be read."),
        "name_wrong": _("The name of field %(field)s: small letters, digits and _, beginning with a letter."),
        "name_twice": _("Field %(field)s bears the name of an earlier one."),
        "kind_unknown": _("The kind of field %(field)s is not known."),
        "label_missing": _("Field %(field)s has no label in Indonesian."),
        "asked_of_nobody": _(
            "Field %(field)s asks about health or religion, which nobody is asked. Ask what somebody needs in order to "
            "take part: a seat in front, sign language, a place for a wheelchair."
        ),
        "choices_wrong": _("Field %(field)s needs choices, each with a value of its own and a label in Indonesian."),
        "show_if_wrong": _("Field %(field)s waits for a value that no earlier field can have."),
        "field_needed": _("The question “%(name)s” must be asked: members are registered with it."),
        "title_taken": _("There is a form of this name already; change that one, or take another name."),
        "unchanged": _("This is exactly what is published already."),
    }


ANSWER_WORDS = {
    "missing": _("Please fill this in."),
    "too_long": _("This is too long."),
    "no_number": _("Write a whole number."),
    "no_date": _("Write a date as year-month-day."),
    "unknown_choice": _("Choose one of the answers."),
    "no_consent": _("Without this agreement it cannot be sent."),
}
"""What is the matter with an answer, beside its field."""
