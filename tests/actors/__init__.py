"""The behaviour tests' side of the screen: people, what they do, and what they see."""

from tests.actors.house import House
from tests.actors.page import Form, Page
from tests.actors.person import Person

__all__ = ["Form", "House", "Page", "Person"]
