"""Ninety days at the desks: people come, borrow, renew, reserve, return in time or late."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import actions, queries
from pustakota.contexts.circulation.actions import Source
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people_queries
from pustakota.demo import collection, people, places
from pustakota.foundation.actors import SYSTEM, Actor
from pustakota.foundation.errors import Refusal

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.circulation.models import Hold, Loan
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.organisation.rules.calendar import Calendar
    from pustakota.contexts.people.models import Patron

DAYS = 90
VISITS = (15, 15, 17, 15, 14, 30, 26)
"""People who borrow on a day of the week, Monday first, over the whole city."""
WISH_TO_RENEW = 0.45
QUIET_END = 12
"""In the last days those in good standing take one item at a time, so that they have room for more."""
WHO_RESERVE = (*people.GOOD, *people.OTHERS, *people.CHILDREN)
ACTIVE = (*people.GOOD, *people.CHILDREN, *people.OTHERS, *people.EXPIRED, *people.BLOCKED)


T = TypeVar("T")


class Title(NamedTuple):
    """How much a title is asked for, and whether by children."""

    favour: float
    for_children: bool


@dataclass
class City:
    """What the days need to know: points, members, desks, titles by how much they are asked for, what stands where."""

    first: date
    last: date
    selves: dict[int, Actor] = field(default_factory=dict)

    @cached_property
    def points(self) -> "list[ServicePoint]":
        return places.service_points()

    @cached_property
    def calendars(self) -> "dict[int, Calendar]":
        return organisation.calendars_of(self.points, self.first, self.last)

    @cached_property
    def members(self) -> "dict[int, Patron]":
        """Members who use the library, by the number on their card."""
        found = ((n, people_queries.patron_of_card(people.card(n))) for n in ACTIVE)
        return {n: patron for n, patron in found if patron is not None}

    @cached_property
    def number_of(self) -> dict[int, int]:
        return {patron.pk: number for number, patron in self.members.items()}

    @cached_property
    def desks(self) -> dict[int, Actor]:
        """Who stands at the desk of each point."""
        accounts = {account.username: account for account in people_queries.staff()}
        names = zip(self.points, people.DESKS, strict=True)
        return {point.pk: people_queries.actor_of(accounts[name]) for point, name in names}

    @cached_property
    def titles(self) -> "dict[int, Title]":
        return {
            record.pk: Title(collection.popularity(record), record.audience == "juvenile")
            for record in collection.all_records()
        }

    @cached_property
    def named(self) -> dict[str, int]:
        """The keys of titles by their names."""
        return {record.title: record.pk for record in collection.all_records()}

    @cached_property
    def running_favour(self) -> list[float]:
        return list(accumulate(title.favour for title in self.titles.values()))

    @cached_property
    def shelves(self) -> "dict[int, dict[int, Item]]":
        """Copies on the shelves of each point, by key; kept up to date as the days pass."""
        by_point: dict[int, dict[int, Item]] = {point.pk: {} for point in self.points}
        for item in queries.items_on_the_shelf():
            by_point[item.service_point_id][item.pk] = item
        return by_point

    def self_of(self, patron: "Patron") -> Actor:
        """Who asks for a member: the member, or a guardian for a child."""
        if patron.pk not in self.selves:
            person = patron.person if patron.person.account_id else people_queries.guardians_of(patron)[0]
            assert person.account is not None
            self.selves[patron.pk] = people_queries.actor_of(person.account)
        return self.selves[patron.pk]


class Day:
    """One day in the whole city."""

    def __init__(self, city: City, on: date) -> None:
        self.city, self.on = city, on
        self.chance = Random(f"arunika {(on - city.first).days}")
        self.open = [point for point in city.points if city.calendars[point.pk].is_open_day(on)]
        self.out = list(queries.loans_still_out())
        self.of_patron: dict[int, list[Loan]] = defaultdict(list)
        for loan in self.out:
            self.of_patron[loan.whose_id].append(loan)

    def pass_by(self) -> None:
        """The day from its opening to its end."""
        self.clear_shelves()
        self.receive()
        self.renew_or_return()
        self.collect_holds()
        self.lend()
        self.reserve()
        self.fetch_what_is_waited_for()

    def moment(self, point: "ServicePoint", share: float | None = None) -> datetime:
        """A time at which the point is open; ``share`` 0 is the opening, 1 the end, none: any."""
        spans = self.city.calendars[point.pk].intervals_on(self.on)
        span = spans[0] if share == 0.0 else self.chance.choice(spans)
        opens, closes = _minutes(span.opens), _minutes(span.closes)
        within = self.chance.betavariate(2, 2) if share is None else share
        minute = opens + (closes - opens) * min(within, 0.97)
        local = datetime.combine(self.on, time.min, ZoneInfo(point.zone)) + timedelta(minutes=minute)
        return local + timedelta(seconds=self.chance.randint(0, 59))

    def desk(self, point: "ServicePoint") -> Actor:
        return self.city.desks[point.pk]

    def clear_shelves(self) -> None:
        """Before opening: holds run out, and what was not collected goes back."""
        for hold in queries.holds_to_expire(at=self.moment(self.city.points[0], 0.0)):
            actions.expire_hold(hold=hold, by=SYSTEM, at=self.moment(self.city.points[0], 0.0))
        for point in self.open:
            for hold in queries.shelf_to_clear(point):
                actions.clear_from_shelf(hold=hold, by=self.desk(point))
                if hold.item:
                    self.city.shelves[point.pk][hold.item.pk] = hold.item

    def receive(self) -> None:
        """The courier brings what travels to be collected."""
        for point in self.open:
            for hold in queries.holds_on_the_way(point):
                if hold.item and self.chance.random() < 0.8:
                    self.check_in(hold.item, point, self.moment(point, 0.02))

    def renew_or_return(self) -> None:
        for loan in self.out:
            point = self._open_point_like(loan.service_point)
            if point is None:
                continue
            if self.on == loan.due_on and self.chance.random() < WISH_TO_RENEW and self._renewed(loan, point):
                continue
            if self.on >= self._return_day(loan):
                self.check_in(loan.item, point, self.moment(point))

    def _open_point_like(self, point: "ServicePoint") -> "ServicePoint | None":
        """Where somebody brings a loan back: mostly where it was lent, sometimes the main library."""
        if point in self.open:
            return self.city.points[0] if self.chance.random() < 0.06 else point
        return None

    def _return_day(self, loan: "Loan") -> date:
        """When a member means to bring a loan back; those outside good standing are late now and then."""
        habit = Random(f"loan {loan.item_id} {loan.patron_id} {loan.lent_at:%Y%m%d}")
        days_early = min(habit.choice((0, 0, 0, 1, 1, 2, 3, 4)), 5)
        late = self.city.number_of[loan.whose_id] not in people.GOOD and habit.random() < 0.12
        return loan.due_on + timedelta(days=habit.randint(3, 30) if late else -days_early)

    def _renewed(self, loan: "Loan", point: "ServicePoint") -> bool:
        renew = actions.renew
        by = self.city.self_of(loan.member)
        return self.tried(lambda: renew(loan=loan, by=by, at=self.moment(point, 0.0))) is not None

    def collect_holds(self) -> None:
        """Members come for what is ready; a few change their minds, and some forget what runs out at the very end."""
        for point in self.open:
            for hold in queries.hold_shelf(point).exclude(pick_up_by=self.city.last):
                came = self.chance.random()
                if came < 0.52 and hold.item:
                    self.check_out(hold.item, hold.member, point, self.moment(point))
                elif came > 0.97:
                    by = self.city.self_of(hold.member)
                    actions.cancel_hold(hold=hold, by=by, at=self.moment(point))

    def lend(self) -> None:
        shares = {place.code: place.share for place in places.PLACES}
        for point in self.open:
            count = VISITS[self.on.weekday()] * shares[point.code] * self.chance.uniform(0.7, 1.3)
            for _ in range(round(count)):
                self.visit(point, self.chance.choice(ACTIVE))

    def visit(self, point: "ServicePoint", number: int) -> None:
        """Somebody comes and borrows one or a few things."""
        patron = self.city.members[number]
        wanted = self.chance.choices((1, 2, 3), (5, 3, 2))[0]
        if number in people.GOOD:
            if self.of_patron[patron.pk]:
                return
            if self.on > self.city.last - timedelta(days=QUIET_END):
                wanted = 1
        at = self.moment(point)
        for _ in range(wanted):
            if item := self.choose(point, children=number in people.CHILDREN):
                self.check_out(item, patron, point, at)

    def choose(self, point: "ServicePoint", *, children: bool) -> "Item | None":
        """Something from the shelf, the favoured sooner; children take children's books, or go home with nothing."""
        titles, shelf = self.city.titles, list(self.city.shelves[point.pk].values())
        if children:
            shelf = [item for item in shelf if titles[item.record_id].for_children]
        if not shelf:
            return None
        some = self.chance.sample(shelf, min(len(shelf), 40))
        weights = [titles[item.record_id].favour for item in some]
        return self.chance.choices(some, weights)[0]

    def reserve(self) -> None:
        """Members reserve at home what they want: favourites above all, wherever these are."""
        moments = sorted(self.moment(self.city.points[0]) for _ in range(self.chance.randint(2, 6)))
        for at in moments:
            number = self.chance.choice(WHO_RESERVE)
            self.place_hold(self.favourite(children=number in people.CHILDREN), number, at)

    def favourite(self, *, children: bool) -> int:
        """A title that people, or children, ask for."""
        if children:
            return self.chance.choice([key for key, title in self.city.titles.items() if title.for_children])
        return self.chance.choices(list(self.city.titles), cum_weights=self.city.running_favour)[0]

    def place_hold(self, record_id: int, number: int, at: datetime) -> "Hold | None":
        record = catalogue.record(record_id)
        patron = self.city.members[number]
        if record is None or (number in people.GOOD and queries.live_holds(patron)):
            return None
        point, by = patron.home_point, self.city.self_of(patron)
        return self.tried(lambda: actions.place_hold(record=record, patron=patron, pickup_point=point, by=by, at=at))

    def fetch_what_is_waited_for(self) -> None:
        """Staff take from the shelves what somebody waits for."""
        for point in self.open:
            for wanted in queries.pull_list(point):
                if self.chance.random() < 0.9:
                    self.check_in(wanted.item, point, self.moment(point, 0.95))

    def check_out(self, item: "Item", patron: "Patron", point: "ServicePoint", at: datetime) -> None:
        by = self.desk(point)
        loan = self.tried(
            lambda: actions.check_out(item=item, patron=patron, at_point=point, by=by, at=at, source=Source.DEMO)
        )
        if loan is not None:
            self.of_patron[patron.pk].append(loan)
            self.city.shelves[point.pk].pop(item.pk, None)

    def check_in(self, item: "Item", point: "ServicePoint", at: datetime) -> None:
        returned = actions.check_in(item=item, at_point=point, by=self.desk(point), at=at)
        for shelf in self.city.shelves.values():
            shelf.pop(item.pk, None)
        if returned.hold is None:
            self.city.shelves[point.pk][item.pk] = returned.item

    def tried(self, verb: Callable[[], T]) -> T | None:
        """What the verb gives; a refusal is a part of every library's day."""
        try:
            return verb()
        except Refusal:
            return None


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
