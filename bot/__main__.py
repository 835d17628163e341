"""The command line.

Whatever an operator can get wrong ends here: one sentence, and an exit code that isn't zero.
Each command imports what it needs when it is given: nobody waits for, or keeps in memory, the rest.
"""

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.ops import ground  # isort: split

from bot import __version__
from bot.mendable import Mendable
from bot.ops import command_name
from bot.ops.command_line import CommandLine

# What whoever runs the bot can mend. A supervisor should not try again by itself.
OPERATORS = ground.OPERATORS


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code comes back."""
    try:
        arguments = _read(sys.argv[1:] if argv is None else argv)
        return int(arguments.act(arguments))
    except Mendable as mistake:
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
    own = commands.add_parser("walkthrough", help="write one of your own: a beginning, a check")
    own.add_argument("act_on", choices=("new", "check", "preview"), metavar="new|check|preview")
    own.add_argument("file", type=Path, help="a file, or to check and preview also a folder")
    own.set_defaults(act=_author)
    sheets = commands.add_parser("worksheets", help="write the examples and empty sheets as PDF")
    sheets.add_argument("folder", type=Path)
    sheets.set_defaults(act=_worksheets)
    ask = commands.add_parser("health", help="ask the running bot whether all is well")
    ask.set_defaults(act=_health)
    backup = commands.add_parser("backup", help="make a backup beside the running bot")
    backup.add_argument("folder", type=Path, nargs="?")
    backup.add_argument(
        "--check", type=Path, metavar="copy", help="only prove that a backup can be restored"
    )
    backup.set_defaults(act=_back_up)
    back = commands.add_parser("restore", help="put a backup back; the bot must be stopped")
    back.add_argument("copy", type=Path)
    back.set_defaults(act=_restore)
    rotate = commands.add_parser("rotate-key", help="change the master key")
    rotate.set_defaults(act=_rotate)
    return parser.read(typed, commands.choices)


def _run(_: argparse.Namespace) -> int:
    # What is loaded now stays: looking all of it through for what can go takes its time.
    gc.disable()
    from bot import app, content
    from bot.languages import Languages
    from bot.ops import archive, logs, looked_over, process, readiness, settings

    given = settings.chosen()
    readiness.demand(given)
    chosen, token = given.settings, given.secret_token()
    logs.set_up(chosen.log_level, chosen.log_format)
    process.harden()
    kept = chosen.data_dir / "walkthroughs"
    libraries = content.load_all(chosen.languages.split(","), chosen.walkthroughs, kept)
    mark = chosen.data_dir / "pages.sha256"
    note = looked_over.make_every_page(libraries, mark, chosen.walkthroughs)
    gc.freeze()
    gc.enable()

    def opened() -> None:
        note()
        archive.keep_editions(libraries, kept)

    asyncio.run(app.stay(given, token, Languages(*libraries), opened))
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from bot.ops import doctor

    return doctor.look_over(online=arguments.online)


def _preview(arguments: argparse.Namespace) -> int:
    from bot import content
    from bot.ops import settings
    from bot.preview import booklet, terminal

    # Whoever pipes this into a pager may leave before the end.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    where, own = arguments.directory, settings.read().walkthroughs
    render = booklet.render if arguments.html else terminal.render
    print(render(content.load(where) if where else content.load(own=own)))  # noqa: T201
    return 0


def _author(arguments: argparse.Namespace) -> int:
    from bot.ops import authoring

    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    return authoring.work(arguments)


def _worksheets(arguments: argparse.Namespace) -> int:
    from bot import content
    from bot.ops import settings, worksheets

    library = content.load(own=settings.read().walkthroughs)
    for file in worksheets.write(library, arguments.folder):
        print(file)  # noqa: T201
    return 0


def _health(_: argparse.Namespace) -> int:
    from bot.ops import probe

    return probe.ask()


def _back_up(arguments: argparse.Namespace) -> int:
    from bot.ops import admin

    return admin.make_backup(arguments)


def _restore(arguments: argparse.Namespace) -> int:
    from bot.ops import admin

    return admin.put_back(arguments)


def _rotate(_: argparse.Namespace) -> int:
    from bot.ops import admin

    return admin.change_key()


if __name__ == "__main__":
    sys.exit(main())
