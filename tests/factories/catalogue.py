"""Titles and copies for what stands above the catalogue; real MARC is the matter of the catalogue's own tests."""

from itertools import count

from pustakota.contexts.catalogue.models import Item, ItemStatus, ItemType, Record
from pustakota.contexts.organisation.models import ServicePoint
from tests.factories.moments import NOW
from tests.factories.organisation import a_point

numbers = count(1)


def an_item_type(code: str = "buku") -> ItemType:
    return ItemType.objects.get_or_create(code=code, defaults={"name": code.title()})[0]


def a_record(title: str = "") -> Record:
    title = title or f"Judul {next(numbers)}"
    return Record.objects.create(
        marc="{}", title=title, title_sort=title.lower()[:200], source="test", made_at=NOW, changed_at=NOW
    )


def an_item(
    *,
    record: Record | None = None,
    at_point: ServicePoint | None = None,
    type: ItemType | None = None,  # noqa: A002 -- the field's own word
    status: ItemStatus = ItemStatus.AVAILABLE,
    barcode: str = "",
) -> Item:
    """A copy that stands on a shelf, unless told otherwise."""
    return Item.objects.create(
        record=record or a_record(),
        barcode=barcode or f"B{next(numbers):08d}",
        type=type or an_item_type(),
        service_point=at_point or a_point(),
        status=status,
    )
