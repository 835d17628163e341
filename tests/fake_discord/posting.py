"""Posting a message, where simcord leaves out what Discord does. Holds for every stand-in.

Said twice under one nonce within a few minutes, a message is there once; and an answer can be
lost on its way to the bot although the message is there.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from simcord.backend import Backend
from simcord.backend.errors import BackendError
from simcord.http import router

# Discord says "the past few minutes".
REMEMBERED = timedelta(minutes=5)
ROUTE = ["channels", "{channel_id}", "messages"]

Handler: TypeAlias = Callable[[router.RequestContext], Any]

# (channel, nonce) -> the answer it got, and when. Only the bot posts through this route.
Said: TypeAlias = dict[tuple[str, str], tuple[Any, datetime]]
_said: WeakKeyDictionary[Backend, Said] = WeakKeyDictionary()
_lost: WeakKeyDictionary[Backend, list[int]] = WeakKeyDictionary()


@cache
def complete_simcord() -> None:
    """Put this in the place of simcord's own posting, for the whole process."""
    routes = router._ROUTES["POST"]
    routes[:] = [(path, _posting(act) if path == ROUTE else act) for path, act in routes]


def lose_an_answer(backend: Backend, channel: int) -> None:
    """The next message posted there is there, but the bot is told of a failure."""
    _lost.setdefault(backend, []).append(channel)


def _posting(post: Handler) -> Handler:
    def posts(asked: router.RequestContext) -> Any:  # noqa: ANN401
        answer = _folded(post, asked)
        lost = _lost.get(asked.backend, [])
        if asked.int_arg("channel_id") in lost:
            lost.remove(asked.int_arg("channel_id"))
            raise BackendError(503, 0, "the answer was lost")
        return answer

    return posts


def _folded(post: Handler, asked: router.RequestContext) -> Any:  # noqa: ANN401
    body = asked.body()
    nonce = body.get("nonce")
    if nonce is None or not body.get("enforce_nonce"):
        return post(asked)
    said, key = _said.setdefault(asked.backend, {}), (asked.args["channel_id"], str(nonce))
    now = asked.backend.clock.now()
    if key in said and abs(now - said[key][1]) <= REMEMBERED:
        return said[key][0]
    answer = post(asked) | {"nonce": nonce}
    said[key] = answer, now
    return answer
