"""The register of processing (UU 27/2022, article 31), context by context: what is kept of whom, what for, how long.

``config/personal_data.py`` says what shows and forgets them; a test fails when a table stands in no line, or in two.
"""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.personal_data import Basis, Processing

MEMBERS, STAFF, ASKERS = _("members"), _("staff"), _("members and whoever asks something")
UNTIL_DELETED = _("until the member is deleted")

VISITS = (
    Processing(
        what=_("visits and reading in place"),
        of_whom=MEMBERS,
        purpose=_("to know which service points are used, and when"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("a week with the member, then only counted"),
        tables=frozenset({"visits.Visit", "visits.InPlaceUse"}),
        forgotten_by="visits.tasks.part_from_members",
    ),
    Processing(
        what=_("who noted that nothing was to be noted"),
        of_whom=STAFF,
        purpose=_("to tell a quiet day from a gap"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("as long as the figures"),
        tables=frozenset({"visits.NothingNoted"}),
    ),
)
SPACES = (
    Processing(
        what=_("who is recorded in a session of the studio, and the answer"),
        of_whom=_("those who are recorded"),
        purpose=_("to record nobody who did not agree"),
        basis=Basis.CONSENT,
        kept_for=_("90 days after the session"),
        tables=frozenset({"spaces.Recorded"}),
        forgotten_by="spaces.tasks.forget_recorded",
    ),
    Processing(
        what=_("who worded the consent of those who are recorded"),
        of_whom=STAFF,
        purpose=_("to know since when which words hold"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("as long as the figures"),
        tables=frozenset({"spaces.RecordingText"}),
    ),
    Processing(
        what=_("prints: model, wish, what became of it"),
        of_whom=MEMBERS,
        purpose=_("to print a model and to tell when it is ready"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("the model 14 days after the end; the rest until the member is deleted"),
        tables=frozenset({"spaces.PrintJob"}),
        forgotten_by="spaces.tasks.delete_models",
    ),
    Processing(
        what=_("who noted steps of a print and of its material"),
        of_whom=STAFF,
        purpose=_("to know what was used, and by whose hand"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("as long as the figures"),
        tables=frozenset({"spaces.JobStep", "spaces.StockLine"}),
    ),
    Processing(
        what=_("bookings of rooms and other things"),
        of_whom=MEMBERS,
        purpose=_("to keep a time for whoever booked it"),
        basis=Basis.MEMBERSHIP,
        kept_for=UNTIL_DELETED,
        tables=frozenset({"spaces.Booking"}),
    ),
    Processing(
        what=_("equipment that was taken home: which, in what condition, with which parts"),
        of_whom=MEMBERS,
        purpose=_("to have it back whole, and to tell when it is late"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("with the person as long as the booking; photos 90 days after it came back in order"),
        tables=frozenset({"spaces.HandOut"}),
        forgotten_by="spaces.tasks.delete_photos",
    ),
    Processing(
        what=_("applications of groups for a place in every week of a season"),
        of_whom=MEMBERS,
        purpose=_("to share the rooms among groups, and to answer them"),
        basis=Basis.MEMBERSHIP,
        kept_for=UNTIL_DELETED,
        tables=frozenset({"spaces.Application"}),
    ),
    Processing(
        what=_("who waits for a time that somebody else has"),
        of_whom=MEMBERS,
        purpose=_("to offer it where it becomes free"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("30 days after that time"),
        tables=frozenset({"spaces.Waiting"}),
        forgotten_by="spaces.tasks.prune_waiting",
    ),
    Processing(
        what=_("the secret address of somebody's calendar"),
        of_whom=MEMBERS,
        purpose=_("so that their own calendar shows what they booked"),
        basis=Basis.CONSENT,
        kept_for=_("until they end it, or the member is deleted"),
        tables=frozenset({"spaces.CalendarAddress"}),
    ),
    Processing(
        what=_("who has a locker"),
        of_whom=MEMBERS,
        purpose=_("to have it back by the end of the day"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("until it is given back"),
        tables=frozenset({"spaces.LockerUse"}),
    ),
    Processing(
        what=_("who sits at a public computer, and who waits for one"),
        of_whom=MEMBERS,
        purpose=_("to share the computers fairly; what is done there is not kept"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("as long as the session lasts; passes, numbers and the day's time until the end of the day"),
        tables=frozenset({"spaces.Sitting", "spaces.GuestPass", "spaces.Turn"}),
        forgotten_by="spaces.tasks.forget_days",
    ),
)
PROGRAMMES = (
    Processing(
        what=_("registrations for programmes, and who came"),
        of_whom=MEMBERS,
        purpose=_("to give seats in their order, to tell of changes, and to know who came"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("90 days after the event with the person, then only counted; a form that was not sent, a day"),
        tables=frozenset({"programmes.Registration"}),
        forgotten_by="programmes.tasks.part_from_persons",
    ),
    Processing(
        what=_("who was given a certificate"),
        of_whom=MEMBERS,
        purpose=_("to give it once, and to write it anew with a corrected name"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("as long as the certificate can be checked, or until the member is deleted"),
        tables=frozenset({"programmes.Certificate"}),
    ),
    Processing(
        what=_("which member of staff is there on a date"),
        of_whom=STAFF,
        purpose=_(
            "to announce nothing without the people it needs, and nobody under eighteen without somebody who is named"
        ),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("as long as the event, or until they are forgotten"),
        tables=frozenset({"programmes.Duty"}),
    ),
    Processing(
        what=_("who planned and who reported an event"),
        of_whom=STAFF,
        purpose=_("to know whom to ask about a figure"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("as long as the figures"),
        tables=frozenset({"programmes.Occurrence"}),
    ),
)
FESTIVALS = (
    Processing(
        what=_("who proposed something for a festival, and how to reach them; who helped in a session"),
        of_whom=_("authors, speakers, volunteers"),
        purpose=_("to answer proposals, to tell of changes of the schedule, and to know who helps where"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("a year after the festival; what was announced of a session stays"),
        tables=frozenset({"festivals.Proposal", "festivals.Volunteer"}),
        forgotten_by="festivals.tasks.part_from_contacts",
    ),
    Processing(
        what=_("who reviewed, published a schedule, or noted a number at a festival"),
        of_whom=STAFF,
        purpose=_("to know whom to ask about a decision or a figure"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("as long as the figures"),
        tables=frozenset({"festivals.Score", "festivals.Version", "festivals.Tally"}),
    ),
)
COMMUNITY = (
    Processing(
        what=_("who proposed something to the library"),
        of_whom=MEMBERS,
        purpose=_("to answer proposals, and to tell their authors what became of them"),
        basis=Basis.PUBLIC_TASK,
        kept_for=UNTIL_DELETED,
        tables=frozenset({"community.Proposal"}),
    ),
    Processing(
        what=_("who supports a proposal"),
        of_whom=MEMBERS,
        purpose=_("to count each person once, and to tell them of other words and of the answer"),
        basis=Basis.CONSENT,
        kept_for=_("a year after the answer, then only counted"),
        tables=frozenset({"community.Support"}),
        forgotten_by="community.tasks.part_from_persons",
    ),
    Processing(
        what=_("who decided about a proposal"),
        of_whom=STAFF,
        purpose=_("to know whom to ask about a decision"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("as long as the proposal"),
        tables=frozenset({"community.Decision"}),
    ),
)
ORGANISERS = (
    Processing(
        what=_("who applied to organise events, how far they are, what they plan, and which guardian agreed"),
        of_whom=_("members who organise events, and their guardians"),
        purpose=_("to train organisers, to let them run their own events, and to end their rights in time"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("a year after the credential or the application ended; what was announced of an event stays"),
        tables=frozenset({"organisers.Organiser"}),
        forgotten_by="organisers.tasks.part_from_persons",
    ),
    Processing(
        what=_("who noted that an event was watched, and who decided about a planned event"),
        of_whom=STAFF,
        purpose=_("to know whom to ask about a decision"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("as long as the event"),
        tables=frozenset({"organisers.Watched", "organisers.OwnEvent"}),
    ),
)
SCHOOL_VISITS = (
    Processing(
        what=_("who arranged the visit of a class, and how to reach them"),
        of_whom=_("teachers and other contacts of schools"),
        purpose=_("to agree on a date, to tell of changes, and to send the report"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("a year after the visit, then only the school, the class and the numbers"),
        tables=frozenset({"school_visits.ClassVisit"}),
        forgotten_by="school_visits.tasks.part_from_contacts",
    ),
)
FIELDWORK = (
    Processing(
        what=_("what phones at the door noted of who comes"),
        of_whom=MEMBERS,
        purpose=_("to note who comes without a network, and to lose nothing that was refused"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("90 days; a card number only until it is taken or settled"),
        tables=frozenset({"fieldwork.Entry"}),
        forgotten_by="fieldwork.tasks.forget_said",
    ),
)
READING = (
    Processing(
        what=_("searches that somebody saved"),
        of_whom=MEMBERS,
        purpose=_("to ask them again, and to tell of new titles where that is wished"),
        basis=Basis.CONSENT,
        kept_for=_("until its owner deletes it, or the member is deleted"),
        tables=frozenset({"reading.SavedSearch"}),
    ),
    Processing(
        what=_("lists of titles that somebody made"),
        of_whom=MEMBERS,
        purpose=_("to find them again, and to show them to others where that is wished; of a child without a name"),
        basis=Basis.CONSENT,
        kept_for=_("until its owner deletes it, or the member is deleted"),
        tables=frozenset({"reading.ReadingList"}),
    ),
)
CIRCULATION = (
    Processing(
        what=_("loans and reservations"),
        of_whom=MEMBERS,
        purpose=_("to lend, to call, to have things back; the history only where the member wishes it"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("%(days)s days after the return or the end; longer only with consent to a history"),
        tables=frozenset({"circulation.Loan", "circulation.Hold", "circulation.MergeMove"}),
        days="LOAN_GRACE_DAYS",
        forgotten_by="circulation.tasks.part_from_members",
    ),
    Processing(
        what=_("pairs of titles that at least five households borrowed, without persons and numbers"),
        of_whom=_("adults who agreed to it"),
        purpose=_("to show other readers what was borrowed too"),
        basis=Basis.CONSENT,
        kept_for=_("made anew each night from those who agree then"),
        tables=frozenset({"circulation.AlsoBorrowed"}),
        forgotten_by="circulation.tasks.reckon_also_borrowed",
    ),
)
CASES = (
    Processing(
        what=_("requests, suggestions and their answers"),
        of_whom=ASKERS,
        purpose=_("to answer in time, and to keep what was answered"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("until the member is deleted; of somebody without a card 30 days after the end"),
        tables=frozenset({"cases.Case", "cases.Entry"}),
        forgotten_by="cases.tasks.forget_strangers",
    ),
)
CREDENTIALS = (
    Processing(
        what=_("letters that the library issued"),
        of_whom=MEMBERS,
        purpose=_("so that others can check that a letter is genuine"),
        basis=Basis.MEMBERSHIP,
        kept_for=UNTIL_DELETED,
        tables=frozenset({"credentials.Credential"}),
    ),
)
PRIVACY = (
    Processing(
        what=_("whom an incident with personal data concerned, and when they were told"),
        of_whom=MEMBERS,
        purpose=_("to tell them in time, and to show that they were told"),
        basis=Basis.LAW,
        kept_for=_("until the member is deleted; how many there were stays"),
        tables=frozenset({"privacy.Affected"}),
    ),
)
CHARGES = (
    Processing(
        what=_("obligations, payments and replacements"),
        of_whom=MEMBERS,
        purpose=_("to account for public money and property"),
        basis=Basis.LAW,
        kept_for=_("with the member until they are deleted; the amounts for good"),
        tables=frozenset({"charges.Charge"}),
    ),
)
PARTICIPATION = (
    Processing(
        what=_("taking part in activities"),
        of_whom=MEMBERS,
        purpose=_("to know what is attended"),
        basis=Basis.PUBLIC_TASK,
        kept_for=_("%(days)s days with the person, then only counted"),
        tables=frozenset({"participation.Participation"}),
        days="LOAN_GRACE_DAYS",
        forgotten_by="participation.tasks.part_from_persons",
    ),
)
NOTICES = (
    Processing(
        what=_("messages, the ways they went, and what was chosen"),
        of_whom=MEMBERS,
        purpose=_("to tell members what concerns their loans and reservations"),
        basis=Basis.CONSENT,
        kept_for=_("some months; choices and devices until they are withdrawn"),
        tables=frozenset(
            {
                "notices.Attempt",
                "notices.Choice",
                "notices.DirectLetter",
                "notices.Letter",
                "notices.Notice",
                "notices.PushSubscription",
                "notices.Recipient",
                "notices.Telling",
                "notices.TopicChoice",
            }
        ),
        forgotten_by="notices.tasks.prune",
    ),
)
PEOPLE = (
    Processing(
        what=_("name, date of birth, contact, card, household, school or organisation"),
        of_whom=MEMBERS,
        purpose=_("to know who is a member, and to reach them"),
        basis=Basis.MEMBERSHIP,
        kept_for=UNTIL_DELETED,
        tables=frozenset(
            {
                "people.Affiliation",
                "people.ClassSeat",
                "people.Merge",
                "people.Patron",
                "people.Person",
                "people.RetiredCard",
            }
        ),
    ),
    Processing(
        what=_("registrations from home, until somebody was seen"),
        of_whom=_("applicants"),
        purpose=_("to check at the desk who becomes a member"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("with the membership; where nobody comes, some weeks"),
        tables=frozenset({"people.Registration"}),
        forgotten_by="people.tasks.forget_registrations",
    ),
    Processing(
        what=_("children and who answers for them"),
        of_whom=_("children, parents and guardians"),
        purpose=_("to lend to children; guardians act for them until they are eighteen"),
        basis=Basis.CONSENT,
        kept_for=_("until the child is eighteen, or the guardian withdraws"),
        tables=frozenset({"people.Guardianship"}),
    ),
    Processing(
        what=_("consents, and corrections of data"),
        of_whom=MEMBERS,
        purpose=_("to prove what was agreed to, and what was changed by whom"),
        basis=Basis.LAW,
        kept_for=_("consents for good, without a name once the member is deleted; corrections until then"),
        tables=frozenset({"people.Consent", "people.Correction"}),
    ),
    Processing(
        what=_("identity number (NIK), sealed"),
        of_whom=_("members who wish it"),
        purpose=_("to find double entries"),
        basis=Basis.CONSENT,
        kept_for=_("until it is withdrawn, or the member is deleted"),
        tables=frozenset({"people.IdentityNumber"}),
    ),
    Processing(
        what=_("photo"),
        of_whom=_("members who wish it"),
        purpose=_("so that the desk recognises the member"),
        basis=Basis.CONSENT,
        kept_for=_("until it is withdrawn, or the member is deleted"),
        tables=frozenset({"people.Photo"}),
    ),
    Processing(
        what=_("accounts, second factors, passkeys, browsers that are signed in"),
        of_whom=_("members and staff"),
        purpose=_("to sign in safely"),
        basis=Basis.MEMBERSHIP,
        kept_for=_("as long as the account; sessions two weeks"),
        tables=frozenset(
            {
                "people.Account",
                "people.Account_groups",
                "people.Account_user_permissions",
                "people.ApiToken",
                "people.Passkey",
                "people.RecoveryCode",
                "people.SecondFactor",
                "people.SignInIdentity",
                "people.SignInLink",
                "people.SignedIn",
            }
        ),
        forgotten_by="people.tasks.prune_sign_ins",
    ),
    Processing(
        what=_("roles of staff, and who of them looked at whom"),
        of_whom=_("staff and members"),
        purpose=_("to give rights sparingly, and to account for their use"),
        basis=Basis.LAW,
        kept_for=_("roles as long as they are held; looks until the member is deleted"),
        tables=frozenset({"people.PersonSeen", "people.RoleHeld"}),
    ),
)
