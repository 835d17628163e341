"""The HTTP half of the wire: requests of the bot's to simcord's router, and files."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import BodyPartReader, web
from simcord.backend.errors import BackendError
from simcord.http import router

from tests.fake_discord.clock import MovedClock
from tests.fake_discord.completing import completed
from tests.fake_discord.copying import quicken_simcord
from tests.fake_discord.faults import Fault, Faults
from tests.fake_discord.limits import TOO_MANY, Limits, Verdict
from tests.fake_discord.posting import complete_simcord
from tests.fake_discord.world import World

PREFIX = "/api/v10"

Body: TypeAlias = Any  # JSON


@dataclass(frozen=True, slots=True)
class Request:
    """One request of the bot's, and how it was answered."""

    method: str
    path: str
    body: Any
    # What the bot was told; 0: nothing, for the line broke.
    status: int
    answer: Any = field(repr=False)
    # What Discord made of it, whether the bot got to know or not.
    came_to: int = 0


@dataclass(frozen=True, slots=True)
class _Upload:
    """A file as simcord takes it."""

    filename: str
    fp: io.BytesIO
    description: str | None = None


class Rest:
    """Discord's API. `asked` hears of a request before, `answered` after it."""

    def __init__(
        self,
        world: World,
        token: str,
        asked: Callable[[str, str, Any], None],
        answered: Callable[[Request], None],
        clock: MovedClock,
    ) -> None:
        complete_simcord()
        quicken_simcord()
        self.faults = Faults(sleep=clock.sleep)
        # Without it, nothing is counted.
        self.limits: Limits | None = None
        # What simcord can't do yet: nothing the bot needs may be among it.
        self.gaps: list[str] = []
        self._world = world
        self._token = token
        self._clock = clock
        self._asked = asked
        self._answered = answered

    def revoke_token(self) -> None:
        """From now on the bot's own token is worth nothing."""
        self._token = ""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", PREFIX + "/{path:.*}", self._serve),
            web.get("/attachments/{path:.*}", self._file),
        ]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        with self._clock.working():
            body, files = await _read(request)
        said = body if body is not None else dict(request.query) or None
        self._asked(request.method, path, said)
        verdict = self.limits.asked(request.method, path) if self.limits else Verdict()
        if verdict.refusal is not None:
            fault: Fault | None = Fault("*", path, TOO_MANY, answer=verdict.refusal)
        else:
            fault = await self.faults.met(request.method, path)
        came_to, answer = 0, None
        if fault is None or fault.done or fault.cut:
            came_to, answer = self._dispatch(request, path, body, files)
            answer = completed(answer)
        status = came_to
        if fault and not fault.cut:
            status, answer = fault.status, fault.body
        if self.limits:
            self.limits.answered(status, fault.scope if fault else "")
        self._answered(Request(request.method, path, said, status, answer, came_to or status))
        # A verdict of the limits brings all of its own.
        own = fault.headers if fault and verdict.refusal is None else {}
        headers = {**verdict.headers, **own}
        response = _response(status, answer, headers)
        if fault and (fault.cut or not status):
            await _break(request, response, begun=fault.cut)
        return response

    def _dispatch(
        self, request: web.Request, path: str, body: Body, files: list[_Upload]
    ) -> tuple[int, Any]:
        if not _may(request, path, self._token):
            return 401, {"message": "401: Unauthorized", "code": 0}
        try:
            answer = router.dispatch(
                self._world.backend,
                request.method,
                path,
                json=body,
                params=dict(request.query),
                files=files,
                reason=request.headers.get("X-Audit-Log-Reason"),
            )
        except (router.RouteNotImplemented, router.UnsupportedField) as gap:
            self.gaps.append(gap.message)
            return 501, gap.to_json()
        except BackendError as refusal:
            return refusal.status, refusal.to_json()
        return (204 if answer is None else 200), answer

    async def _file(self, request: web.Request) -> web.StreamResponse:
        content = self._world.files.get(self._world.files.origin + request.path)
        if content is None:
            raise web.HTTPNotFound
        name = request.path.rsplit("/", 1)[-1]
        # Always a download: nothing that was uploaded is ever run in the page.
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)


async def _read(request: web.Request) -> tuple[Any, list[_Upload]]:
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), []
    body: Any = None
    files: list[_Upload] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            files.append(_Upload(part.filename or "file", io.BytesIO(content)))
    return body, files


def _may(request: web.Request, path: str, token: str) -> bool:
    # An interaction's own token is in its path.
    if path.startswith(("/interactions/", "/webhooks/")):
        return True
    return request.headers.get("Authorization") == f"Bot {token}"


def _response(status: int, answer: Body, headers: Mapping[str, str]) -> web.Response:
    if answer is None:
        return web.Response(status=status or 200, headers=headers)
    if isinstance(answer, str):
        return web.Response(text=answer, status=status, headers=headers, content_type="text/html")
    # discord.py takes JSON only under exactly this name.
    return web.Response(
        body=json.dumps(answer).encode(),
        status=status or 200,
        content_type="application/json",
        headers=headers,
    )


async def _break(request: web.Request, response: web.Response, *, begun: bool) -> None:
    """The line breaks: before the answer, or in its middle."""
    assert request.transport is not None
    if begun and isinstance(response.body, bytes):
        half = web.StreamResponse(status=response.status, headers=response.headers)
        half.content_length = len(response.body)
        await half.prepare(request)
        await half.write(response.body[: len(response.body) // 2])
    request.transport.abort()
