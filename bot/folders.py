"""Whether something lies in a folder, whatever it is called there."""

from pathlib import Path


def lies_in(path: Path, directory: Path) -> bool:
    """Whether a copy of that directory takes this along, by whatever name or mount it is there."""
    here, directory = path.resolve(), directory.resolve()
    return any(_same(place, directory) for place in (here, *here.parents))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        # What isn't there yet is where it will be made.
        return one.name == other.name and _same(one.parent, other.parent)
