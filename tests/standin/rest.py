"""The HTTP half of the wire: requests of the bot's to simcord's router, and files."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import BodyPartReader, web
from simcord.backend.errors import BackendError
from simcord.http import router

from tests.standin.faults import Faults
from tests.standin.posting import complete_simcord
from tests.standin.world import World

PREFIX = "/api/v10"

Body: TypeAlias = Any  # JSON


@dataclass(frozen=True, slots=True)
class Request:
    """One request of the bot's, and how it was answered."""

    method: str
    path: str
    body: Any
    status: int
    answer: Any = field(repr=False)


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
    ) -> None:
        complete_simcord()
        self.faults = Faults()
        # What simcord can't do yet: nothing the bot needs may be among it.
        self.gaps: list[str] = []
        self._world = world
        self._token = token
        self._asked = asked
        self._answered = answered

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", PREFIX + "/{path:.*}", self._serve),
            web.get("/attachments/{path:.*}", self._file),
        ]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        body, files = await _read(request)
        said = body if body is not None else dict(request.query) or None
        self._asked(request.method, path, said)
        fault = await self.faults.met(request.method, path)
        if fault and fault.done:
            self._dispatch(request, path, body, files)
        if fault and not fault.status:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault:
            status, answer = fault.status, fault.body
        elif not _may(request, path, self._token):
            status, answer = 401, {"message": "401: Unauthorized", "code": 0}
        else:
            status, answer = self._dispatch(request, path, body, files)
        self._answered(Request(request.method, path, said, status, answer))
        return _response(status, answer)

    def _dispatch(
        self, request: web.Request, path: str, body: Body, files: list[_Upload]
    ) -> tuple[int, Any]:
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


def _response(status: int, answer: Body) -> web.Response:
    if answer is None:
        return web.Response(status=status)
    # discord.py takes JSON only under exactly this name, and a 429 only with a Via.
    headers = {"Via": "1.1 loopback"} if status == 429 else {}
    return web.Response(
        body=json.dumps(answer).encode(),
        status=status,
        content_type="application/json",
        headers=headers,
    )
