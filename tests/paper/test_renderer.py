"""The process that sets a page: what it may use, how long it may take, and what it never does."""

import asyncio
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.confidential import Confidential
from bot.features.printing import worker
from bot.features.printing.typesetter import (
    MOST_WAITING,
    Format,
    NotTypeset,
    Paper,
    Sheet,
    TooLong,
    render,
)
from tests.paper.reading import card, text_of

pytestmark = pytest.mark.long

WORDS = "nobody else ever wrote this sentence"
# What the worker runs inside: tried from within, after it has confined itself.
INSIDE = """
import runpy, sys
worker = runpy.run_path({path!r}, run_name="worker")
worker["confine"]()
{tried}
"""


def inside(tried: str) -> subprocess.CompletedProcess[bytes]:
    """Python of ours, run as the worker runs."""
    code = INSIDE.format(path=worker.__file__, tried=tried)
    return subprocess.run(
        [sys.executable, "-I", "-B", "-c", code], capture_output=True, check=False, timeout=60
    )


def asked(sheet: str, data: object = None) -> subprocess.CompletedProcess[bytes]:
    """The worker, given a request of any kind."""
    request = {"sheet": sheet, "paper": "a4", "form": "pdf", "data": data}
    return subprocess.run(
        [sys.executable, "-I", "-B", worker.__file__],
        input=json.dumps(request).encode(), capture_output=True, check=False, env={}, timeout=60,
    )  # fmt: skip


def test_no_file_can_be_written_and_no_memory_dumped(tmp_path: Path) -> None:
    written = inside(f"with open({str(tmp_path / 'x')!r}, 'w') as f: f.write('x' * 9_000)")
    assert written.returncode != 0
    limits = inside("import resource as r; print(r.getrlimit(r.RLIMIT_CORE))")
    assert b"(0, 0)" in limits.stdout


def test_time_and_memory_are_bounded() -> None:
    assert b"MemoryError" in inside(f"bytearray({worker.MOST_MEMORY})").stderr
    limits = inside("import resource as r; print(r.getrlimit(r.RLIMIT_CPU))")
    assert f"({worker.MOST_CPU}, {worker.MOST_CPU})".encode() in limits.stdout


def test_it_reaches_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = inside(
            "import os, socket\n"
            "print(os.readlink('/proc/self/ns/net'), flush=True)\n"
            f"socket.create_connection(('127.0.0.1', {port}), 2)"
        )
    if done.stdout.decode().strip() == str(Path("/proc/self/ns/net").readlink()):
        pytest.skip("this system gives nobody a network of their own")
    assert done.returncode != 0
    assert b"unreachable" in done.stderr


def test_whatever_goes_wrong_it_says_nothing() -> None:
    for data in (WORDS, {"parts": [WORDS]}, {"name": WORDS}, [WORDS] * 3):
        done = asked("card", data)
        assert done.returncode == worker.REFUSED
        assert done.stdout + done.stderr == b""


def test_without_the_extra_it_says_so_and_nothing_breaks() -> None:
    # Without site-packages (-S) there is no typst; what we ask is whether that is noticed.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", worker.__file__], input=b"{}", check=False, timeout=60,
        capture_output=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (worker.NOT_INSTALLED, b"")
    root = str(Path(worker.__file__).parents[3])
    asked = (
        f"import sys; sys.path.insert(0, {root!r}); from bot.features.printing import typesetter; "
    )
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", asked + "print(typesetter.available())"],
        check=True, timeout=60, capture_output=True,
    )  # fmt: skip
    assert told.stdout == b"False\n"


async def test_what_cannot_be_set_is_refused_in_no_words() -> None:
    with pytest.raises(NotTypeset) as refused:
        await render(Sheet.CARD, Paper.A4, Format.PDF, Confidential({"name": WORDS}))
    assert WORDS not in repr(refused.getrepr())


async def test_nothing_of_the_words_or_the_settings_is_in_what_starts_it() -> None:
    before = _children()
    task = asyncio.create_task(render(Sheet.CARD, Paper.A4, Format.PDF, card(WORDS)))
    seen: list[str] = []
    while not task.done():
        await asyncio.sleep(0.002)
        for child in _children() - before:
            seen.append(_read(child / "cmdline"))
            assert WORDS not in seen[-1]
            if str(worker.__file__) in seen[-1]:
                assert _read(child / "environ") == ""
    assert any(str(worker.__file__) in line for line in seen)
    assert WORDS in text_of((await task)._value)


def _children() -> set[Path]:
    listed = Path("/proc/self/task").glob("*/children")
    return {Path("/proc") / pid for file in listed for pid in _read(file).split()}


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        # It has ended meanwhile, or lets nobody look.
        return ""


async def test_pages_are_set_one_at_a_time_and_only_so_many_wait() -> None:
    many = [render(Sheet.CARD, Paper.A4, Format.PDF, card(str(n))) for n in range(MOST_WAITING + 2)]
    done = await asyncio.gather(*many, return_exceptions=True)
    assert [type(d) for d in done].count(TooLong) == 2
    assert sum(isinstance(d, Confidential) for d in done) == MOST_WAITING


async def test_a_page_nobody_waits_for_any_more_is_not_set_to_its_end() -> None:
    before = _children()
    task = asyncio.create_task(render(Sheet.CARD, Paper.A4, Format.PDF, card(WORDS)))
    while not _children() - before:
        await asyncio.sleep(0.002)
        assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert not _children() - before


def test_huge_words_are_broken_and_nothing_that_shows_is_lost() -> None:
    family = "\U0001f469\u200d\U0001f467"
    cleaned = worker.clean({"a": ["x" * 40, family * 20, "\u202ehidden\x00", 7]})
    assert isinstance(cleaned, dict)
    long, families, plain, number = cleaned["a"]
    assert long.replace("\u200b", "") == "x" * 40
    assert len(long) > 40
    assert all(part.startswith("\U0001f469") for part in families.split("\u200b"))
    assert (plain, number) == ("hidden", 7)
