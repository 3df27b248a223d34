"""How this context says no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pustakota.foundation.errors import InputRefused, Refusal


class BookingRefused(Refusal):
    """A time that cannot be booked, or a booking that cannot become what was asked."""

    WORDS = {
        "ends_before_it_begins": _("It ends before it begins."),
        "begun_already": _("That time has begun already."),
        "too_soon": _("It can be booked at least %(how_long)s before it begins."),
        "too_far": ngettext_lazy(
            "It can be booked at most %(days)s day ahead.", "It can be booked at most %(days)s days ahead.", "days"
        ),
        "too_short": _("It is booked for at least %(how_long)s."),
        "too_long": _("It is booked for at most %(how_long)s at a time."),
        "too_many_days": ngettext_lazy(
            "It can be taken home for at most %(days)s day.", "It can be taken home for at most %(days)s days.", "days"
        ),
        "closed_then": _("The service point is not open for all of that time."),
        "off_the_grid": _("Bookings begin and end every %(how_long)s from opening."),
        "taken": _("Somebody else has that time."),
        "nobody_named": _("Name first who is recorded in this session."),
        "consents_missing": _("Before it begins, those who are recorded agree. Still missing: %(names)s."),
        "taken_along": _("%(name)s is taken at that time."),
        "licence_needed": _("A licence is needed: %(licence)s. %(how)s"),
        "licence_ends_before": _("The licence %(licence)s ends before that day. %(how)s"),
        "guardian_agrees_first": _("Under eighteen a guardian agrees first. Come to the desk together."),
        "not_given_then": _("Not given then: %(words)s."),
        "too_near_own": _("Between two bookings of one person lie at least %(how_long)s."),
        "quota_bookings_day": ngettext_lazy(
            "At most %(most)s booking a day for each person.",
            "At most %(most)s bookings a day for each person.",
            "most",
        ),
        "quota_bookings_week": ngettext_lazy(
            "At most %(most)s booking a week for each person.",
            "At most %(most)s bookings a week for each person.",
            "most",
        ),
        "quota_bookings_month": ngettext_lazy(
            "At most %(most)s booking a month for each person.",
            "At most %(most)s bookings a month for each person.",
            "most",
        ),
        "quota_minutes_day": _("At most %(how_long)s a day for each person."),
        "quota_minutes_week": _("At most %(how_long)s a week for each person."),
        "quota_minutes_month": _("At most %(how_long)s a month for each person."),
        "age_unknown": _("This is for some ages only: tell your date of birth at a service point."),
        "too_young": _("This is for people from %(years)s years."),
        "too_old": _("This is for people up to %(years)s years."),
        "say_how_many": _("Say how many people come."),
        "too_few_people": _("This is for at least %(fewest)s people."),
        "too_many_people": _("There is room for %(most)s people."),
        "layout_elsewhere": _("The room is not set up like that."),
        "form_missing": _("Answer the questions about it first, on the page of the room."),
        "under_way": _("It has begun already: its end can be moved, its beginning cannot."),
        "not_longer": _("The new end is not after the old one."),
        "too_many_ahead": ngettext_lazy(
            "At most %(most)s booking ahead for each person.",
            "At most %(most)s bookings ahead for each person.",
            "most",
        ),
        "too_much_that_day": _("At most %(how_long)s a day for each person."),
        "elsewhere_then": _("There is another booking for that person at that time."),
        "staff_book_it": _("This is booked by staff: ask at the service point."),
        "not_in_service": _("This cannot be booked any more."),
        "card_blocked": _("The card is blocked: ask at the desk."),
        "card_expired": _("The membership has ended: renew it first."),
        "not_requested": _("This is no request that waits for an answer."),
        "too_late": _("It is too late to cancel: tell the service point."),
        "too_early_to_come": _("Come back at most %(how_long)s before it begins."),
        "already_over": _("This booking is over."),
        "second_yes_missing": _("Two say yes to this room: announce it once the head has said the last word."),
        "out_of_order": _("It is out of order: %(what)s."),
        "not_touched": _("Nothing of this booking is out of order any more."),
        "still_out": _("It was handed out and is not back yet: take it back at the desk first."),
        "handed_out_at_desk": _("It is handed out at the desk: ask there."),
        "reason_missing": _("Write why; whoever booked reads it."),
        "purpose_missing": _("Write what the library takes that time for."),
        "say_what_for": _("Staff may book it all the same: write what for."),
    }


class LicenceRefused(Refusal):
    """A machine licence that cannot be given or worded as asked."""

    WORDS = {
        "guardian_agrees_first": _("Under eighteen a guardian agrees first. Come to the desk together."),
        "licence_name_missing": _("Give the licence a name."),
        "licence_name_taken": _("There is a licence of this name already."),
        "link_wrong": _("The address begins with https:// or, on this site, with /."),
        "how_missing": _("Write how somebody gets it; whoever is refused reads this."),
    }


class WaitRefused(Refusal):
    """A time that cannot be waited for, or an offer that cannot be taken."""

    WORDS = {
        **BookingRefused.WORDS,
        "not_waited_for": _("Nobody can wait for this: ask at the service point."),
        "free_now": _("That time is free: book it."),
        "offer_over": _("This offer is over: the time was offered to the next."),
    }


class PrintRefused(Refusal):
    """A print that cannot be taken, or cannot become what was asked."""

    WORDS = {
        "file_too_large": _("The file is too large: at most %(most)s MB."),
        "no_model": _("This is no model that can be read: give a file in STL, OBJ or 3MF."),
        "material_not_offered": _("That material is not offered any more."),
        "card_blocked": _("The card is blocked: ask at the desk."),
        "not_that_step": _("Somebody else has taken this print on meanwhile: look at it again."),
        "amount_missing": _("Give grams and minutes."),
        "grams_missing": _("Give the grams."),
        "reason_missing": _("Write why; the member reads it."),
        "material_name_missing": _("Give the material a name."),
        "material_name_taken": _("There is a material of this name here already."),
        "basis_missing": _("Money is asked only on a legal basis: name it, or leave the price empty."),
    }


class SittingRefused(BookingRefused):
    """A session at a computer that cannot begin or go on, or a place in its queue that cannot be had."""

    WORDS = {
        **BookingRefused.WORDS,
        "card_needed": _("This computer wants a card and a licence: a pass is not enough."),
        "computer_out": _("This computer is out of service."),
        "in_use": _("Somebody sits at this computer."),
        "kept_for_number": _("This computer is kept for number %(number)s."),
        "sits_elsewhere": _("There is a session at another computer: end it first."),
        "for_younger": _("This computer is for those up to %(years)s years."),
        "for_older": _("This computer is for those from %(years)s years."),
        "for_between": _("This computer is for those from %(youngest)s to %(oldest)s years."),
        "closed_now": _("The service point is closed."),
        "closing_soon": _("The service point closes soon: there is no time left."),
        "booked_soon": _("Somebody has booked this computer soon: there is no time left."),
        "day_used_up": _("The %(how_long)s of this day are used up."),
        "too_early": _("More time can be asked for in the last %(how_long)s."),
        "others_wait": ngettext_lazy(
            "%(count)s person waits for a computer.", "%(count)s people wait for a computer.", "count"
        ),
        "nobody_sits": _("Nobody sits at this computer."),
        "waits_already": _("There is a number already: %(number)s."),
        "not_waiting": _("Nobody waits with this number."),
        "someone_sits": _("Somebody sits there: end the session first."),
        "reason_missing": _("Write why; who wants to sit there reads it."),
        "day_shorter": _("The minutes a day are at least those at a time."),
        "ages_backwards": _("The age up to which it is for comes after the age from which it is."),
        "not_free": _("This computer cannot be had now."),
    }


class HandOutRefused(BookingRefused):
    """Equipment that cannot go or come back as asked."""

    WORDS = {
        **BookingRefused.WORDS,
        "not_handed_out": _("This is not handed out at the desk."),
        "not_confirmed": _("This is a request that waits for an answer: answer it first."),
        "out_already": _("It was handed out already."),
        "back_already": _("It came back already."),
        "another_thing": _("Choose one that belongs to what was booked."),
        "unit_not_in_service": _("This one is out of service: choose another."),
        "unit_is_out": _("Card %(whose)s still has it: take it back first, or choose another."),
        "no_picture": _("This is not a picture in JPEG, PNG or WebP that can be read."),
        "nobody_to_ask": _("Nobody is left to be asked: the member was deleted."),
    }


class SeasonRefused(Refusal):
    """A round of applications, or something in it, that cannot be as asked."""

    WORDS = {
        "name_missing": _("Give it a name."),
        "name_taken": _("There is “%(name)s” at this service point already."),
        "asked_backwards": _("Asking ends before it begins."),
        "held_backwards": _("The last day is before the first."),
        "asked_too_late": _("Asking ends before the first day of the season."),
        "round_closed": _("Nobody can ask now: the days for asking have not come, or are over."),
        "group_missing": _("Give the name of the group."),
        "purpose_missing": _("Write what the group does there."),
        "asked_already": _("This group has asked already: withdraw it first to ask anew."),
        "no_wish": _("Give at least one wish, with its day and hours."),
        "hours_crossed": _("It ends before it begins."),
        "too_many_wishes": _("At most %(most)s wishes."),
        "too_many_people": _("There is room for %(most)s people."),
        "withdrawn_already": _("The group does not ask any more."),
        "published_already": _("This season was published: single dates are given back or booked."),
        "room_elsewhere": _("Choose a room of this service point that is in service."),
        "nothing_given": _("Nobody was given a place yet."),
        "places_collide": _("Two groups have the same place: decide that first."),
    }


class FaultRefused(Refusal):
    """Something that is wrong, or works again, and cannot be noted as asked."""

    WORDS = {
        "what_missing": _("Write what is wrong; whoever booked it reads it."),
        "until_without_from": _("Say from when it is out of order."),
        "until_before_from": _("It is out of order until after it began, and until later than now."),
        "pool_is_many": _("Choose the unit that is out of order, on its own page."),
        "works_already": _("It was put right already."),
        "no_picture": _("This is not a picture in JPEG, PNG or WebP that can be read."),
    }


class LockerRefused(Refusal):
    """A locker that cannot be given, taken back or kept as asked."""

    WORDS = {
        "locker_out": _("This locker is out of service."),
        "locker_taken": _("Somebody has this locker."),
        "locker_free": _("Nobody has this locker."),
        "has_a_locker": _("This card has locker %(number)s already."),
        "no_such_locker": _("There is no locker of this number here."),
        "none_free": _("No locker is free."),
        "numbers_wrong": _("The last number is the first or comes after it, and at most %(most)s lockers at once."),
    }


class WhoRefused(InputRefused):
    """Who wants to sit down is not known."""

    WORDS = {
        "who_missing": _("Give a card number with its password, or the code of a pass."),
        "card_or_pass": _("Give a card number, or the code of a pass."),
        "who_unknown": _("This number and password do not belong together."),
        "no_card": _("This account has no card."),
        "pass_unknown": _("No pass of today has this code."),
        "locked": _("Too many attempts. Try again in a quarter of an hour, or ask at the desk."),
    }


class RecordingRefused(Refusal):
    """Somebody who is recorded that cannot be named, or an answer that cannot be taken."""

    WORDS = {
        "name_missing": _("Give a name."),
        "words_missing": _("Write what those who are recorded agree to."),
        "session_begun": _("The session has begun or is over."),
        "guardian_missing": _("For a child a parent or guardian agrees: write their name."),
    }


class ForgettingRefused(Refusal):
    """A person who cannot be forgotten while a booking is ahead."""

    WORDS = {
        "bookings_ahead": ngettext_lazy(
            "%(count)s booking is ahead: cancel it first.", "%(count)s bookings are ahead: cancel them first.", "count"
        ),
        "prints_open": ngettext_lazy(
            "%(count)s print is not over: finish it first.",
            "%(count)s prints are not over: finish them first.",
            "count",
        ),
        "has_locker": _("A locker was not given back: take it back first."),
        "sits_at_computer": _("There is a session at a public computer: end it first."),
    }


class ResourceRefused(Refusal):
    """Something to book that cannot be kept as asked."""

    WORDS = {
        "name_missing": _("Give it a name."),
        "name_taken": _("There is “%(name)s” at this service point already."),
        "parts_elsewhere": _("A part stands at the service point of its whole."),
        "pool_is_no_part": _("Something of which any one is booked is no part of something else."),
        "part_of_itself": _("Nothing is part of itself."),
        "booked_as_a_whole": _("It has bookings ahead and no parts yet: parts are made before it is booked."),
        "access_unknown": _("“%(code)s” is no note about access."),
        "no_seats": _("Say how many people it seats."),
        "no_picture": _("This is not a picture in JPEG, PNG or WebP that can be read."),
        "words_missing": _("Say it in words too."),
        "hours_crossed": _("It ends before it begins."),
        "days_crossed": _("The last day is before the first."),
        "half_hours": _("Give both hours, or none for the whole day."),
    }


class TermsRefused(Refusal):
    """Terms that cannot be kept."""

    WORDS = {
        "name_missing": _("Give them a name."),
        "name_taken": _("There are terms with the name “%(name)s” already."),
        "no_step": _("Bookings begin every so many minutes: at least 5."),
        "shorter_than_shortest": _("The longest time is shorter than the shortest."),
        "lengths_off_the_grid": _("The shortest and the longest time are whole steps of %(how_long)s."),
        "ages_crossed": _("The oldest are younger than the youngest."),
        "steps_unknown": _("One or two say yes to a request."),
        "quota_empty": _("A limit says how many bookings or how many minutes."),
        "quota_twice": _("There are two limits for the same period and the same things."),
    }


class UnknownRefused(InputRefused):
    """A card that leads to nobody, or none where one is needed."""

    WORDS = {
        "unknown_card": _("No card has the number %(card_number)s."),
        "no_equipment": _("For card %(card_number)s there is nothing to hand out or take back here."),
        "card_needed": _("Give a card number: this account is not a member's."),
    }
