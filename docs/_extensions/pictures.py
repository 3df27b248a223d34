"""Pictures of the product in the handbook, taken by a journey of the tests and never kept with the code.

``{picture} name`` shows ``docs/handbook/gambar/name.png`` with its words. Before the journey has run
(``pytest tests/journeys/test_pictures.py``) the page is built without it.
"""

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

FOLDER = Path(__file__).resolve().parents[1] / "handbook" / "gambar"


class Picture(Directive):
    """A picture with the sentence that says what it shows, which is also its alternative text."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        if not (FOLDER / f"{self.arguments[0]}.png").exists():
            return []
        words = " ".join(self.content)
        figure = nodes.figure("", nodes.image(uri=f"gambar/{self.arguments[0]}.png", alt=words))
        figure += nodes.caption(words, words)
        return [figure]


def setup(app: Sphinx) -> dict[str, Any]:
    """Make the directive known to Sphinx."""
    app.add_directive("picture", Picture)
    return {"parallel_read_safe": True, "version": "1"}
