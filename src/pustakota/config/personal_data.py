"""What is kept about people, table by table: who shows it to them, and what forgets it.

A test walks all tables and fails when one that leads to a person is listed nowhere. Upper contexts stand first: they
forget before those they stand on.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from pustakota.config import processing
from pustakota.contexts.cases import actions as cases_actions
from pustakota.contexts.cases import queries as cases
from pustakota.contexts.charges import actions as charges_actions
from pustakota.contexts.charges import queries as charges
from pustakota.contexts.circulation import actions as circulation_actions
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.community import actions as community_actions
from pustakota.contexts.community import queries as community
from pustakota.contexts.credentials import actions as credentials_actions
from pustakota.contexts.credentials import queries as credentials
from pustakota.contexts.festivals import actions as festivals_actions
from pustakota.contexts.festivals import queries as festivals
from pustakota.contexts.fieldwork import actions as fieldwork_actions
from pustakota.contexts.fieldwork import queries as fieldwork
from pustakota.contexts.notices import actions as notices_actions
from pustakota.contexts.notices import queries as notices
from pustakota.contexts.organisers import actions as organisers_actions
from pustakota.contexts.organisers import queries as organisers
from pustakota.contexts.participation import actions as participation_actions
from pustakota.contexts.participation import queries as participation
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
from pustakota.contexts.privacy import actions as privacy_actions
from pustakota.contexts.privacy import queries as privacy
from pustakota.contexts.programmes import actions as programmes_actions
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.reading import actions as reading_actions
from pustakota.contexts.reading import queries as reading
from pustakota.contexts.school_visits import actions as school_visits_actions
from pustakota.contexts.school_visits import queries as school_visits
from pustakota.contexts.spaces import actions as spaces_actions
from pustakota.contexts.spaces import queries as spaces
from pustakota.contexts.visits import actions as visits_actions
from pustakota.contexts.visits import queries as visits
from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import Refusal
from pustakota.foundation.personal_data import Kept, Shown


def _nothing_against(_person_id: int) -> Refusal | None:
    """A context in which nothing of a person is ever open."""
    return None


def _visits_of(person_id: int) -> Shown:
    found = [
        visit
        for key in people.entries_of(person_id)
        if (person := people.person(key))
        for visit in visits.visits_of(person)
    ]
    return {_("Visits"): [{_("at"): visit.at, _("service point"): visit.service_point.name} for visit in found]}


def _forget_visits(person_id: int, by: Actor, _at: datetime) -> None:
    for key in people.entries_of(person_id):
        if person := people.person(key):
            visits_actions.forget_member(person=person, by=by)


def _forget_reading(person_id: int, by: Actor, _at: datetime) -> None:
    reading_actions.forget_person(person_ids=people.entries_of(person_id), by=by)


def _forget_borrowing(person_id: int, by: Actor, _at: datetime) -> None:
    for patron in people.patrons_of_entries(person_id):
        circulation_actions.forget_member(patron=patron, by=by)


def _forget_cases(person_id: int, by: Actor, at: datetime) -> None:
    for key in people.entries_of(person_id):
        cases_actions.forget_person(person_id=key, by=by, at=at)


def _forget_credentials(person_id: int, by: Actor, _at: datetime) -> None:
    for key in people.entries_of(person_id):
        credentials_actions.forget_person(person_id=key, by=by)


def _forget_bookings(person_id: int, by: Actor, at: datetime) -> None:
    spaces_actions.forget_person(person_ids=people.entries_of(person_id), by=by, at=at)


def _forget_registrations_for_programmes(person_id: int, by: Actor, _at: datetime) -> None:
    programmes_actions.forget_person(person_ids=people.entries_of(person_id), by=by)


def _forget_school_visits(person_id: int, by: Actor, _at: datetime) -> None:
    school_visits_actions.forget_person(person_ids=people.entries_of(person_id), by=by)


def _forget_entries_of_phones(person_id: int, by: Actor, _at: datetime) -> None:
    fieldwork_actions.forget_person(person_ids=people.entries_of(person_id), by=by)


def _forget_proposals(person_id: int, by: Actor, _at: datetime) -> None:
    festivals_actions.forget_person(person_ids=people.entries_of(person_id), by=by)


def _forget_proposing(person_id: int, by: Actor, _at: datetime) -> None:
    community_actions.forget_person(person_ids=people.entries_of(person_id), by=by)


def _forget_organising(person_id: int, by: Actor, at: datetime) -> None:
    organisers_actions.forget_person(person_ids=people.entries_of(person_id), by=by, at=at)


def _forget_incidents(person_id: int, by: Actor, _at: datetime) -> None:
    privacy_actions.forget_person(person_ids=people.entries_of(person_id), by=by)


def _forget_charges(person_id: int, by: Actor, _at: datetime) -> None:
    for key in people.entries_of(person_id):
        charges_actions.forget_person(person_id=key, by=by)


def _forget_parts(person_id: int, by: Actor, _at: datetime) -> None:
    for key in people.entries_of(person_id):
        participation_actions.forget_person(person_id=key, by=by)


def _forget_messages(person_id: int, _by: Actor, _at: datetime) -> None:
    notices_actions.forget_reader(person_ids=people.entries_of(person_id))


def _forget_person(person_id: int, by: Actor, at: datetime) -> None:
    people_actions.forget_person(person_id=person_id, by=by, at=at)


KEPT = (
    Kept(
        context="privacy",
        processing=processing.PRIVACY,
        shows=privacy.kept_about,
        refuses=_nothing_against,
        forgets=_forget_incidents,
    ),
    Kept(
        context="community",
        processing=processing.COMMUNITY,
        shows=community.kept_about,
        refuses=_nothing_against,
        forgets=_forget_proposing,
    ),
    Kept(
        context="organisers",
        processing=processing.ORGANISERS,
        shows=organisers.kept_about,
        refuses=_nothing_against,
        forgets=_forget_organising,
    ),
    Kept(
        context="festivals",
        processing=processing.FESTIVALS,
        shows=festivals.kept_about,
        refuses=_nothing_against,
        forgets=_forget_proposals,
    ),
    Kept(
        context="school_visits",
        processing=processing.SCHOOL_VISITS,
        shows=school_visits.kept_about,
        refuses=_nothing_against,
        forgets=_forget_school_visits,
    ),
    Kept(
        context="fieldwork",
        processing=processing.FIELDWORK,
        shows=fieldwork.kept_about,
        refuses=_nothing_against,
        forgets=_forget_entries_of_phones,
    ),
    Kept(
        context="spaces",
        processing=processing.SPACES,
        shows=spaces.kept_about,
        refuses=spaces.reasons_not_to_forget,
        forgets=_forget_bookings,
    ),
    Kept(
        context="programmes",
        processing=processing.PROGRAMMES,
        shows=programmes.kept_about,
        refuses=programmes.reasons_not_to_forget,
        forgets=_forget_registrations_for_programmes,
    ),
    Kept(
        context="visits",
        processing=processing.VISITS,
        shows=_visits_of,
        refuses=_nothing_against,
        forgets=_forget_visits,
    ),
    Kept(
        context="reading",
        processing=processing.READING,
        shows=reading.kept_about,
        refuses=_nothing_against,
        forgets=_forget_reading,
    ),
    Kept(
        context="circulation",
        processing=processing.CIRCULATION,
        shows=circulation.kept_about,
        refuses=circulation.reasons_not_to_forget,
        forgets=_forget_borrowing,
    ),
    Kept(
        context="cases",
        processing=processing.CASES,
        shows=cases.kept_about,
        refuses=_nothing_against,
        forgets=_forget_cases,
    ),
    Kept(
        context="credentials",
        processing=processing.CREDENTIALS,
        shows=credentials.kept_about,
        refuses=_nothing_against,
        forgets=_forget_credentials,
    ),
    Kept(
        context="charges",
        processing=processing.CHARGES,
        shows=charges.kept_about,
        refuses=charges.reasons_not_to_forget,
        forgets=_forget_charges,
    ),
    Kept(
        context="participation",
        processing=processing.PARTICIPATION,
        shows=participation.kept_about,
        refuses=_nothing_against,
        forgets=_forget_parts,
    ),
    Kept(
        context="notices",
        processing=processing.NOTICES,
        shows=notices.kept_about,
        refuses=_nothing_against,
        forgets=_forget_messages,
    ),
    Kept(
        context="people",
        processing=processing.PEOPLE,
        shows=people.kept_about,
        refuses=people.reasons_not_to_forget,
        forgets=_forget_person,
    ),
)

NOT_OF_PERSONS = {
    "organisation.ServicePoint": "address of a place",
    "spaces.Fault": "which member of staff noted what is wrong with a thing, kept as long as the thing",
    "spaces.Allotment": "which member of staff gave a group its place, kept as long as the season",
    "spaces.Change": "which member of staff changed what can be booked, kept as long as the thing",
    "people.JoiningRule": "how a library takes in members from home, with words of addresses in its city",
    "programmes.Residents": "whom a library counts as its residents, with words of addresses in its city",
    "people.Device": "which member of staff added a machine of a point; nobody is signed in there",
    "people.Organisation": "address and number of an organisation outside, not of a person",
    "circulation.OverrideLogged": "which member of staff overruled a rule, kept as long as the rule of accountability",
    "circulation.AlsoBorrowedRule": "which member of staff set how many households it takes, kept as long as the rule",
    "circulation.PolicyRow": "rules by kind of membership",
    "notices.TimetableRow": "when members of a kind are told, and which member of staff changed it last",
    "credentials.LetterText": "words of letters, and which member of staff changed them last",
    "charges.Payment": "receipts: their charge leads to the person and is parted from them",
    "notices.News": "which member of staff wrote to all who chose a topic",
    "insights.ClosedPeriod": "which member of staff closed a period, kept as long as the figures",
    "insights.DestroyedKey": "which member of staff closed a year for good, and why, kept as long as the figures",
    "catalogue.Reference": "which member of staff wrote the reference, kept as long as it leads anybody",
    "catalogue.WorkDecision": "which member of staff parted or joined editions, and why, kept as long as the records",
    "search.WeightsVersion": "which member of staff changed what stands higher, and why, kept as long as the weights",
    "search.JudgedQuery": "a line made up by staff, and which of them added it",
    "privacy.Incident": "which member of staff wrote an incident down, kept as long as the incident",
    "forms.Version": "which member of staff published a form, kept as long as the form",
}
"""Tables whose fields look like a person's and are not, each with the reason."""
