"""The words that people agree to, of the version that stands on our pages now."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people.rules import EMAIL, GUARDIAN, LOAN_HISTORY, NEWS, PHOTO, PUSH, WHATSAPP


@dataclass(frozen=True, slots=True)
class Words:
    """What is asked, in a few words and in full."""

    title: str | Promise
    text: str | Promise


CONSENT_WORDS: Mapping[str, Words] = {
    GUARDIAN: Words(
        _("Membership of a child"),
        _(
            "The library keeps the child's name, date of birth and loans, so that it can lend and count what is lent. "
            "You see them in your own account, may correct them, and may end the membership at any time. They are "
            "given to nobody else."
        ),
    ),
    LOAN_HISTORY: Words(
        _("Loan history"),
        _(
            "The library keeps a list of what you borrowed and returned, for you alone. Otherwise the link "
            "between you and a loan is removed some days after the return."
        ),
    ),
    PHOTO: Words(
        _("Photo"),
        _("The library keeps your photo so that the desk recognises you. Only staff who look members up can see it."),
    ),
    EMAIL: Words(_("Messages by e-mail"), _("The library writes to you about your loans and reservations.")),
    WHATSAPP: Words(
        _("Messages by WhatsApp"),
        _("The library writes to your number by WhatsApp about your loans and reservations. WhatsApp sees the number."),
    ),
    PUSH: Words(_("Messages on your device"), _("Your browser shows messages about your loans and reservations.")),
    NEWS: Words(_("News and invitations"), _("The library tells you now and then what is new and what takes place.")),
}

ROLE_WORDS: Mapping[str, str | Promise] = {
    "kepala": _("head of the library"),
    "pustakawan": _("librarian"),
    "sirkulasi": _("circulation desk"),
    "pengatalog": _("cataloguer"),
    "penyunting": _("site editor"),
    "relawan": _("volunteer"),
    "pengelola_titik": _("keeper of a service point"),
    "admin": _("system administrator"),
}
