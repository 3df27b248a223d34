"""A link: to a page of ours, or to an address."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

_ADDRESS = re.compile(r"^(/(?!/)|https://|http://|mailto:|tel:)\S+$|^/$")


def check_address(given: str) -> None:
    """An address begins with / (here), https://, mailto: or tel:; anything else could run a script."""
    if not _ADDRESS.match(given):
        raise ValidationError(_("Begin with / for a page of this site, else with https://, mailto: or tel:"))


class LinkValue(blocks.StructValue):
    """Where a link leads."""

    @property
    def href(self) -> str:
        """The page's address in its language, else the address given; empty where neither is there."""
        page = self.get("page")
        if page is not None:
            return str(page.url or "") if page.live else ""
        return str(self.get("address") or "")


class LinkBlock(blocks.StructBlock):
    """Words and where they lead."""

    words = blocks.CharBlock(label=_("words"), max_length=80, required=False)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.CharBlock(
        label=_("or address"),
        required=False,
        max_length=300,
        validators=[check_address],
        help_text=_("/cari or https://…"),
    )

    class Meta:
        value_class = LinkValue
        icon = "link"
        label = _("link")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned.get("words") and not (cleaned.get("page") or cleaned.get("address")):
            raise blocks.StructBlockValidationError({"page": ValidationError(_("Choose a page, or give an address."))})
        return cleaned
