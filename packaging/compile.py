"""The modules that an import and the search index spend their time in, made into machine code (ADR 0060).

    python packaging/compile.py           makes it, beside the sources
    python packaging/compile.py --undo    takes it away

Wants mypy, which brings the compiler mypyc, setuptools, a C compiler and Python's headers. The sources stay what
counts: where one has changed since, none of the machine code is used.
"""

import argparse
import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"
MODULES = (
    "contexts/catalogue/marc/iso2709.py",
    "contexts/catalogue/marc/record.py",
    "contexts/catalogue/rules/classification.py",
    "contexts/catalogue/rules/fixed_fields.py",
    "contexts/catalogue/rules/intake.py",
    "contexts/catalogue/rules/isbn.py",
    "contexts/catalogue/rules/names_and_headings.py",
    "contexts/catalogue/rules/projection.py",
    "contexts/catalogue/rules/wording.py",
    "contexts/catalogue/rules/works.py",
    "contexts/search/engines/entries.py",
    "contexts/search/rules/analysis.py",
    "contexts/search/rules/folding.py",
)
"""Plain modules without Django, in which most of an import's time is spent."""
FOR_MYPY = ("--follow-imports=silent", "--ignore-missing-imports", "--config-file=")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--undo", action="store_true")
    given = options.parse_args()
    undo()
    if not given.undo:
        make()


def undo() -> None:
    (SOURCES / "pustakota" / "compiled.txt").unlink(missing_ok=True)
    for made in SOURCES.rglob("*.so"):
        made.unlink()


def make() -> None:
    if not shutil.which(os.environ.get("CC") or "cc"):
        sys.exit("There is no C compiler. On Debian: apt-get install gcc python3-dev")
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        sys.exit("Python's headers are missing. On Debian: apt-get install python3-dev")
    try:
        from mypyc.build import mypycify  # noqa: PLC0415 -- only here is it wanted
        from setuptools import setup  # noqa: PLC0415
    except ImportError as missing:
        sys.exit(f"{missing.name} is missing: the locked packages for developers bring it (requirements/dev.lock).")
    os.environ["MYPYPATH"] = "src"
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)  # setuptools would read pyproject.toml, and an older one does not understand it
        Path("src").symlink_to(SOURCES)
        setup(
            name="pustakota-compiled",
            package_dir={"": "src"},
            packages=[],
            ext_modules=mypycify(
                [*FOR_MYPY, *(f"src/pustakota/{name}" for name in MODULES)], opt_level="3", target_dir="c"
            ),
            script_args=["--quiet", "build_ext", "--inplace"],
        )
        os.chdir(ROOT)
    sys.path.insert(0, str(SOURCES))
    from pustakota.foundation.compiled import LIST, PACKAGE, state_of  # noqa: PLC0415

    LIST.write_text("".join(f"{state_of(PACKAGE / name)}\n" for name in MODULES), encoding="utf-8")
    sys.stdout.write(f"{len(MODULES)} modules are machine code now.\n")


if __name__ == "__main__":
    main()
