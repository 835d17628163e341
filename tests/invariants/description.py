"""Discord's own description of its API, as a judge of single requests.

It is not part of this project: see `missing` for where it is looked for and where it comes
from. https://github.com/discord/discord-api-spec
"""

import json
import os
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

VARIABLE = "DISCORD_OPENAPI"
HERE = Path(__file__).resolve().parent.parent
PLACES = (HERE / "openapi.json", HERE.parent.parent / "shared" / "discord" / "openapi.json")

MISSING = (
    "Requests were not checked against Discord's own description: it is not here. To have them"
    " checked, take specs/openapi.json from the repository discord/discord-api-spec and put it"
    f" at tests/openapi.json, or name its place in the environment variable {VARIABLE}."
)


class Description:
    """One copy of the description, with a compiled judge per route."""

    def __init__(self, file: Path) -> None:
        self._spec: dict[str, Any] = _loosened(json.loads(file.read_text("utf-8")))
        self._judges: dict[tuple[str, str], Draft202012Validator | None] = {}

    def complaints(self, method: str, path: str, body: object) -> list[str]:
        """What Discord's description has against this request."""
        template = self._template(path)
        route = self._spec["paths"].get(template, {}).get(method.lower())
        if route is None:
            return [f"Discord has no {method} {path}"]
        judge = self._judge(method, template, route)
        if judge is None or body is None:
            return []
        return [line for error in judge.iter_errors(body) for line in _explained(error)]

    def answer_complaints(self, method: str, path: str, status: int, answer: object) -> list[str]:
        """What it has against an answer that a stand-in for Discord gave."""
        template = self._template(path)
        answers = self._spec["paths"].get(template, {}).get(method.lower(), {}).get("responses", {})
        content = answers.get(str(status), {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        if schema is None:
            return [] if answer is None else [f"{method} {path} is not answered with {status}"]
        judge = Draft202012Validator(schema | {"components": self._spec["components"]})
        return [line for error in judge.iter_errors(answer) for line in _explained(error)]

    @cached_property
    def _routes(self) -> list[tuple[re.Pattern[str], str]]:
        # Those with fewest blanks first: /users/@me is not a /users/{user_id}.
        templates = sorted(self._spec["paths"], key=lambda template: template.count("{"))
        return [
            (re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))), template)
            for template in templates
        ]

    def _template(self, path: str) -> str:
        return next((name for route, name in self._routes if route.fullmatch(path)), path)

    def _judge(
        self, method: str, template: str, route: dict[str, Any]
    ) -> Draft202012Validator | None:
        if (method, template) not in self._judges:
            content = route.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            self._judges[method, template] = schema and Draft202012Validator(
                schema | {"components": self._spec["components"]}
            )
        return self._judges[method, template]


@lru_cache
def description() -> Description | None:
    """The description, where there is one."""
    named = os.environ.get(VARIABLE)
    file = next((place for place in [Path(named)] if place.is_file()), None) if named else None
    file = file or next((place for place in PLACES if place.is_file()), None)
    return Description(file) if file else None


def _loosened(part: Any) -> Any:  # noqa: ANN401
    # discord.py sends recipient_id and attachments[].id as numbers, and Discord takes them.
    if isinstance(part, list):
        return [_loosened(child) for child in part]
    if not isinstance(part, dict):
        return part
    part = {key: _loosened(child) for key, child in part.items()}
    if part.get("format") == "snowflake" and part.get("type") == "string":
        part["type"] = ["string", "integer"]
    return part


def _explained(error: ValidationError) -> Iterator[str]:
    """The error itself, or those of the branch that was meant: the one with the right `type`."""
    branches: list[list[ValidationError]] = getattr(error.kind, "context", None) or []
    meant = [branch for branch in branches if not _is_another(branch, list(error.instance_path))]
    if len(meant) != 1:
        where = "/".join(str(step) for step in error.instance_path)
        yield f"{where or 'the body'}: {error.message[:300]}"
        return
    for inner in meant[0]:
        yield from _explained(inner)


def _is_another(branch: list[ValidationError], here: list[str | int]) -> bool:
    return any(
        list(error.instance_path) == [*here, "type"]
        or (list(error.instance_path) == here and error.kind.name == "type")
        for error in branch
    )
