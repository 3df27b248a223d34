"""Models from rows of the database, as ``Model.from_db`` makes them, on the shortest way.

Django calls a model's ``__init__`` for each row: it looks at every field again and sends two signals that nobody hears,
which costs more than reading the row. Here the values go straight to their places. A model that has ways of its own (a
constructor, listeners, fields that watch what is put into them) is made Django's way.
"""

from __future__ import annotations

from inspect import getattr_static
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import RelatedPopulator
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = tuple[Any, ...]
_PASSIVE = {DeferredAttribute, ForeignKeyDeferredAttribute}
"""What stands in a class for fields that only keep what they are given."""


def maker(info: dict[str, Any], select: Sequence[Any], using: str) -> Callable[[Row], Any]:
    """How a row becomes a model with those related to it; ``info`` and ``select`` are what the compiler found."""
    model, first, last = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[first:last]]
    make = _put_together if _is_plain(model, names) else _as_django_does
    related = [_relative(one, select, using) for one in info.get("related_klass_infos", ())]

    def made(row: Row) -> Any:
        one = make(model, using, names, row[first:last])
        for populate in related:
            populate(row, one)
        return one

    return made


def _relative(info: dict[str, Any], select: Sequence[Any], using: str) -> Callable[[Row, Any], None]:
    """How a model learns of one that was asked for with it; nothing where its key is missing."""
    if info["from_parent"]:
        populate: Callable[[Row, Any], None] = RelatedPopulator(info, select, using).populate  # type: ignore[call-arg]
        return populate
    make, tell, tell_back = maker(info, select, using), info["local_setter"], info["remote_setter"]
    key = next(place for place in info["select_fields"] if select[place][0].target.primary_key)

    def told(row: Row, one: Any) -> None:
        other = None if row[key] is None else make(row)
        tell(one, other)
        if other is not None:
            tell_back(other, one)

    return told


def _is_plain(model: Any, names: Sequence[str]) -> bool:
    has_own_way = any(
        getattr_static(model, name) is not getattr_static(Model, name) for name in ("__new__", "__init__", "from_db")
    )
    is_heard = pre_init.has_listeners(model) or post_init.has_listeners(model)
    return not has_own_way and not is_heard and all(type(getattr_static(model, name)) in _PASSIVE for name in names)


def _put_together(model: type[Model], using: str, names: Sequence[str], values: Sequence[Any]) -> Model:
    one = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, using
    one.__dict__.update(zip(names, values, strict=True), _state=state)
    return one


def _as_django_does(model: type[Model], using: str, names: Sequence[str], values: Sequence[Any]) -> Model:
    return model.from_db(using, names, values)
