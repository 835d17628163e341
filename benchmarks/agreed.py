"""That somebody agreed to how their words are kept, as the consent page keeps it."""

from bot.features.consent.journey import UNSAID
from bot.instance import Instance
from bot.kept import record_kinds
from bot.kept.codecs import AGREED
from bot.kept.decided import Agreed
from bot.store import Session
from bot.store.records import Record, Shelf


def agreement(instance: Instance) -> Record:
    """The record of it."""
    return Record(
        *AGREED.written(
            Agreed(instance.storage or UNSAID.storage, instance.operator or UNSAID.operator)
        )
    )


def agree(session: Session, instance: Instance) -> None:
    """Stage it to be kept."""
    session.keep(Shelf.SETTINGS, session.named(record_kinds.CONSENT), agreement(instance))
