"""Asks Discord, waits as long as it says, and notes what it refused: where, and never what."""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.discord.api_errors import places

TOO_MANY, MOST_WAITS = 429, 5
FINE = (200, 201, 204)
AN_ID = re.compile(r"\d{10,}")


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one request."""

    status: int
    said: Any
    headers: Mapping[str, str]

    @property
    def is_fine(self) -> bool:
        return self.status in FINE

    @property
    def code(self) -> int:
        return int(self.said.get("code") or 0) if isinstance(self.said, dict) else 0


@dataclass(slots=True)
class Asking:
    """One application's requests, one after the other."""

    http: aiohttp.ClientSession
    api: str
    # What was wrong, a line each.
    wrong: list[str] = field(default_factory=list)
    asked: int = 0

    async def ask(  # noqa: PLR0913 - a request
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        files: Sequence[tuple[str, bytes]] = (),
        takes: Sequence[int] = FINE,
        what: str = "",
    ) -> Answered:
        """`takes`: which answers are no refusal. `what`: what it is called, where it is one."""
        for _ in range(MOST_WAITS):
            answered = await self._once(method, path, body, files)
            if answered.status != TOO_MANY:
                break
            await asyncio.sleep(float(answered.said["retry_after"]))
        self.asked += 1
        if answered.status not in takes:
            self.wrong.append(_told(method, path, answered, what))
        return answered

    async def _once(
        self, method: str, path: str, body: object, files: Sequence[tuple[str, bytes]]
    ) -> Answered:
        data: aiohttp.FormData | None = None
        if files:
            data = aiohttp.FormData({"payload_json": json.dumps(body)})
            for n, (name, content) in enumerate(files):
                data.add_field(f"files[{n}]", content, filename=name)
        given: dict[str, Any] = {"data": data} if data else {"json": body}
        async with self.http.request(method, self.api + path, **given) as answer:
            is_json = answer.content_type == "application/json"
            said = await answer.json() if is_json else None
            return Answered(answer.status, said, dict(answer.headers))


def _told(method: str, path: str, answered: Answered, what: str) -> str:
    said = answered.said if isinstance(answered.said, dict) else {}
    where = " ".join(places(said.get("errors"))) or "nowhere in particular"
    kind = f" ({what})" if what else ""
    route = AN_ID.sub("…", path)
    return f"{method} {route}{kind}: {answered.status} {answered.code}, {where}"
