"""The stand-in with a stop-watch: when each thing was done, and when it was answered.

What lies behind is let go, so that it can run for hours; the locks judge what is still there.
"""

import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.fake_discord import Town
from tests.fake_discord.rest import Request

REFUSED = 400
# So many interactions are remembered, of whatever size the crowd.
REMEMBERED = 2_000


class TimedTown(Town):
    """Seconds from telling the bot to being answered; who was nudged, and how often."""

    def begin(self) -> None:
        """Measure from here on."""
        self.took: list[float] = []
        self.nudged: Counter[str] = Counter()
        self.refused: Counter[int] = Counter()
        self._told: dict[str, float] = {}

    def let_go(self) -> None:
        """Forget what was dealt with."""
        self.requests.clear()
        self.events.clear()
        for seen in (self.record.said, self.record.seen, self.record.arrived):
            seen.clear()
        backend = self.world.backend
        # Kept for ever, Python's garbage collector would hold everybody up to look through them.
        backend.http_requests.clear()
        backend.transcript.clear()
        for id in list(backend.interactions)[:-REMEMBERED]:
            token = backend.interactions.pop(id).token
            for known in (backend.interaction_tokens, self.record._asked, self._acts._deferred):
                known.pop(token, None)
        for session in self.gateway._sessions.values():
            # Numbered by their place: nobody asks for them again, but they count.
            session._sent[:] = [{}] * len(session._sent)

    def _happened(self, event: str, payload: Mapping[str, Any]) -> None:
        super()._happened(event, payload)
        if event == "INTERACTION_CREATE":
            self._told[str(payload["id"])] = time.perf_counter()

    def _answered(self, request: Request) -> None:
        super()._answered(request)
        if request.status >= REFUSED:
            self.refused[request.status] += 1
            return
        match request.path.strip("/").split("/"):
            case ["interactions", id, _, "callback"] if id in self._told:
                self.took.append(time.perf_counter() - self._told.pop(id))
            case ["channels", channel, "messages"] if request.method == "POST":
                if (request.body or {}).get("content"):
                    self.nudged[channel] += 1
