"""How this context says no, and what its words are."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class CaseRefused(Refusal):
    """A request that cannot be taken in, or cannot change as asked."""

    WORDS = {
        "subject_missing": _("Say in a few words what it is about."),
        "outcome_unknown": _("Choose how the request ends."),
        "words_missing": _("Write a sentence that the person who asked will read."),
        "not_now": _("The request is %(state)s by now. Open the page again to see what happened."),
        "not_here": _("This person does not answer requests at %(point)s."),
        "no_registration": _("This request does not ask for a membership."),
        "no_correction": _("This request does not ask for a correction."),
        "nothing_to_correct": _("Nothing differs from what is kept."),
        "asked_already": _("You have asked for this already; the library is on it."),
        "waits_for_guardian": _("This is a child: the request waits until a parent or guardian agrees."),
        "guardian_missing": _("The name of the parent or guardian is missing."),
        "guardian_unknown": _("Nobody holds this card."),
        "type_unknown": _("Choose a kind of membership."),
        "born_on_unreadable": _("The date of birth %(given)s cannot be read."),
    }
