"""What is kept about people, table by table: who shows it to them, and what forgets it.

A test walks all tables and fails when one that leads to a person is listed nowhere. Upper contexts stand first: they
forget before those they stand on.
"""

from datetime import datetime

from pustakota.contexts.circulation import actions as circulation_actions
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
from pustakota.foundation.actors import Actor
from pustakota.foundation.personal_data import Kept


def _forget_borrowing(person_id: int, by: Actor, _at: datetime) -> None:
    for patron in people.patrons_of_entries(person_id):
        circulation_actions.forget_member(patron=patron, by=by)


def _forget_person(person_id: int, by: Actor, at: datetime) -> None:
    people_actions.forget_person(person_id=person_id, by=by, at=at)


KEPT = (
    Kept(
        context="circulation",
        tables=frozenset({"circulation.Loan", "circulation.Hold", "circulation.MergeMove"}),
        shows=circulation.kept_about,
        refuses=circulation.reasons_not_to_forget,
        forgets=_forget_borrowing,
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
}
"""Tables whose fields look like a person's and are not, each with the reason."""
