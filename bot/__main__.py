"""The command line, and the one place where the parts are put together.

Whatever an operator can get wrong ends here: one sentence, and an exit code that isn't zero.
"""

import argparse
import asyncio
import functools
import gc
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot import ground  # isort: split

from bot import __version__, asking, called, content, doctor, logs, process, settings, sync, upkeep
from bot.apart import Part, apart
from bot.cards import booklet, preview
from bot.chores import chores
from bot.client import QuietPage
from bot.content import ContentError, Library
from bot.health import Health, served
from bot.journeys import aging
from bot.journeys.briefs import teller
from bot.paper import worksheets
from bot.paper.worksheets import WorksheetsError
from bot.process import ProcessError
from bot.settings import Settings, SettingsError
from bot.store import Store, StorePaths, StoreRefused

# What whoever runs the bot can mend. A supervisor should not try again by itself.
OPERATORS = ground.OPERATORS


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code comes back."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.act(arguments))
    except (SettingsError, ContentError, StoreRefused, ProcessError, WorksheetsError) as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return OPERATORS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=called.command(), description="A private place to think.")
    parser.add_argument("--version", action="version", version=f"Quiet Page {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    run = commands.add_parser("run", help="run the bot")
    run.set_defaults(act=_run)
    look = commands.add_parser("doctor", help="look everything over, and say what to mend")
    look.add_argument("--online", action="store_true", help="ask Discord, too")
    look.set_defaults(act=_doctor)
    show = commands.add_parser("preview", help="print every page there is, from the content files")
    show.add_argument("directory", type=Path, nargs="?")
    show.add_argument("--html", action="store_true", help="as one page for a browser, to print")
    show.set_defaults(act=_preview)
    sheets = commands.add_parser("worksheets", help="write the examples and empty sheets as PDF")
    sheets.add_argument("folder", type=Path)
    sheets.set_defaults(act=_worksheets)
    asking.add_command(commands)
    upkeep.add_commands(commands)
    return parser


def _run(_: argparse.Namespace) -> int:
    chosen = settings.read()
    token = chosen.secret_token()
    logs.set_up(chosen.log_level, chosen.log_format)
    process.harden()
    library = content.load()
    # Every page is made once, so that a missing text is found now and not by somebody in need.
    preview.render(library)
    # What is loaded by now stays: nobody waits while all of it is looked through for what can go.
    gc.collect()
    gc.freeze()
    asyncio.run(_stay(chosen, token, library))
    return 0


async def _stay(chosen: Settings, token: str, library: Library) -> None:
    places = StorePaths(data=chosen.data_dir, key=chosen.key_file)
    store = await Store.open(places, teller(library.scripts))
    try:
        if store.first_run:
            _tell_of_the_key(chosen.key_file, store.fingerprint)
        told = functools.partial(sync.commands, told=chosen.data_dir / "commands.sha256")
        clients: list[QuietPage] = []

        def build() -> QuietPage:
            clients[:] = [
                QuietPage(store, library, chosen.host, sync=told, rate=chosen.nudges_per_second)
            ]
            return clients[0]

        async def look() -> None:
            with apart(Part.CHORE):
                store.lock.tick()
            for client in clients:
                await client.look()

        async def daily() -> None:
            # Before the backup: what goes is not in the newest one then.
            with apart(Part.CHORE):
                await aging.night(store, datetime.now(UTC))
            await upkeep.daily(chosen, store)

        health = Health(store, lambda: next(iter(clients), None), chosen.backup_dir)
        async with (
            served(health, chosen.health_port),
            upkeep.rotating_when_asked(chosen, store),
            chores(store.advance_generation, look, daily),
        ):
            await process.stay(build, token)
    finally:
        await store.close()


def _tell_of_the_key(key: Path, fingerprint: str) -> None:
    print(  # noqa: T201
        f"A new key was made: {key.resolve()} (fingerprint {fingerprint}). Copy this file to a"
        " second place now; without it nobody, you included, can read anything.",
        file=sys.stderr,
    )


def _doctor(arguments: argparse.Namespace) -> int:
    return doctor.look_over(online=arguments.online)


def _preview(arguments: argparse.Namespace) -> int:
    # Whoever pipes this into a pager may leave before the end.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    where = arguments.directory
    render = booklet.render if arguments.html else preview.render
    print(render(content.load(where) if where else content.load()))  # noqa: T201
    return 0


def _worksheets(arguments: argparse.Namespace) -> int:
    for file in worksheets.write(content.load(), arguments.folder):
        print(file)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
