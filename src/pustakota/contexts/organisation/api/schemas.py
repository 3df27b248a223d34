"""Service points as machines read them."""

from ninja import Schema

from pustakota.contexts.organisation.models import PointKind


class ServicePointShown(Schema):
    id: int
    name: str
    kind: PointKind
