"""The command ``pustakota``: what an operator and a librarian run from a terminal."""

import os
import sys

from django.core.management import execute_from_command_line

COMMANDS: dict[tuple[str, ...], str] = {("import", "marc"): "import_marc"}
"""Commands of two words, and the management command behind each."""


def main() -> None:
    """Run a command; ``pustakota help`` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pustakota.config.settings")
    words = sys.argv[1:]
    if name := COMMANDS.get(tuple(words[:2])):
        words = [name, *words[2:]]
    execute_from_command_line(["pustakota", *words])


if __name__ == "__main__":
    main()
