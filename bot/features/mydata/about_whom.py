"""What somebody calls whom one of their things is about."""

from bot.confidential import Confidential
from bot.content import Library
from bot.features.closeness import records as closeness_records
from bot.features.walkthrough import sittings
from bot.forms.talk import label
from bot.store import Session


def called(library: Library, session: Session, id: bytes) -> Confidential[str] | None:
    """Out of a walkthrough or a closeness check; None where it is about nobody with a name."""
    if sitting := sittings.sitting(library, session, id):
        return label(library.script_of(sitting), sitting)
    look = closeness_records.look(session, library.closeness.script, id)
    return look.label if look and look.is_named else None
