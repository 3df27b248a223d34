"""Desks killed with SIGKILL in the middle of their work, on true processes."""

from pathlib import Path

import pytest
from bench import kill9


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_every_answer_of_a_desk_that_was_killed_stands_in_the_tables(tmp_path: Path) -> None:
    killer = kill9.Killer(kill9.build(tmp_path), marc=None)
    try:
        killer.run(kills=4, seconds=8)
        found = kill9.check(killer)
    finally:
        for process in killer.running.values():
            process.kill()
            process.wait()
    assert found.missing == []
    assert sum(found.kills.values()) == 4 + kill9.DESKS
    assert found.answers > 20
