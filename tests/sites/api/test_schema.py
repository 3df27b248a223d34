"""The API keeps what its description promises, whoever asks and whatever is sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as run_so
from hypothesis import strategies as st
from pytest_django import Settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pustakota.config import documents
from pustakota.contexts.people import actions
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
from pustakota.sites.api.api import api
from tests.factories.circulation import a_hold, a_loan
from tests.factories.people import PASSWORD
from tests.sites.api.conftest import City

Who = Literal["visitor", "member", "staff"]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
EXAMPLES = run_so(
    max_examples=10,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
application = get_wsgi_application()
DESCRIPTION = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
Operation = APIOperation[Any, Any, Any, Any]
OPERATIONS: list[Operation] = [found.ok() for found in DESCRIPTION.get_all_operations()]
NOTHING_GIVEN = {
    f"GET /api/v1/{name}"
    for name in ("service-points", "lists", "resources", "programmes", "school-offers", "festivals")
}
# Wrong input can only be sent where something is given: a token counts.
ASKED = [
    (operation, mode)
    for operation in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or operation.label not in NOTHING_GIVEN
]


def signed_in(city: City, who: Who) -> dict[str, str]:
    account = {"visitor": None, "member": city.member.person.account, "staff": city.staff}[who]
    if account is None:
        return {}
    return {"Authorization": f"Bearer {actions.issue_token(account=account, at=clock.now())}"}


def real_values(city: City) -> dict[str, object]:
    """What the description cannot know: numbers that name something."""
    mine = a_loan(patron=city.member, at_point=city.point, at=clock.now())
    held = a_hold(record=mine.item.record, pickup=city.point, patron=city.stranger, at=clock.now())
    return {
        "card_number": city.member.card_number,
        "barcode": city.item.barcode,
        "record_id": city.record.pk,
        "service_point_id": city.point.pk,
        "pickup_service_point_id": city.point.pk,
        "loan_id": mine.pk,
        "code": held.code,
        "username": city.member.card_number,
        "password": PASSWORD,
    }


def with_real_values(case: Case, real: dict[str, object]) -> Case:
    """The same request about things that exist."""
    for part in (case.path_parameters, case.body):
        if isinstance(part, dict):
            part.update({name: real[name] for name in part.keys() & real.keys()})
    return case


@pytest.fixture
def connection_kept() -> Iterator[None]:
    """Requests leave the test's own connection open, as they do under Django's test client."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def index(city: City, tmp_path: Path, settings: Settings) -> None:
    """Of the one title there is."""
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    search.rebuild(documents.record_documents([city.record.pk]))


@pytest.mark.usefixtures("connection_kept", "index")
@pytest.mark.parametrize("who", ["visitor", "member", "staff"])
@pytest.mark.parametrize(
    ("operation", "mode"), ASKED, ids=lambda part: part.value if isinstance(part, GenerationMode) else part.label
)
def test_an_operation_answers_as_described(operation: Operation, who: Who, mode: GenerationMode, city: City) -> None:
    headers, real = signed_in(city, who), real_values(city)

    @EXAMPLES
    @given(case=operation.as_strategy(generation_mode=mode), is_real=st.booleans())
    def answers_as_described(case: Case, is_real: bool) -> None:
        case.headers = {**(case.headers or {}), **headers}
        with_real_values(case, real if is_real else {}).call_and_validate(checks=CHECKS)

    answers_as_described()


def test_every_operation_has_a_name_of_its_own() -> None:
    """Programs that are made from the description call an operation by it."""
    names = [
        operation["operationId"] for path in api.get_openapi_schema()["paths"].values() for operation in path.values()
    ]
    assert sorted(set(names)) == sorted(names)
