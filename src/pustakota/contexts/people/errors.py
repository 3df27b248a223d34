"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class RegistrationRefused(Refusal):
    """A member who cannot be registered as asked."""

    WORDS = {
        "name_missing": _("The name is missing."),
        "phone_wrong": _("%(phone)s is not a telephone number. Write it like 0812 3456 7890."),
        "email_taken": _("Another member already signs in with %(email)s."),
        "card_taken": _("Card number %(card_number)s already belongs to somebody."),
        "guardian_needed": _("A member under 18 needs a parent or guardian who agrees."),
        "consent_needed": _("The guardian's consent has not been recorded."),
        "born_in_future": _("The date of birth lies in the future."),
    }


class SignInRefused(Refusal):
    """A sign-in that failed."""

    WORDS = {
        "wrong": _("The name or card number and the password do not belong together."),
        "second_factor": _("Staff sign in with a second factor. Enter the code as well."),
        "second_factor_missing": _("No second factor is set up for this account. Ask whoever runs the system."),
        "too_many": _("Too many attempts. Wait 15 minutes, or ask at the desk."),
    }


class ConsentRefused(Refusal):
    """An agreement that cannot be noted."""

    WORDS = {
        "purpose_unknown": _("There is nothing called %(purpose)s to agree to."),
        "text_missing": _("It is not known which words were agreed to."),
        "guardian_must_agree": _("For a child a parent or guardian agrees."),
    }
