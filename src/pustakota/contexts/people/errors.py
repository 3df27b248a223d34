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
        "nik_wrong": _("This is no identity number: sixteen digits, with a day and a month in the middle."),
        "nik_taken": _("Somebody with this identity number is already registered."),
        "no_child": _("This is for members under 18. Adults register by themselves."),
    }


class RenewalRefused(Refusal):
    """A membership that its member cannot renew alone."""

    WORDS = {
        "too_early": _("The membership still lasts until %(day)s. It can be renewed from %(first)s on."),
        "too_long_ago": _("The membership ended more than a year ago. Come to a service point to renew it."),
        "membership_blocked": _("The membership is blocked. Ask at a service point."),
        "membership_closed": _("The membership has been closed. Ask at a service point."),
        "not_seen_yet": _("The membership is provisional. Show an identity document at the desk to complete it."),
        "by_agreement": _("The membership rests on the agreement with %(organisation)s and ends with it."),
        "phone_wrong": _("%(phone)s is not a telephone number. Write it like 0812 3456 7890."),
    }


class JoiningRefused(Refusal):
    """A registration from home that cannot go on."""

    WORDS = {
        "not_offered": _("This library registers members at the desk."),
        "already_decided": _("This registration has been decided before."),
    }


class AccountRefused(Refusal):
    """An account that cannot be given to a member."""

    WORDS = {
        "has_account": _("This member has an account already."),
        "too_young": _("Members have an account of their own from the age of 17 on."),
    }


class SignInRefused(Refusal):
    """A sign-in that failed."""

    WORDS = {
        "wrong": _("The name or card number and the password do not belong together."),
        "second_factor": _("Staff sign in with a second factor. Enter the code as well."),
        "second_factor_wrong": _("The code is not right. Wait for the next one and type it again."),
        "second_factor_missing": _("No second factor is set up for this account. Ask whoever runs the system."),
        "too_many": _(
            "Too many attempts. Try again in a quarter of an hour, at the latest in an hour, or ask at the desk."
        ),
        "link_spent": _("This link was used before, or is too old. Ask for a new one."),
    }


class ProviderRefused(Refusal):
    """An account of another provider that does not sign in here."""

    WORDS = {
        "identity_unknown": _(
            "This account of %(provider)s is not linked to a card yet. Sign in with the card number once, then link it "
            "under My data, Signing in."
        ),
        "identity_taken": _("This account of %(provider)s belongs to another member."),
        "not_yours": _("Only whoever is signed in links an account of theirs."),
        "staff_link_themselves": _("Staff link their accounts themselves, while signed in."),
    }


class PhotoRefused(Refusal):
    """A photo that cannot be kept."""

    WORDS = {
        "photo_consent_needed": _("The member, or a parent or guardian, has not agreed to a photo."),
        "no_picture": _("This is no picture that can be used. Take a JPEG, PNG or WebP of at most 8 MB."),
    }


class MergeRefused(Refusal):
    """Entries that cannot be put together or taken apart."""

    WORDS = {
        "reason_needed": _("Say why these two are one person."),
        "same_entry": _("This is one entry, not two."),
        "staff_goes": _("The entry that would go belongs to a member of staff. Keep that one."),
        "guardian_and_ward": _("One of them is the guardian of the other."),
        "already_merged": _("One of them has been merged before."),
        "forgotten": _("One of them has been deleted for good."),
        "two_identity_numbers": _("Both have an identity number of their own: they are two people."),
        "already_undone": _("This has been undone before."),
    }


class ClassRefused(Refusal):
    """A class list that cannot be brought in."""

    WORDS = {
        "class_name_missing": _("The name of the class is missing."),
        "year_wrong": _("%(year)s is no school year. Write it like 2026/2027."),
        "no_rows": _("The list is empty."),
        "agreement_ended": _("The agreement with %(organisation)s ended on %(day)s. Enter the new one first."),
        "line_name_missing": _("Line %(line)s: the name is missing."),
        "line_born_wrong": _("Line %(line)s: %(given)s is no date of birth. Write it like 21/03/2015."),
        "line_born_missing": _("Line %(line)s: the date of birth is missing."),
        "line_no_child": _("Line %(line)s: %(name)s is not under 18. Register adults one by one."),
        "line_guardian_missing": _("Line %(line)s: the parent or guardian is missing."),
        "line_phone_wrong": _("Line %(line)s: %(given)s is not a telephone number."),
        "line_consent_missing": _("Line %(line)s: the parent or guardian has not agreed."),
        "line_twice": _("Line %(line)s: %(name)s stands in the list twice."),
    }


class StaffRefused(Refusal):
    """Roles and accounts of staff that cannot be given."""

    WORDS = {
        "role_unknown": _("There is no role called %(role)s."),
        "role_only_everywhere": _(
            "The role “%(role)s” concerns what all service points share: it can only be given everywhere."
        ),
        "username_taken": _("Somebody already signs in as %(username)s."),
        "username_missing": _("The account name is missing."),
        "name_missing": _("The name is missing."),
        "last_with_roles": _("Nobody else could give roles any more. Give this role to somebody else first."),
    }


class SecondFactorRefused(Refusal):
    """A code that is not taken."""

    WORDS = {
        "code_wrong": _("This code is not right. Wait for the next one and type it again."),
        "too_many_codes": _("Too many wrong codes. Wait 15 minutes."),
        "none_set_up": _("No second factor is set up for this account."),
    }


class PasskeyRefused(Refusal):
    """A passkey that is not taken."""

    WORDS = {
        "passkey_not_proved": _("The device could not prove its passkey. Try again."),
        "passkey_unknown": _("This passkey is not known here. Sign in with the password."),
        "passkey_known": _("This device has a passkey for this account already."),
        "passkey_name_missing": _("The name is missing."),
        "too_many_passkeys": _("There are %(most)s passkeys already. Remove one that is not used."),
        "passkey_too_late": _("That took too long. Try again."),
    }


class ForgettingRefused(Refusal):
    """A person who cannot be forgotten yet: every reason at once."""

    WORDS = {
        "has_wards": _(
            "They are the only guardian of %(name)s. Give the child another guardian or end its membership."
        ),
        "is_staff": _("They are staff. Take their roles away first."),
        "already_forgotten": _("This entry has been deleted before."),
    }


class ConsentRefused(Refusal):
    """An agreement that cannot be noted."""

    WORDS = {
        "purpose_unknown": _("There is nothing called %(purpose)s to agree to."),
        "text_missing": _("It is not known which words were agreed to."),
        "guardian_must_agree": _("For a child a parent or guardian agrees."),
        "adults_only": _("This is asked of adults alone, whose date of birth the library knows."),
        "needs_other": _("Agree to “%(title)s” first: this stands on it."),
    }


class DeviceRefused(Refusal):
    """A device that cannot be paired."""

    WORDS = {"code_unknown": _("This code is not known, was used, or is older than 15 minutes. Ask for a new one.")}
