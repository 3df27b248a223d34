"""How the documentation is built: `make docs`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "_extensions"))

project = "Pustakota"
author = "The Pustakota contributors"
copyright = "the Pustakota contributors, AGPL-3.0-or-later"
extensions = ["myst_parser", "from_code", "pictures"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_extensions"]
html_theme = "furo"
html_title = "Pustakota"
html_show_sphinx = False
html_copy_source = False
