"""One intention, one thing: what a page begins, however often or late it is pressed.

A page that can begin something bears the id its thing will have: the next of its kind. Every page
bears the same one until something has been begun from any of them; what is pressed after that
leads there.
"""

import hashlib
from collections.abc import Mapping

from bot.kept.record_kinds import Kept, kind_of
from bot.store import Session
from bot.store.records import Json, Record, Shelf

# How many of each kind were ever begun. It never goes back, so that no page of something deleted
# can reach what was begun after it.
BEGUN = "begun"
ID = 16


def next_one(session: Session, kind: Kept) -> bytes:
    """The id of what will be begun next. Looking for it begins nothing."""
    return _next(session, kind)[1]


def meant(session: Session, kind: Kept, page: bytes, how: str = "") -> bytes | None:
    """The id of what this page begins, or has begun; None where the page is from before.

    `page` is the id it bears: of what comes next, or of something kept from which another thing
    is begun, in one way (`how`) or another.
    """
    record = session.get(Shelf.SITTINGS, page)
    if record is None:
        return page if page == next_one(session, kind) else None
    return page if kind_of(record) is kind else come_of(page, kind, how)


def come_of(origin: bytes, kind: Kept, how: str = "") -> bytes:
    """The id of the one thing of a kind that is begun, in this way, from something kept."""
    return hashlib.sha256(f"{kind.value} {how}".encode() + origin).digest()[:ID]


def count(session: Session, kind: Kept, id: bytes) -> None:
    """Note that this one is begun: call it before it is kept, in the same turn."""
    n, coming = _next(session, kind)
    if id == coming:
        facts = _begun(session)
        session.keep(Shelf.SETTINGS, session.named(BEGUN), Record({**facts, kind.value: n + 1}))


def _next(session: Session, kind: Kept) -> tuple[int, bytes]:
    n = int(str(_begun(session).get(kind.value, 0)))
    # Something of that id can be here all the same: out of a file that was brought in, say.
    while session.get(Shelf.SITTINGS, id := session.named(f"{kind.value} {n}")) is not None:
        n += 1
    return n, id


def _begun(session: Session) -> Mapping[str, Json]:
    record = session.get(Shelf.SETTINGS, session.named(BEGUN))
    return record.facts if record else {}
