"""What is asked, step by step. Each says in a line what came of it."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from typing import Any

from bot.content import Library
from bot.discord import render
from tests.invariants.card import SILENT
from tests.invariants.parts import every
from tests.invariants.record import OPENS_FORM
from tests.invariants.rules import V2
from tests.live import drawn
from tests.live.asking import Asking
from tests.live.terms import Terms

# What we say of a command, as far as it says where and to whom it is offered.
TOLD = ("name", "description", "type", "contexts", "integration_types")
BAD_FORM, OVER = 50035, (400, 404)
NOBODYS = "/interactions/1/x/callback"
# Younger ones are counted in another bucket.
NOT_YOUNG = 11.0

Body = dict[str, Any]


class Walk:
    """One application, one test server, one person who wanted it."""

    def __init__(self, asking: Asking, terms: Terms, library: Library) -> None:
        self._asking, self._terms, self._library = asking, terms, library
        self._at = ""

    async def steps(self) -> AsyncIterator[str]:
        """All of them, in order."""
        if not await self._is_known():
            yield "the owner is not in the test server, or the token is not taken: nothing was sent"
            return
        yield await self._commands()
        await self._open()
        if not self._at:
            yield "the owner's chat can't be opened: nothing was sent"
            return
        old = await self._send(_line("old"))
        yield await self._pages()
        yield await self._line_becomes_a_page()
        yield await self._twice()
        yield await self._files()
        yield await self._buckets(old)
        yield await self._forms()

    async def _is_known(self) -> bool:
        at = f"/guilds/{self._terms.server}/members/{self._terms.owner}"
        return (await self._asking.ask("GET", at)).is_fine

    async def _commands(self) -> str:
        ours = await drawn.commands(self._library)
        application = await self._asking.ask("GET", "/oauth2/applications/@me")
        at = f"/applications/{application.said['id']}/commands"
        await self._asking.ask("PUT", at, ours)
        theirs = {c["name"]: c for c in (await self._asking.ask("GET", at)).said}
        for command in ours:
            known = theirs.pop(command["name"], {})
            for key in TOLD:
                if known.get(key) != command[key]:
                    name, told = command["name"], command[key]
                    self._wrong(f"/{name}: {key} is {known.get(key)}, and we said {told}")
        self._wrong(*(f"/{name} is there, and we never said so" for name in theirs))
        return f"{len(ours)} commands told, and read back"

    async def _open(self) -> None:
        opened = await self._asking.ask(
            "POST", "/users/@me/channels", {"recipient_id": str(self._terms.owner)}
        )
        if opened.is_fine:
            self._at = f"/channels/{opened.said['id']}/messages"

    async def _pages(self) -> str:
        """Each sent, the one before turned into it, and that one taken out."""
        layouts = list(drawn.pages(self._library).items())[: self._terms.most or None]
        before = ""
        for name, parts in layouts:
            sent = await self._send(_page(parts), what=name)
            if sent and before:
                await self._asking.ask(
                    "PATCH", f"{self._at}/{before}", {"components": parts}, what=f"over: {name}"
                )
            await self._take_out(before)
            before = sent
            await asyncio.sleep(self._terms.pace)
        await self._take_out(before)
        return f"{len(layouts)} layouts of a page sent, changed and taken out"

    async def _line_becomes_a_page(self) -> str:
        """As a nudge does that is pressed."""
        parts = next(iter(drawn.pages(self._library).values()))
        sent = await self._send(_line("turned"))
        bare: Body = {"content": None, "embeds": [], "attachments": [], "flags": V2}
        answered = await self._asking.ask(
            "PATCH", f"{self._at}/{sent}", {**bare, "components": parts}, what="a line turned"
        )
        if answered.is_fine and answered.said["content"]:
            self._wrong("a line that became a page still stands there")
        await self._take_out(sent)
        return "a line turned into a page"

    async def _twice(self) -> str:
        one, other = [await self._send(_line("twice")) for _ in range(2)]
        if one != other:
            self._wrong("under one nonce a line came twice")
            await self._take_out(other)
        await self._take_out(one)
        return "the same line said twice under one nonce"

    async def _files(self) -> str:
        for name, content, picture in (
            ("notes.txt", b"made up", ""),
            ("notes.pdf", b"%PDF-1.7 made up", ""),
            ("page.png", _picture(), "A picture."),
        ):
            body = _page([render.file(name, picture)])
            sent = await self._send(body, files=((name, content),), what=name)
            await self._take_out(sent)
        return "a text, a page and a picture handed over and taken out"

    async def _buckets(self, old: str) -> str:
        """By which limits messages are taken out: young ones, and older ones."""
        if self._terms.pace:
            await asyncio.sleep(NOT_YOUNG)
        young = await self._take_out(await self._send(_line("young")))
        return f"taking out is counted in {young}, and after a while in {await self._take_out(old)}"

    async def _forms(self) -> str:
        """Whether Discord looks at a form before it looks whose it is: then all can be judged."""
        broken = {"custom_id": "x", "title": "x" * 46, "components": []}
        answered = await self._form(broken)
        if answered != BAD_FORM:
            return "forms can't be judged by a program: open each once by hand"
        for name, form in drawn.forms(self._library).items():
            if await self._form(form) == BAD_FORM:
                self._wrong(f"the form {name} is refused")
        return "every form was judged"

    async def _form(self, form: Body) -> int:
        body = {"type": OPENS_FORM, "data": form}
        return (await self._asking.ask("POST", NOBODYS, body, takes=OVER)).code

    async def _send(
        self, body: Body, *, files: tuple[tuple[str, bytes], ...] = (), what: str = ""
    ) -> str:
        """The id of what was sent, and is there as it was sent; empty where it was refused."""
        answered = await self._asking.ask("POST", self._at, body, files=files, what=what)
        if not answered.is_fine:
            return ""
        if _presses(answered.said) != _presses(body):
            self._wrong(f"what came back is not what was sent ({what})")
        return str(answered.said["id"])

    async def _take_out(self, id: str) -> str:
        """By which limit that was counted."""
        if not id:
            return "nothing"
        answered = await self._asking.ask("DELETE", f"{self._at}/{id}")
        return answered.headers.get("X-RateLimit-Bucket", "no bucket that is named")

    def _wrong(self, *lines: str) -> None:
        self._asking.wrong.extend(lines)


def _page(parts: list[Body]) -> Body:
    return {"components": parts, "flags": V2 | SILENT}


def _line(nonce: str) -> Body:
    """Neutral, as everything is that may stand on a lock screen."""
    line = "A small pause, if you like."
    return {"content": line, "nonce": nonce, "enforce_nonce": True, "flags": SILENT}


def _presses(message: Body) -> list[str]:
    parts = every(message.get("components") or [])
    return [str(part["custom_id"]) for part in parts if part.get("custom_id")]


def _picture() -> bytes:
    """One grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_of_it = zlib.crc32(kind + data).to_bytes(4)
        return len(data).to_bytes(4) + kind + data + sum_of_it

    head = (1).to_bytes(4) * 2 + bytes([8, 0, 0, 0, 0])
    dot = zlib.compress(b"\0\x80")
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", dot), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
