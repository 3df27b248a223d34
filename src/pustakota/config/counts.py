"""What is counted: each figure, and the query over a context's rows that counts it.

The words of each figure stand in its definition, a row with versions (``insights.Definition``). A query gives the rows
themselves, so that a number and the facts behind it can never part.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from pustakota.contexts.circulation.models import Source
from pustakota.contexts.circulation.queries import counting as circulation
from pustakota.contexts.insights.queries import Count, Distinct, Rows, Scope, Use
from pustakota.contexts.participation import queries as participation
from pustakota.contexts.participation.models import Method as FoundBy
from pustakota.contexts.participation.models import Source as CameBy
from pustakota.contexts.people.queries import counting as people
from pustakota.contexts.visits import queries as visits
from pustakota.contexts.visits.models import Method, NotedIn, Subject, VisitKind

VISITS = Count(
    code="visits",
    rows=Rows(
        name="visit",
        of=lambda s: visits.counted_visits(s.point_ids, s.first, s.last, s.as_of),
        day="on",
        moment="at",
        value="people",
        kind="kind",
        source="source",
        method="method",
        words=dict([*VisitKind.choices, *NotedIn.choices, *Method.choices]),
    ),
    nothing=lambda s: visits.days_without(Subject.VISITS, s.point_ids, s.first, s.last, s.as_of),
)
READING = Count(
    code="reading",
    rows=Rows(
        name="in-place-use",
        of=lambda s: visits.counted_uses(s.point_ids, s.first, s.last, s.as_of),
        day="on",
        moment="at",
        value="copies",
        source="source",
        method="method",
        label=_("read in place"),
        words=dict([*NotedIn.choices, *Method.choices]),
    ),
    nothing=lambda s: visits.days_without(Subject.READING, s.point_ids, s.first, s.last, s.as_of),
)
LOANS = Count(
    code="loans",
    rows=Rows(
        name="loan",
        of=lambda s: circulation.loans_made(s.points, s.first, s.last),
        moment="lent_at",
        source="source",
        label=_("loan"),
        words=dict(Source.choices),
    ),
)
RETURNS = Count(
    code="returns",
    rows=Rows(
        name="return",
        of=lambda s: circulation.loans_returned(s.points, s.first, s.last),
        point="returned_to_id",
        moment="returned_at",
        label=_("return"),
    ),
)
RENEWALS = Count(
    code="renewals",
    rows=Rows(
        name="renewal",
        of=lambda s: circulation.renewals_made(s.points, s.first, s.last),
        moment="renewed_at",
        label=_("renewal"),
    ),
)
HOLDS = Count(
    code="holds",
    rows=Rows(
        name="hold",
        of=lambda s: circulation.holds_placed(s.points, s.first, s.last),
        point="pickup_point_id",
        moment="placed_at",
        label=_("reservation"),
    ),
)
NEW_MEMBERS = Count(
    code="new_members",
    rows=Rows(
        name="membership",
        of=lambda s: people.members_joined(s.point_ids, s.first, s.last),
        point="home_point_id",
        day="joined_on",
        kind="type__name",
    ),
)
COMPUTER_USERS = Count(
    code="computer_users",
    rows=Rows(
        name="participation",
        of=lambda s: participation.rows_between(
            s.first, s.last, point_ids=s.point_ids, kind=participation.ActivityKind.COMPUTER, as_of=s.as_of
        ),
        day="on",
        moment="at",
        value="number",
        source="source",
        method="method",
        label=participation.ActivityKind.COMPUTER.label,
        words=dict([*CameBy.choices, *FoundBy.choices]),
    ),
)


def _visitors(scope: Scope) -> Iterator[tuple[str, int]]:
    yield from visits.known_visitors(scope.point_ids, scope.first, scope.last, scope.as_of)


def _visits_of_members(scope: Scope) -> Iterator[Use]:
    rows = visits.visits_with_key(scope.point_ids, scope.first, scope.last, scope.as_of)
    return (Use(key, point_id, at, _("visit")) for key, point_id, at in rows)


def _members_served(scope: Scope) -> Iterator[tuple[str, int]]:
    return circulation.active_pairs(scope.points, scope.first, scope.last)


def _borrowings(scope: Scope) -> Iterator[Use]:
    found = circulation.borrowings(scope.points, scope.first, scope.last)
    return (Use(key, point_id, at, _("loan")) for key, point_id, at in found)


def _reservings(scope: Scope) -> Iterator[Use]:
    found = circulation.reservings(scope.points, scope.first, scope.last)
    return (Use(key, point_id, at, _("reservation")) for key, point_id, at in found)


ACTIVE_MEMBERS = Distinct(
    code="active_members", pairs=(_visitors, _members_served), uses=(_visits_of_members, _borrowings, _reservings)
)

COUNTS = (VISITS, LOANS, RETURNS, RENEWALS, HOLDS, READING, COMPUTER_USERS, NEW_MEMBERS)
DISTINCT = (ACTIVE_MEMBERS,)
