"""The making of the city, step by step, each done once."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from random import Random
from typing import NamedTuple

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation import queries as organisation
from pustakota.demo import (
    actions,
    attendance,
    belonging,
    circles,
    collection,
    community,
    editions,
    equipment,
    festivals,
    history,
    incidents,
    joining,
    ledgers,
    makers,
    messages,
    month,
    morning,
    organisers,
    partners,
    people,
    places,
    policies,
    programmes,
    reading,
    school_visits,
    site,
    spaces,
    visitors,
    weighing,
)
from pustakota.demo.models import StepDone
from pustakota.demo.names import folded
from pustakota.demo.training.preparing import prepare
from pustakota.foundation import periods

BEGUN, OPENED = "begun", "opened"
ZONE = "Asia/Jakarta"


class OccupiedError(Exception):
    """The database already holds a library that is not the demo city."""


class Step(NamedTuple):
    """A part of the making; ``is_whole``: it is one transaction together with the note that it is done."""

    name: str
    label: str | Promise
    work: Callable[[datetime], None]
    is_whole: bool = True


def is_made() -> bool:
    """True once the city is open to visitors."""
    return StepDone.objects.filter(name=OPENED).exists()


class Making:
    """The making of a city as it looks from the day on which it was begun."""

    def __init__(
        self,
        *,
        password: str,
        clock: Callable[[], datetime],
        finish: Callable[[datetime], None],
        with_exercises: bool = False,
    ) -> None:
        self.password, self.clock, self.finish = password, clock, finish
        self.with_exercises = with_exercises
        self.begun = _begin(clock())

    @cached_property
    def city(self) -> history.City:
        today = periods.local_day(self.begun, ZONE)
        return history.City(today - timedelta(days=history.DAYS), today - timedelta(days=1))

    def steps(self) -> list[Step]:
        """Everything from the first stone to the last hand, in order."""
        return [
            Step("places", _("service points and their hours"), places.found_places),
            Step("holidays", _("holidays"), places.keep_holidays),
            Step("types", _("kinds of items and members"), policies.make_types),
            Step("policies", _("lending rules"), policies.make_policies),
            Step("staff", _("staff"), partial(people.hire_staff, self.password)),
            Step("records", _("bibliographic records"), self._import_records, is_whole=False),
            Step("items", _("copies"), self._add_items),
            Step("members", _("members"), self._register_members),
            Step("agreements", _("who agreed to messages"), messages.agree),
            Step("belonging", _("a school and what members agree to"), self._let_belong),
            *self._days(),
            Step("evening", _("the hold shelf"), lambda _at: morning.last_evening(self.city)),
            Step("gate", _("a counter at a door"), lambda at: visitors.count_at_a_gate(self.city, at)),
            Step("programmes", _("programmes, and who came"), programmes.hold_past),
            Step("closing", _("a closed month"), lambda at: visitors.close_a_month(self.city, at)),
            Step("morning", _("this morning"), lambda at: morning.this_morning(self.city, at)),
            Step("topics", _("topics that members hear of"), messages.choose_topics),
            Step("joining", _("registrations from home"), joining.take_in_from_home),
            Step("ledgers", _("wishes, lost books and letters"), ledgers.keep_ledgers),
            Step("spaces", _("rooms and bookings"), spaces.furnish),
            Step("month", _("a month of rooms, computers and lockers"), month.pass_a_month),
            Step("makers", _("the workshop"), makers.furnish),
            Step("equipment", _("equipment that is lent out"), equipment.lend_equipment),
            Step("programmes ahead", _("programmes of the next weeks"), programmes.plan_ahead),
            Step("attendance", _("certificates, what people said, and a phone at the door"), attendance.follow_events),
            Step("school visits", _("classes that visit"), school_visits.receive),
            Step("festival", _("a festival of twenty sessions"), festivals.hold_festival),
            Step("organisers", _("citizens who run events of their own"), organisers.let_organise),
            Step("community", _("what citizens propose"), community.propose),
            Step("incident", _("an incident with personal data"), incidents.keep_an_incident),
            Step("parted", _("what nobody needs to know any more"), belonging.part_from_members),
            Step("double", _("a title that was catalogued twice"), collection.merge_a_double),
            Step("searches", _("searches that members saved"), reading.keep_searches),
            Step("lists", _("lists of titles"), reading.make_lists),
            Step("new titles", _("titles that came in this morning"), reading.catalogue_new_titles),
            Step("site", _("pages, news and answers on the site"), site.write_pages),
            Step("weighing", _("questions that a search should answer well"), weighing.weigh),
            Step("editions", _("other editions of some titles"), editions.catalogue_editions),
            Step("popularity", _("what is borrowed often"), editions.count_popularity),
            Step("also borrowed", _("what was borrowed together"), circles.reckon),
            Step("partners", _("records of other libraries"), partners.know_partners, is_whole=False),
            *([Step("exercises", _("ten exercises"), prepare)] if self.with_exercises else []),
            Step("index", _("the search index"), self.finish, is_whole=False),
            Step("references", _("references"), collection.refer),
            Step("headings", _("lists from A to Z"), collection.count_headings, is_whole=False),
            Step("found", _("what is new for saved searches"), reading.tell, is_whole=False),
            Step("messages", _("messages to members"), messages.tell, is_whole=False),
            Step(OPENED, _("the doors open"), lambda _at: None),
        ]

    def remaining(self) -> Iterator[Step]:
        """Steps that are not done yet."""
        done = set(StepDone.objects.values_list("name", flat=True))
        return (step for step in self.steps() if step.name not in done)

    def take(self, step: Step) -> None:
        """Do a step and note it."""
        with transaction.atomic() if step.is_whole else nullcontext():
            step.work(self.begun)
            actions.note_done(name=step.name, at=self.clock())

    def _import_records(self, _at: datetime) -> None:
        collection.import_records(lambda: self.begun - timedelta(days=history.DAYS + 5))

    def _add_items(self, at: datetime) -> None:
        collection.add_items(at - timedelta(days=history.DAYS + 4), Random("arunika items"))

    def _register_members(self, at: datetime) -> None:
        people.register_members(self.password, at, Random("arunika members"), authors=self._authors())

    def _authors(self) -> frozenset[str]:
        return frozenset(folded(author) for record in collection.all_records() for author in record.authors)

    def _let_belong(self, at: datetime) -> None:
        belonging.agree(at - timedelta(days=history.DAYS + 3))
        belonging.found_school(at - timedelta(days=60), authors=self._authors())
        belonging.register_twice(at - timedelta(days=10))

    def _days(self) -> Iterator[Step]:
        label = _("ninety days of lending")
        for day in periods.days(self.city.first, self.city.last):
            yield Step(f"day {day.isoformat()}", label, partial(self._pass_day, day))

    def _pass_day(self, day: date, _at: datetime) -> None:
        passing = history.Day(self.city, day)
        passing.pass_by()
        circles.meet(passing)
        visitors.come(self.city, passing)


def _begin(at: datetime) -> datetime:
    """When the making began: now, or when it was broken off."""
    begun = StepDone.objects.filter(name=BEGUN).first()
    if begun:
        return begun.done_at
    if organisation.libraries().exists():
        raise OccupiedError
    actions.note_done(name=BEGUN, at=at)
    return at
