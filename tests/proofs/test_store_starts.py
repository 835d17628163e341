"""Bar 9: every wrong start ends within two seconds, in one sentence, with the files untouched."""

import shutil
import time

import pytest

from bot.store import StorePaths
from tests.store.people import contents
from tests.store.test_opening import SLIPS, opened_elsewhere

pytestmark = pytest.mark.prove

TWO_SECONDS = 2.0


async def test_every_slip_is_refused_by_a_process_of_its_own(
    used: StorePaths, tmp_path_factory: pytest.TempPathFactory
) -> None:
    slowest, refused = 0.0, 0
    for name, slip in SLIPS.items():
        folder = tmp_path_factory.mktemp("slip") / "copy"
        shutil.copytree(used.data.parent, folder)
        places = StorePaths(folder / "data", folder / "keys" / "master.key")
        slip(places)
        before = contents(folder)
        began = time.monotonic()
        code, sentence = opened_elsewhere(places)
        slowest = max(slowest, time.monotonic() - began)
        assert (code, sentence.count("\n")) == (1, 1), (name, sentence)
        assert contents(folder) == before, name
        refused += 1
    code, sentence = opened_elsewhere(used)
    print(  # noqa: T201
        f"\nbar 9: {refused} of {len(SLIPS)} wrong starts refused, files untouched, the slowest"
        f" in {slowest:.2f} s; control: the right start {'opens' if code == 0 else 'fails'}"
    )
    assert (code, sentence) == (0, "")
    assert slowest < TWO_SECONDS
