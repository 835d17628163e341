"""What a process loads: nothing that another command, or few people, would need."""

import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

SERVER, SECOND_CRYPTOGRAPHY, DATES = "aiohttp.web", "pyzipper", "babel"
ONCE = ("bot.preview", "bot.ops.doctor", "bot.ops.worksheets", "bot.ops.health")


@pytest.mark.parametrize(
    ("begins", "others"),
    [
        ("bot.app, bot.ops.looked_over", {SERVER, SECOND_CRYPTOGRAPHY, DATES, "typst", *ONCE}),
        # Asked once a minute, in a process of its own.
        ("bot.ops.probe", {"discord", "aiohttp", "cryptography", "bot.content", "bot.store"}),
        ("bot.__main__", {"discord", "pydantic", "bot.content", "bot.store", "bot.ops.settings"}),
    ],
)
def test_nothing_is_loaded_that_only_others_need(begins: str, others: set[str]) -> None:
    asked = [sys.executable, "-c", f"import sys, {begins}; print(*sys.modules, sep='\\n')"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert not others & set(done.stdout.splitlines())
