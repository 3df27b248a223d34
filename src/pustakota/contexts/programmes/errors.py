"""How this context says no."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pustakota.design.wording import clock, weekday_date
from pustakota.foundation.errors import InputRefused, Refusal
from pustakota.foundation.reasons import Reason


class _Timed(Refusal):
    """A refusal that names moments."""

    @classmethod
    def word(cls, reason: Reason) -> str:
        """One reason as a sentence; moments as people say them."""
        said = {name: _said(fact) if isinstance(fact, datetime) else fact for name, fact in reason.facts.items()}
        return super().word(replace(reason, facts=said))


class PlanRefused(_Timed):
    """A programme, a series or an occurrence that cannot be kept as asked."""

    WORDS = {
        "title_missing": _("Give it a title."),
        "ends_before_it_begins": _("It ends before it begins."),
        "no_length": _("It must last some time."),
        "residents_not_first": _("Residents register before everybody else, so say when it opens for all, and later."),
        "opens_too_late": _("Registration opens before it closes, and before the event begins."),
        "closes_too_late": _("Registration closes at the latest when the event begins."),
        "rule_unreadable": _("“%(rule)s” is not a rule of repetition that can be read."),
        "no_dates": _("No day falls under that rule."),
        "too_many_dates": _("At most %(most)s dates are made at once."),
        "ages_crossed": _("The youngest age is above the oldest."),
        "nameless_takes_no_names": _("A programme without names takes no registrations: it counts who comes."),
        "over_already": _("It has been held, cancelled or reported: this cannot be changed any more."),
        "seats_taken": _("%(taken)s seats are taken: give some back before you have fewer."),
        "least_wrong": _("A share of the dates lies between 1 and 100 per cent; minutes are at least one."),
        "reason_missing": _("Write why; everybody who registered reads it."),
        "about_one_thing": _("Link one title, one author or one publisher at a time."),
        "about_too_much": _("At most %(most)s titles and names are linked to one programme."),
        "announced_already": _("This booking is announced as an event already."),
        "not_announced": _("It is not announced, so there is nothing to postpone: move it."),
        "not_draft": _("It is published already."),
        "thing_taken": _("“%(name)s” is needed, and somebody else has it then."),
        "staff_busy": _("%(name)s is on another date on %(starts_at)s."),
        "staff_missing": _("At least %(least)s members of staff are needed; %(named)s are named."),
        "nobody_for_minors": _("It is for people under eighteen: name a member of staff who is there."),
    }


class RegistrationRefused(_Timed):
    """Somebody who cannot register, or a registration that cannot become what was asked."""

    WORDS = {
        "not_offered": _("This does not take place, or is not announced yet."),
        "come_as_you_are": _("No registration is needed: just come."),
        "elsewhere": _("Registration is elsewhere: follow the link."),
        "by_invitation": _("Only those who are invited take part."),
        "begun": _("It has begun already."),
        "closed": _("Registration has closed."),
        "not_open_yet": _("Registration opens on %(opens_at)s."),
        "residents_first": _("Residents register first. For everybody it opens on %(opens_at)s."),
        "household_full": ngettext_lazy(
            "One household gets at most %(most)s seat of this date.",
            "One household gets at most %(most)s seats of this date.",
            "most",
        ),
        "already_registered": _("This person is registered already."),
        "party_too_large": ngettext_lazy(
            "One registration is for at most %(most)s person.",
            "One registration is for at most %(most)s people.",
            "most",
        ),
        "too_young": _("It is for people from %(years)s years."),
        "too_old": _("It is for people up to %(years)s years."),
        "full": _("All seats are taken, and the waiting list is full."),
        "not_offered_now": _("No seat is offered to you now."),
        "not_waiting": _("This registration does not wait for an answer."),
        "no_seat": _("No seat is free."),
        "seat_gone": _("The seats went to somebody else meanwhile. You can still wait for one."),
        "not_held": _("No seat is held for you now. Send the form: if one is free, it is yours."),
        "held_longer": _("Your seat was held longer once already: please send the form."),
        "over": _("This registration is over."),
        "already_here": _("Noted before: they are here."),
        "not_missed": _("They were not noted as missing."),
        "not_here": _("They were not noted as here."),
        "not_begun": _("It has not begun yet."),
        "ended": _("It is over."),
        "answers_needed": _("This event asks questions: answer them on its page to register."),
        "answer_wrong": _("“%(question)s”: %(words)s"),
        "word_wrong": _("This is not the word on the display now. Read it again; it changes every minute."),
    }


def _said(moment: datetime) -> str:
    return f"{weekday_date(moment)}, {clock(moment)}"


class SurveyRefused(Refusal):
    """A survey that cannot be answered."""

    WORDS = {
        "no_survey": _("Nothing is asked about this event."),
        "did_not_come": _("Those who came are asked."),
        "not_reported": _("The questions come after the event."),
        "survey_over": _("The time to answer is over."),
        "survey_not_begun": _("The questions come once it has begun."),
        "enough_answers": _("There are enough answers for this event. Thank you."),
        "answered_before": _("This was answered already."),
    }


class CertificateRefused(Refusal):
    """Certificates that cannot be given now."""

    WORDS = {
        "gives_no_certificates": _("This programme gives no certificates. Say in the programme what they ask for."),
        "dates_not_reported": ngettext_lazy(
            "%(number)s date is not reported yet: certificates come after it.",
            "%(number)s dates are not reported yet: certificates come after them.",
            "number",
        ),
        "no_card_for_licence": _("The licence needs a library card, and there is none."),
    }


class ForgettingRefused(Refusal):
    """A person who cannot be forgotten while registered for something ahead."""

    WORDS = {
        "registrations_ahead": ngettext_lazy(
            "%(count)s registration is ahead: cancel it first.",
            "%(count)s registrations are ahead: cancel them first.",
            "count",
        )
    }


class UnknownRefused(InputRefused):
    """A card or a programme that leads nowhere, or none where one is needed."""

    WORDS = {
        "unknown_card": _("No card has the number %(card_number)s."),
        "card_needed": _("Give a card number: this account is not a member's."),
        "unknown_programme": _("No programme has the number %(programme_id)s."),
    }
