"""The places of service."""

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router

from pustakota.contexts.organisation import queries
from pustakota.contexts.organisation.api.schemas import ServicePointShown
from pustakota.contexts.organisation.models import ServicePoint

router = Router(tags=["organisation"])


@router.get("/service-points", response=list[ServicePointShown], auth=None)
def service_points(request: HttpRequest) -> QuerySet[ServicePoint]:  # noqa: ARG001 -- a view is given its request
    """All service points that are open to the public."""
    return queries.service_points()
