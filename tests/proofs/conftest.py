"""The same files as the quick tests of the store have."""

from tests.store.conftest import places, used

__all__ = ["places", "used"]
