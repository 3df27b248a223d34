"""The search cluster that tests may use."""

from collections.abc import Iterator

import pytest

from tests.cluster import Nodes, running


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """One node, which takes little time to start; nothing is kept of it."""
    with running(1, tmp_path_factory.mktemp("cluster")) as nodes:
        yield nodes
