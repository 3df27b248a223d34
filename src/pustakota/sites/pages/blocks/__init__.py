"""What pages are built of: each block is fields for the editor and one template of the design kit."""

from pustakota.sites.pages.blocks.home import HOME
from pustakota.sites.pages.blocks.menus import MENU
from pustakota.sites.pages.blocks.questions import QUESTIONS, SERVICES
from pustakota.sites.pages.blocks.words import PAGE, WORDS

__all__ = ["HOME", "MENU", "PAGE", "QUESTIONS", "SERVICES", "WORDS"]
