"""Telling Discord which commands there are: only when that changed, as Discord counts it."""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from discord import app_commands

log = logging.getLogger(__name__)


async def commands(tree: app_commands.CommandTree[Any], told: Path) -> None:
    """Tell Discord, unless `told` says that it already knows exactly these."""
    mark = await _mark(tree)
    if _says(told, mark):
        return
    try:
        await tree.sync()
    except app_commands.CommandSyncFailure:
        # Those it already knows go on working; the next start tries again.
        log.error("Discord did not accept the commands.")
        return
    _write(told, mark)
    log.info("Discord was told the commands.")


async def _mark(tree: app_commands.CommandTree[Any]) -> bytes:
    """Stands for this application and all its commands; holds nothing about anybody."""
    payload = sorted([await _told(tree, command) for command in tree.get_commands()], key=_name)
    whole = json.dumps([tree.client.application_id, payload], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest().encode()


async def _told(tree: app_commands.CommandTree[Any], command: Any) -> dict[str, Any]:  # noqa: ANN401
    """A command as Discord is told of it, in every language."""
    told: dict[str, Any] = (
        await command.get_translated_payload(tree, tree.translator)
        if tree.translator
        else command.to_dict(tree)
    )
    return told


def _name(command: dict[str, Any]) -> str:
    return f"{command['type']} {command['name']}"


def _says(told: Path, mark: bytes) -> bool:
    return told.is_file() and told.read_bytes() == mark


def _write(told: Path, mark: bytes) -> None:
    told.write_bytes(mark)
