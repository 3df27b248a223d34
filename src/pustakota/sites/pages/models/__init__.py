"""Pages that staff write, their pictures, and what stands on every page."""

from pustakota.sites.pages.models.asking import FormPage
from pustakota.sites.pages.models.furniture import Banner, Menu
from pustakota.sites.pages.models.news import Author, NewsIndexPage, NewsPage
from pustakota.sites.pages.models.pictures import Picture, Rendition
from pustakota.sites.pages.models.site import SitePage
from pustakota.sites.pages.models.written import FaqPage, HomePage, ServiceStandardsPage, TextPage

__all__ = [
    "Author",
    "Banner",
    "FaqPage",
    "FormPage",
    "HomePage",
    "Menu",
    "NewsIndexPage",
    "NewsPage",
    "Picture",
    "Rendition",
    "ServiceStandardsPage",
    "SitePage",
    "TextPage",
]
