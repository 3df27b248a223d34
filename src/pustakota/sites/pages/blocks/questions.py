"""Blocks of pages with a fixed form: questions with answers, services with their standard."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pustakota.sites.pages.blocks.words import TextBlock

SHORT = ["bold", "italic", "ol", "ul", "link"]


class QuestionBlock(blocks.StructBlock):
    """A question with its answer."""

    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = TextBlock(label=_("answer"), features=SHORT)

    class Meta:
        template = "pages/blocks/question.html"
        icon = "help"
        label = _("question")


class HeadingBlock(blocks.CharBlock):
    """Parts a long list."""

    class Meta:
        template = "pages/blocks/heading.html"
        icon = "title"
        label = _("heading")


class ServiceBlock(blocks.StructBlock):
    """The standard of one service."""

    name = blocks.CharBlock(label=_("service"), max_length=120)
    requirements = TextBlock(label=_("requirements"), features=SHORT)
    procedure = TextBlock(label=_("procedure"), features=SHORT)
    time = blocks.CharBlock(label=_("time it takes"), max_length=150)
    cost = blocks.CharBlock(label=_("cost"), max_length=150)
    product = blocks.CharBlock(label=_("what comes of it"), max_length=200)
    complaints = TextBlock(label=_("complaints and suggestions"), features=SHORT)

    class Meta:
        template = "pages/blocks/service.html"
        icon = "clipboard-list"
        label = _("service")


QUESTIONS: list[tuple[str, blocks.Block]] = [("heading", HeadingBlock(max_length=80)), ("question", QuestionBlock())]
SERVICES: list[tuple[str, blocks.Block]] = [("service", ServiceBlock())]
