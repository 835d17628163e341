"""The schema of a file for machines describes what is written and what is taken."""

import json
import random
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.features.mydata.export_schema import as_file, schema
from bot.features.mydata.import_checks import Refusal
from tests import fixtures
from tests.proofs.test_import_fuzz import ODD, _places
from tests.unit.test_carrying import SCHEMA, looked_at

FILES = sorted(Path(fixtures.__file__).parent.glob("*/words.json"))
VALID = jsonschema_rs.Draft202012Validator(schema(), validate_formats=True)


def test_it_is_made_of_the_kinds_there_are() -> None:
    stale = "python -m bot.features.mydata.export_schema > docs/export.schema.json"
    assert SCHEMA.read_text("utf8") == as_file(), stale


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_what_was_saved_by_any_version_is_such_a_file(file: Path) -> None:
    content = file.read_bytes()
    VALID.validate(json.loads(content))
    assert not isinstance(looked_at(content), Refusal)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_taken_is_such_a_file(seed: int) -> None:
    rng, whole = random.Random(seed), json.loads(FILES[-1].read_text("utf8"))  # noqa: S311
    taken = 0
    for _ in range(400):
        thing = json.loads(json.dumps(rng.choice(whole["things"])))
        path = rng.choice(_places(thing))
        inside: Any = thing
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = rng.choice(ODD)
        file = {**whole, "things": [thing]}
        if not isinstance(looked_at(json.dumps(file).encode()), Refusal):
            taken += 1
            assert VALID.is_valid(json.loads(json.dumps(file))), path
    assert taken
