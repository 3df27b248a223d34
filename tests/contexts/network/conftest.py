"""Who sits at the desk."""

import pytest
from django.test import Client

from pustakota.contexts.organisation.models import ServicePoint
from tests.factories.organisation import a_point
from tests.sites.desk.conftest import signed_in


@pytest.fixture
def point() -> ServicePoint:
    return a_point()


@pytest.fixture
def cataloguer(db: None, point: ServicePoint) -> Client:
    return signed_in("pengatalog", None, station=point)


@pytest.fixture
def sirkulasi(db: None, point: ServicePoint) -> Client:
    return signed_in("sirkulasi", point)
