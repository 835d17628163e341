"""docs/export.schema.json, made of the kinds there are.

`python -m bot.features.mydata.export_schema` writes it.
"""

import json
import re
import sys
from collections.abc import Collection
from datetime import date
from typing import Any, TypeAlias

from bot.features.mydata.export_format import FORMAT, MOST_THINGS, VERSION
from bot.features.mydata.import_checks import LONGEST_TEXT
from bot.forms.answers import Answer
from bot.kept.codecs import CODECS
from bot.kept.converter import Codec
from bot.kept.values import ID, NAME, RULES

Schema: TypeAlias = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string", "maxLength": LONGEST_TEXT}
TEXTS: Schema = {"oneOf": [TEXT, {"type": "array", "items": TEXT}]}


def schema() -> Schema:
    """A whole file."""
    things = {"oneOf": [_thing(codec) for codec in CODECS.values()]}
    parts: Schema = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "made": RULES[date].schema,
        "things": {"type": "array", "maxItems": MOST_THINGS, "items": things},
    }
    return {"$schema": DRAFT, "title": "What somebody kept in Quiet Page", **_object(parts)}


def as_file() -> str:
    """The schema, as it lies in docs/."""
    return json.dumps(schema(), indent=1) + "\n"


def _thing(codec: Codec[Any]) -> Schema:
    facts = {name: dict(RULES[of].schema) for name, of in codec.travels.items()}
    return _object(
        {
            "id": {"type": "string", "pattern": f"^{ID.pattern}$"},
            "kind": {"const": codec.kind},
            "facts": _object(facts),
            "words": _words(codec),
        }
    )


def _words(codec: Codec[Any]) -> Schema:
    named = {name: _word(of) for name, of in codec.words.items()}
    single = _object(named, optional=codec.optional)
    if codec.many is None:
        return single
    many = _word(codec.many)
    if codec.prefix:
        beside = {f"^{re.escape(codec.prefix)}": many}
        return {**single, "patternProperties": beside}
    names = {"pattern": f"^{NAME.pattern}$"}
    return {**single, "propertyNames": names, "additionalProperties": many}


def _word(of: object) -> Schema:
    """What somebody gave: one text, or several under the names of their fields."""
    if of is str:
        return TEXT
    return {"type": "object", "additionalProperties": TEXTS if of == Answer else TEXT}


def _object(parts: Schema, optional: Collection[str] = ()) -> Schema:
    """All of these, but for those that need not be there, and nothing else."""
    return {
        "type": "object",
        "required": [name for name in parts if name not in optional],
        "additionalProperties": False,
        "properties": parts,
    }


if __name__ == "__main__":
    sys.stdout.write(as_file())
