"""What the stand-in answers is what Discord would: its own description is the judge."""

from pathlib import Path

import pytest

from tests.fake_discord import Town
from tests.fake_discord.members import text_of
from tests.invariants.description import MISSING, description
from tests.process.test_process import begin, write

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(description() is None, reason=MISSING),
]

ANSWERED = 200, 204


async def test_every_answer_fits_the_description(tmp_path: Path) -> None:
    known = description()
    assert known
    async with Town(tmp_path) as town:
        await town.start_bot()
        mara, ben = town.members["mara"], town.members["ben"]
        await begin(mara)
        await write(mara, 1)
        mara.write("hello")
        await town.clock.until(lambda: any("reach a person" in text_of(m) for m in mara.inbox))
        await mara.slash("my-words", where=mara.dm)
        await mara.press("Save, or bring in")
        await mara.press("To read (Markdown)")
        await mara.press("Hide now")
        ben.close_dms()
        for command in ("checkin", "help-now"):
            await ben.slash(command)
        assert await ben.choices("reminder", "place", "berl", where=ben.dm)
        found = [
            f"{r.method} {r.path}: {line}"
            for r in town.requests
            if r.status in ANSWERED
            for line in known.answer_complaints(r.method, r.path, r.status, r.answer)
        ]
        asked = {r.path.split("/")[1] for r in town.requests}
        assert asked >= {"users", "applications", "channels", "interactions", "webhooks"}
        assert found == []
