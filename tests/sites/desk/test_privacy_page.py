"""What the guardian of personal data reads about what is kept and what ends by itself."""

import re

from django.test import Client

from pustakota.config.schedule import SCHEDULE
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation import personal_data, schedule
from pustakota.foundation.schedule import Line
from tests.factories.moments import NOW, later
from tests.sites.desk.conftest import signed_in

ADDRESS = "/en/desk/data-pribadi/"


def test_each_task_that_the_register_names_stands_in_the_schedule() -> None:
    named = {line.forgotten_by for line in personal_data.register_of_processing() if line.forgotten_by}
    assert len(named) > 5
    assert named <= {line.name for line in SCHEDULE}


def test_the_page_says_when_data_was_last_forgotten_and_how_much(point: ServicePoint) -> None:
    line = next(line for line in SCHEDULE if line.name == "circulation.tasks.part_from_members")

    def part_from_members(_at: object) -> int:
        return 1234

    part_from_members.__module__, part_from_members.__qualname__ = line.task.__module__, line.task.__qualname__
    for at in (NOW, later(days=1)):
        schedule.run_due([Line(line.when, part_from_members)], at=at)
    said = " ".join(
        re.sub(r"<[^>]+>", " ", signed_in("pelindung_data", None, station=point).get(ADDRESS).content.decode()).split()
    )
    assert "1.234" in said or "1,234" in said
    assert "3 March 2026" in said


def test_before_the_worker_ever_ran_nothing_is_pretended(point: ServicePoint) -> None:
    said = signed_in("pelindung_data", None, station=point).get(ADDRESS).content.decode()
    assert "once the worker runs" in said
    assert "not yet" in said


def test_others_do_not_see_it(desk: Client) -> None:
    assert desk.get(ADDRESS).status_code == 403
