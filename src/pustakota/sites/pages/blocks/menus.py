"""What a menu may hold."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pustakota.sites.pages.blocks.links import LinkBlock


class MenuLinkBlock(LinkBlock):
    """A link of a menu always has its words."""

    words = blocks.CharBlock(label=_("words"), max_length=40)

    class Meta:
        icon = "link"
        label = _("link")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not (cleaned.get("page") or cleaned.get("address")):
            raise blocks.StructBlockValidationError({"page": ValidationError(_("Choose a page, or give an address."))})
        return cleaned


MENU: list[tuple[str, blocks.Block]] = [("link", MenuLinkBlock())]
