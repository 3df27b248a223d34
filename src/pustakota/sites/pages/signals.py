"""Signals of the editor, each told to the rest of the house."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from pustakota.foundation import clock, outbox
from pustakota.sites.pages import furniture
from pustakota.sites.pages.events import PageChanged
from pustakota.sites.pages.models import Banner, Menu, SitePage


@receiver(page_published)
@receiver(page_unpublished)
@receiver(page_slug_changed)
@receiver(post_page_move)
@receiver(post_delete)
def changed(instance: object, **_kwargs: Any) -> None:
    """Whatever happened, the page is looked at anew."""
    if isinstance(instance, SitePage):
        with transaction.atomic():
            outbox.announce(PageChanged(page_id=instance.pk), at=clock.now())
        furniture.forget()


@receiver([post_save, post_delete], sender=Banner)
@receiver([post_save, post_delete], sender=Menu)
def furniture_changed(**_kwargs: Any) -> None:
    """The next page of this process shows it."""
    furniture.forget()
