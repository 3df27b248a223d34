"""What can go wrong with an index, in words an operator understands."""


class SearchError(Exception):
    """The index cannot do what was asked."""


class IndexBusyError(SearchError):
    """Another process is writing the index."""

    def __init__(self) -> None:
        super().__init__(
            "Another process is writing the search index (usually the worker). "
            "Leave the work to it, or stop it and try again."
        )


class IndexMissingError(SearchError):
    """There is no index to search, or it was made by another version."""

    def __init__(self) -> None:
        super().__init__("There is no search index yet. It is made by a rebuild.")


class IndexUnwritableError(SearchError):
    """The new index could not be written; the old one answers on."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"The search index could not be written ({said}). Look whether the disk is full and the folder writable, "
            "then give the same command again; nothing but the index is concerned."
        )
