"""The command ``pustakota``: what an operator and a librarian run from a terminal."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from pydantic import ValidationError

COMMANDS: dict[tuple[str, ...], str] = {
    ("import", "authorities"): "import_authorities",
    ("import", "marc"): "import_marc",
    ("mail", "test"): "mail_test",
    ("move", "database"): "move_database",
}
"""Commands of two words, and the management command behind each."""


def main() -> None:
    """Run a command; ``pustakota help`` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pustakota.config.settings")
    _read_settings()
    words = sys.argv[1:]
    if name := COMMANDS.get(tuple(words[:2])):
        words = [name, *words[2:]]
    execute_from_command_line(["pustakota", *words])


def _read_settings() -> None:
    """Read what the operator set; a wrong value or an unusable data folder stops the start with a sentence."""
    try:
        settings.is_overridden("DATA")  # type: ignore[misc]  # the stubs leave it out
    except ValidationError as wrong:
        said = [f"PUSTAKOTA_{'_'.join(map(str, error['loc'])).upper()}: {error['msg']}" for error in wrong.errors()]
        sys.exit("\n".join(said))
    except ValueError as wrong:
        sys.exit(str(wrong))
    except OSError as wrong:
        sys.exit(f"{wrong.filename}: {wrong.strerror}. The data folder (PUSTAKOTA_DATA) must be a folder to write in.")


if __name__ == "__main__":
    main()
