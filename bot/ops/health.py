"""Whether all is well, and how much was done: a page for the host's own machine, on loopback.

Switched on by a port in the settings. There is no way to have it listen anywhere else.
"""

import asyncio
import errno
import importlib.util
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.discord.client import QuietPage
from bot.discord.reconnect import ProcessError
from bot.ops.settings import LOOPBACK
from bot.store import Store, StoreUnavailable
from bot.store.sqlite.backup import copies_in

# Seconds and hours: longer than that ago, something does not go round any more.
LOOKED_WITHIN, BACKED_UP_WITHIN = 60.0, 50.0
A_BEAT, A_MINUTE = 1.0, 60
FORBIDDEN = "{where}: port {port} is forbidden to the bot; choose one above 1023."
UNUSABLE = "{where}: nothing can listen on port {port} here; choose another."
TAKEN = "{where}: something else listens on port {port}; choose another."
WHY_NOT = {errno.EADDRINUSE: TAKEN, errno.EACCES: FORBIDDEN, errno.EPERM: FORBIDDEN}
NO_LIBRARY = (
    "There is no library for /metrics here; add the extra `metrics`: see docs/operating.md.\n"
)
STARTING = "The bot is just starting.\n"
TEXT = "text/plain; version=0.0.4"

log = logging.getLogger(__name__)


class Health:
    """What is asked, and what is told. Numbers and yes or no; never a word of anybody's."""

    def __init__(
        self,
        store: Store,
        client: Callable[[], QuietPage | None],
        backups: Path | None,
    ) -> None:
        self._store, self._client, self._backups = store, client, backups

    async def told(self) -> dict[str, Any]:
        """Each part by itself, and whether all of it is well."""
        client = self._client()
        looked = client.counters.looked if client else None
        hours = await asyncio.to_thread(self._hours)
        parts: dict[str, Any] = {
            "connected": self._connected(),
            "store": await self._answers(),
            "looking": looked is not None and time.monotonic() - looked < LOOKED_WITHIN,
        }
        if self._backups:
            parts["backed_up"] = hours is not None and hours < BACKED_UP_WITHIN
        well = all(parts.values())
        return {"well": well, **parts, "backup_hours": hours}

    async def health(self, _: web.Request) -> web.Response:
        told = await self.told()
        return web.json_response(told, status=200 if told["well"] else 503)

    async def metrics(self, _: web.Request) -> web.Response:
        if not can_be_scraped():
            return web.Response(status=501, text=NO_LIBRARY)
        if (client := self._client()) is None:
            return web.Response(status=503, text=STARTING)
        from bot.ops.metrics import scraped  # noqa: PLC0415 - an optional extra

        page = scraped(client.counters, connected=self._connected(), saves=self._store.saves)
        return web.Response(body=page, headers={"Content-Type": TEXT})

    async def listen(self) -> None:
        """How late the loop is, once a second; the most of the last minute is told."""
        lately: deque[float] = deque(maxlen=A_MINUTE)
        while True:
            then = time.monotonic()
            await asyncio.sleep(A_BEAT)
            lately.append(max(0.0, time.monotonic() - then - A_BEAT))
            if (client := self._client()) is not None:
                client.counters.late = max(lately)

    def _connected(self) -> bool:
        client = self._client()
        # Once ready it says so for good; whether the line is up is another question.
        return client is not None and client.is_ready() and client.ws.open

    async def _answers(self) -> bool:
        try:
            await self._store.look()
        except StoreUnavailable:
            return False
        return True

    def _hours(self) -> float | None:
        with suppress(OSError):
            if self._backups and (copies := copies_in(self._backups)):
                return round((time.time() - copies[-1].stat().st_mtime) / 3600, 1)
        return None


def can_be_scraped() -> bool:
    return importlib.util.find_spec("prometheus_client") is not None


@asynccontextmanager
async def served(health: Health, port: int, where: str) -> AsyncIterator[None]:
    """Serve both pages for as long as the bot runs; `where` the port was chosen."""
    application = web.Application()
    application.router.add_get("/health", health.health)
    application.router.add_get("/metrics", health.metrics)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, LOOPBACK, port).start()
        except OSError as error:
            sentence = WHY_NOT.get(error.errno or 0, UNUSABLE)
            raise ProcessError(sentence.format(where=where, port=port)) from None
        if not can_be_scraped():
            log.warning("/metrics is not there, only /health: its library is not installed.")
        beating = asyncio.create_task(health.listen(), name="quiet page: listening to the loop")
        try:
            yield
        finally:
            beating.cancel()
    finally:
        await runner.cleanup()
