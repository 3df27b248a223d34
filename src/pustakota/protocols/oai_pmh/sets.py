"""The sets of the repository: by language and kind, which a record tells of itself, and by where its copies are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue.queries import harvesting as catalogue
from pustakota.contexts.organisation import queries as organisation
from pustakota.design.languages import language_name
from pustakota.protocols.oai_pmh.codec import OaiError

LANGUAGE, KIND, POINT = "language-", "kind-", "point-"
_KINDS: dict[str, str | Promise] = {
    "book": _("Books"),
    "serial": _("Magazines and newspapers"),
    "manuscript": _("Manuscripts"),
    "music": _("Music scores"),
    "map": _("Maps"),
    "video": _("Films and videos"),
    "sound": _("Sound recordings"),
    "picture": _("Pictures"),
    "electronic": _("Electronic resources"),
    "braille": _("Braille"),
    "kit": _("Kits"),
    "mixed": _("Mixed materials"),
    "object": _("Objects"),
}


class Chosen(NamedTuple):
    """What a set holds: records in a language, of a kind, or with copies at a point."""

    language: str = ""
    material: str = ""
    point: int | None = None


def all_sets() -> Iterator[tuple[str, str]]:
    """(setSpec, name) of each set in use. Sets are flat: a colon would promise a parent that holds them all."""
    languages, kinds = catalogue.languages_and_materials()
    for code in languages:
        yield f"{LANGUAGE}{code}", str(_("Language: %(name)s")) % {"name": language_name(code)}
    for kind in kinds:
        yield f"{KIND}{kind}", str(_KINDS.get(kind, kind))
    known = set(catalogue.points_with_copies())
    for point in organisation.every_service_point():
        if point.pk in known:
            yield f"{POINT}{point.code}", str(_("Service point: %(name)s")) % {"name": point.name}


def points_by_key() -> Mapping[int, str]:
    """The set of each service point."""
    return {point.pk: f"{POINT}{point.code}" for point in organisation.every_service_point()}


def sets_of(change: catalogue.RecordChange, points: Sequence[str]) -> Sequence[str]:
    """The sets a record is in; ``points``: those of its copies."""
    return [*_own_sets(change), *points]


def _own_sets(change: catalogue.RecordChange) -> list[str]:
    found = [f"{LANGUAGE}{change.language}"] if change.language else []
    return [*found, f"{KIND}{change.material}"] if change.material else found


def chosen(spec: str) -> Chosen:
    """What a setSpec stands for; nothing is in a set that there is not."""
    if not spec:
        return Chosen()
    if spec.startswith(LANGUAGE) and (language := spec.removeprefix(LANGUAGE)):
        return Chosen(language=language)
    if spec.startswith(KIND) and (material := spec.removeprefix(KIND)):
        return Chosen(material=material)
    for point, own in points_by_key().items():
        if spec == own:
            return Chosen(point=point)
    raise OaiError("noRecordsMatch", "There is no such set.")
