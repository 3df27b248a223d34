"""What is kept about people, table by table: who shows it to them, and what forgets it.

A test walks all tables and fails when one that leads to a person is listed nowhere. Upper contexts stand first: they
forget before those they stand on.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from pustakota.contexts.cases import actions as cases_actions
from pustakota.contexts.cases import queries as cases
from pustakota.contexts.charges import actions as charges_actions
from pustakota.contexts.charges import queries as charges
from pustakota.contexts.circulation import actions as circulation_actions
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.credentials import actions as credentials_actions
from pustakota.contexts.credentials import queries as credentials
from pustakota.contexts.notices import actions as notices_actions
from pustakota.contexts.notices import queries as notices
from pustakota.contexts.participation import actions as participation_actions
from pustakota.contexts.participation import queries as participation
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
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


def _forget_borrowing(person_id: int, by: Actor, _at: datetime) -> None:
    for patron in people.patrons_of_entries(person_id):
        circulation_actions.forget_member(patron=patron, by=by)


def _forget_cases(person_id: int, by: Actor, _at: datetime) -> None:
    for key in people.entries_of(person_id):
        cases_actions.forget_person(person_id=key, by=by)


def _forget_credentials(person_id: int, by: Actor, _at: datetime) -> None:
    for key in people.entries_of(person_id):
        credentials_actions.forget_person(person_id=key, by=by)


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
        context="visits",
        tables=frozenset({"visits.Visit", "visits.InPlaceUse", "visits.NothingNoted"}),
        shows=_visits_of,
        refuses=_nothing_against,
        forgets=_forget_visits,
    ),
    Kept(
        context="circulation",
        tables=frozenset({"circulation.Loan", "circulation.Hold", "circulation.MergeMove"}),
        shows=circulation.kept_about,
        refuses=circulation.reasons_not_to_forget,
        forgets=_forget_borrowing,
    ),
    Kept(
        context="cases",
        tables=frozenset({"cases.Case", "cases.Entry"}),
        shows=cases.kept_about,
        refuses=_nothing_against,
        forgets=_forget_cases,
    ),
    Kept(
        context="credentials",
        tables=frozenset({"credentials.Credential"}),
        shows=credentials.kept_about,
        refuses=_nothing_against,
        forgets=_forget_credentials,
    ),
    Kept(
        context="charges",
        tables=frozenset({"charges.Charge"}),
        shows=charges.kept_about,
        refuses=charges.reasons_not_to_forget,
        forgets=_forget_charges,
    ),
    Kept(
        context="participation",
        tables=frozenset({"participation.Participation"}),
        shows=participation.kept_about,
        refuses=_nothing_against,
        forgets=_forget_parts,
    ),
    Kept(
        context="notices",
        tables=frozenset(
            {
                "notices.Attempt",
                "notices.Choice",
                "notices.Letter",
                "notices.Notice",
                "notices.PushSubscription",
                "notices.Recipient",
                "notices.Telling",
            }
        ),
        shows=notices.kept_about,
        refuses=_nothing_against,
        forgets=_forget_messages,
    ),
    Kept(
        context="people",
        tables=frozenset(
            {
                "people.Account",
                "people.Account_groups",
                "people.Account_user_permissions",
                "people.Affiliation",
                "people.ApiToken",
                "people.ClassSeat",
                "people.Consent",
                "people.Guardianship",
                "people.IdentityNumber",
                "people.Merge",
                "people.Patron",
                "people.Person",
                "people.PersonSeen",
                "people.Photo",
                "people.RecoveryCode",
                "people.RetiredCard",
                "people.RoleHeld",
                "people.SecondFactor",
                "people.SignedIn",
            }
        ),
        shows=people.kept_about,
        refuses=people.reasons_not_to_forget,
        forgets=_forget_person,
    ),
)

NOT_OF_PERSONS = {
    "organisation.ServicePoint": "address of a place",
    "people.Organisation": "address and number of an organisation outside, not of a person",
    "circulation.OverrideLogged": "which member of staff overruled a rule, kept as long as the rule of accountability",
    "circulation.PolicyRow": "rules by kind of membership",
    "insights.ClosedPeriod": "which member of staff closed a period, kept as long as the figures",
    "forms.Version": "which member of staff published a form, kept as long as the form",
}
"""Tables whose fields look like a person's and are not, each with the reason."""
