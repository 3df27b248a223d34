"""How this context says no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pustakota.contexts.spaces.errors import BookingRefused
from pustakota.foundation.errors import Refusal

GUARDIAN = _("Under eighteen a parent or guardian agrees first.")
OVER = _("The credential does not hold today: it has run out, or was revoked.")


class OrganiserRefused(Refusal):
    """Somebody who does not become an organiser, or not yet."""

    WORDS = {
        "not_open": _("No applications are taken here now."),
        "applied_before": _("You have applied here already: your page shows how far you are."),
        "too_young": _("Organisers are %(years)s years old at least."),
        "why_missing": _("Say why you would like to organise something."),
        "wish_missing": _("Say what you would like to do."),
        "not_applied": _("This application does not wait for an answer any more."),
        "guardian_missing": GUARDIAN,
        "not_a_guardian": _("Only a parent or guardian of this person agrees for them."),
        "words_missing": _("Write a sentence: the applicant reads it."),
        "not_in_training": _("Only somebody in training takes this step."),
        "nameless": _("This event keeps no names: choose another one."),
        "not_begun": _("It has not begun yet."),
        "watched_before": _("This event is noted already."),
        "course_missing": _("The course for organisers is not finished yet."),
        "watching_missing": ngettext_lazy(
            "%(watched)s of %(needed)s event was watched so far.",
            "%(watched)s of %(needed)s events were watched so far.",
            "needed",
        ),
        "no_credential": _("There is no credential that could be revoked."),
        "reason_missing": _("Write why; whoever checks the credential reads it."),
        "credential_over": OVER,
        "level_already": _("The second level is given already."),
        "events_missing": ngettext_lazy(
            "%(reported)s own event was held and reported; %(needed)s are asked for.",
            "%(reported)s own events were held and reported; %(needed)s are asked for.",
            "reported",
        ),
        "over": _("This is over."),
    }


class TermsRefused(Refusal):
    """Terms that cannot be kept."""

    WORDS = {"room_elsewhere": _("“%(name)s” is at another service point.")}


class EventRefused(Refusal):
    """An event that is not ready, or cannot become what was asked; what the room says is said in its words."""

    WORDS = {
        **BookingRefused.WORDS,
        "credential_over": OVER,
        "title_missing": _("Give it a title."),
        "about_missing": _("Say in a few sentences what happens there."),
        "time_missing": _("Say from when until when."),
        "room_missing": _("Choose a room."),
        "room_not_open": _("This room is not open to organisers: choose another."),
        "seats_missing": _("Say how many seats there are: registration needs a number."),
        "seats_over_room": _("The room has %(most)s seats."),
        "ages_crossed": _("The youngest age is above the oldest."),
        "not_draft": _("Only a draft is changed: this one was sent, announced or ended."),
        "not_sent": _("It does not wait for the library any more."),
        "words_missing": _("Write a sentence: the organiser reads it."),
        "staff_announce": _("On the first level the library announces events: send it."),
        "too_many_alone": _("Alone you announce up to %(most)s seats: send it to the library instead."),
        "minors_need_staff": _("Where people under eighteen are meant, the library names somebody: send it."),
        "too_many_titles": _("At most %(most)s titles are linked."),
    }


class RightRefused(Refusal):
    """Why an organiser sees nobody's name and notes nobody."""

    WORDS = {
        "credential_over": OVER,
        "reported": _("It was reported. What you noted is kept; names are not shown any more."),
        "not_announced": _("It is not announced, or does not take place."),
        "right_over": _("It ended some days ago. Ask the library to report it; names are not shown any more."),
    }


class RunRefused(Refusal):
    """Something at the door of an own event that cannot be."""

    WORDS = {
        "too_early": _("Who comes is noted from two hours before the beginning."),
        "unknown_admission": _("This is no ticket for this event."),
        "unknown_guest": _("Nobody with this seat is registered here."),
        "not_over": _("It is reported once it is over."),
        "report_missing": _("Write in a sentence or two how it went."),
    }
