"""What stands inside what: a claim is always on the smallest parts. Plain Python."""

from collections.abc import Sequence


def leaves(resource_id: int, parents: Sequence[tuple[int, int | None]]) -> list[int]:
    """What a claim on something takes: the parts that have no parts, in the order of their keys; itself without any.

    ``parents``: each thing's key and that of what it is part of.
    """
    parts: dict[int | None, list[int]] = {}
    for key, parent in parents:
        parts.setdefault(parent, []).append(key)
    found, open_ = [], [resource_id]
    while open_:
        key = open_.pop()
        below = parts.get(key, [])
        open_ += below
        found += [] if below else [key]
    return sorted(found)


def touching(resource_id: int, parents: Sequence[tuple[int, int | None]]) -> list[int]:
    """Itself, its wholes and its parts: whatever is given to nobody of these, is not given of it."""
    own = set(leaves(resource_id, parents))
    return [key for key, _part_of in parents if not own.isdisjoint(leaves(key, parents))]


def below(resource_id: int, parents: Sequence[tuple[int, int | None]]) -> list[int]:
    """Itself and all its parts."""
    found, open_ = [], [resource_id]
    while open_:
        key = open_.pop()
        found.append(key)
        open_ += [each for each, part_of in parents if part_of == key]
    return found
