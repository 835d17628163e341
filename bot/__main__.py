"""The command line.

Whatever an operator can get wrong ends here: one sentence, and an exit code that isn't zero.
"""

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.ops import ground  # isort: split

from bot import __version__, app, content
from bot.content import ContentError
from bot.discord.reconnect import ProcessError
from bot.ops import (
    admin,
    command_name,
    doctor,
    logs,
    probe,
    process,
    readiness,
    settings,
    worksheets,
)
from bot.ops.command_line import CommandLine, CommandLineError
from bot.ops.settings import SettingsError
from bot.ops.worksheets import WorksheetsError
from bot.preview import booklet, terminal
from bot.store import StoreRefused

# What whoever runs the bot can mend. A supervisor should not try again by itself.
OPERATORS = ground.OPERATORS
MISTAKES = (
    *(CommandLineError, SettingsError, ContentError, StoreRefused, ProcessError, WorksheetsError),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code comes back."""
    try:
        arguments = _read(sys.argv[1:] if argv is None else argv)
        return int(arguments.act(arguments))
    except MISTAKES as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return OPERATORS
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        return 128 + signal.SIGINT


def _read(typed: Sequence[str]) -> argparse.Namespace:
    parser = CommandLine(prog=command_name.command(), description="A private place to think.")
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
    probe.add_command(commands)
    admin.add_commands(commands)
    return parser.read(typed, commands.choices)


def _run(_: argparse.Namespace) -> int:
    given = settings.chosen()
    readiness.demand(given)
    chosen, token = given.settings, given.secret_token()
    logs.set_up(chosen.log_level, chosen.log_format)
    process.harden()
    library = content.load()
    # Every page is made once, so that a missing text is found now and not by somebody in need.
    terminal.render(library)
    # What is loaded by now stays: nobody waits while all of it is looked through for what can go.
    gc.collect()
    gc.freeze()
    asyncio.run(app.stay(given, token, library))
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    return doctor.look_over(online=arguments.online)


def _preview(arguments: argparse.Namespace) -> int:
    # Whoever pipes this into a pager may leave before the end.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    where = arguments.directory
    render = booklet.render if arguments.html else terminal.render
    print(render(content.load(where) if where else content.load()))  # noqa: T201
    return 0


def _worksheets(arguments: argparse.Namespace) -> int:
    for file in worksheets.write(content.load(), arguments.folder):
        print(file)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
