"""What is kept here about a person, in words they can read."""

from typing import Any

from django.utils.translation import gettext as _

from pustakota.contexts.reading.models import ReadingList, SavedSearch


def kept_about(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Saved searches and lists, under headings."""
    lists = ReadingList.objects.filter(person=person_id).prefetch_related("titles__record").order_by("pk")
    return {
        _("Saved searches"): [_saved(row) for row in SavedSearch.objects.filter(person=person_id).order_by("pk")],
        _("Reading lists"): [_listed(row) for row in lists],
    }


def _listed(row: ReadingList) -> dict[str, Any]:
    titles = sorted(row.titles.all(), key=lambda each: each.place)
    return {
        _("name"): row.title,
        _("text"): row.text,
        _("titles"): "\n".join(f"{each.record.title} – {each.note}".removesuffix(" – ") for each in titles),
        _("shared since"): row.shared_at if row.is_shared else None,
        _("made at"): row.made_at,
    }


def _saved(row: SavedSearch) -> dict[str, Any]:
    return {
        _("name"): row.name,
        _("search"): row.query,
        _("tells of new titles"): row.tells,
        _("saved at"): row.saved_at,
    }
