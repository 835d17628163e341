"""The behaviour tests' side of the screen: people, what they do, and what they see."""

from tests.people.house import House
from tests.people.page import Form, Page
from tests.people.person import Person

__all__ = ["Form", "House", "Page", "Person"]
